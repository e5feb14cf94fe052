"""The newest entries, found by index: what a start and a new enrolment need to know."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from kiosk.domain.draft import noted
from kiosk.domain.entries import (
    BallotOpened,
    JournalOpened,
    Note,
    QuestionnaireShown,
    ShiftClosed,
    ShiftOpened,
    Tap,
    entry_of,
)
from kiosk.domain.recovery import OpenWork
from kiosk.journal.chain import Link
from kiosk.journal.connect import one_row, rows
from kiosk.journal.errors import JournalReadError


class Found(NamedTuple):
    """A line and where it stands."""

    seq: int
    line: str


def head(connection: Connection) -> Link:
    """The newest place in the chain; what retention kept of it where every entry is gone."""
    found = rows(connection, "SELECT seq, hash FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    return Link(*found[0]) if found else kept_after(connection)


def kept_after(connection: Connection) -> Link:
    """The place before the oldest entry that is still held."""
    return Link(*one_row(connection, "SELECT through, hash FROM retention"))


def watermark(connection: Connection) -> int:
    """Everything up to this entry is held by the centre."""
    (through,) = one_row(connection, "SELECT through FROM watermark")
    return int(through)


def identity(connection: Connection) -> JournalOpened:
    """Entry 1: whose journal this is. Its keepsake stays where retention removed the entry."""
    (line,) = one_row(connection, "SELECT line FROM keepsake WHERE seq = 1")
    opened = entry_of(line)
    if not isinstance(opened, JournalOpened):
        raise JournalReadError("Entry 1 does not say whose journal this is: run kiosk verify.")
    return opened


def newest(connection: Connection, kind: str) -> Found | None:
    """The newest entry of a kind that is a landmark (see `schema`)."""
    # The kind stands in the text: SQLite uses the partial index only for a value that it knows beforehand.
    query = f"SELECT seq, line FROM journal WHERE kind = '{kind}' ORDER BY seq DESC LIMIT 1"  # noqa: S608  our own words
    found = rows(connection, query)
    return Found(*found[0]) if found else None


def questionnaires(connection: Connection) -> list[Found]:
    """All that was ever asked, oldest first; retention keeps these lines."""
    query = (
        "SELECT seq, line FROM journal WHERE kind = 'questionnaire'"
        " UNION SELECT seq, line FROM keepsake WHERE seq > 1 ORDER BY seq"
    )
    return [Found(*row) for row in rows(connection, query)]


def open_work(connection: Connection) -> OpenWork:
    """What a crash left open: the newest shift and its draft, the newest ballot and its taps."""
    opened, closed = newest(connection, ShiftOpened.kind), newest(connection, ShiftClosed.kind)
    shift = entry_of(opened.line) if opened else None
    if not isinstance(shift, ShiftOpened):
        shift = None
    asked = questionnaires(connection)
    shown = entry_of(asked[-1].line) if asked else None
    since = max((found.seq for found in (opened, closed) if found), default=0)
    ballot, taps = _open_ballot(connection, since)
    open_shift = shift if opened and opened.seq == since else None
    return OpenWork(
        shift=open_shift,
        dossiers=_draft(connection, since, open_shift) if open_shift else None,
        ballot=ballot,
        taps=taps,
        questionnaire=shown.questionnaire.version if isinstance(shown, QuestionnaireShown) else None,
        last_department=shift.department if shift else None,
    )


def _draft(connection: Connection, since: int, shift: ShiftOpened) -> int | None:
    """What was noted last for the shift that entry `since` opened."""
    query = f"SELECT line FROM journal WHERE kind = '{Note.kind}' AND seq > ? ORDER BY seq DESC"  # noqa: S608  our own word
    return noted((entry_of(line) for (line,) in connection.exec_driver_sql(query, (since,))), shift.shift)


def _open_ballot(connection: Connection, since: int) -> tuple[BallotOpened | None, list[Tap]]:
    """The newest ballot after entry `since`, unless it is closed: a few lines back from the newest."""
    row = connection.exec_driver_sql(
        "SELECT seq, line FROM journal WHERE seq > ? AND kind IN ('ballot_opened', 'ballot_closed')"
        " ORDER BY seq DESC LIMIT 1",
        (since,),
    ).first()
    ballot = entry_of(row[1]) if row else None
    if not row or not isinstance(ballot, BallotOpened):
        return None, []
    lines = connection.exec_driver_sql(
        "SELECT line FROM journal WHERE seq > ? AND kind = 'tap' ORDER BY seq", (row[0],)
    )
    taps = [entry_of(line) for (line,) in lines]
    return ballot, [tap for tap in taps if isinstance(tap, Tap) and tap.ballot == ballot.ballot]
