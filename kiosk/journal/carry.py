"""What a journal takes along from the one that it continues: lines verbatim, under their own ids."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection

from kiosk.domain.ballot import interrupted
from kiosk.domain.entries import (
    BallotClosed,
    BallotOpened,
    Mode,
    Note,
    ShiftClosed,
    ShiftOpened,
    Start,
    Tap,
    Unknown,
    entry_of,
    line_of,
)
from kiosk.journal import gap
from kiosk.journal.faults import SALVAGED
from kiosk.journal.newest import head, kept_after, newest, questionnaires, watermark
from kiosk.journal.salvage import Wreck

ENROLLED = "enrolled"


def salvaged(wreck: Wreck, at: datetime, damage: str) -> Iterator[str]:
    """All that the hashes vouch for, closings in the place of lost ones, and a note of it, dated `at`.

    A start stands wherever lines are missing: one of them may have been a start, and without it a clock step
    would move what another boot wrote.
    """
    carried, expected = 0, wreck.first
    ballots = _Ballots()
    yield from wreck.kept_questionnaires()
    for seq, line in wreck.vouched():
        if seq != expected:
            yield _start_before(line, at)
        carried, expected = carried + 1, seq + 1
        ballots.see(line)
        yield line
    closings = ballots.closings()
    yield from map(line_of, closings)
    yield _note_of_salvage(at, damage, carried, wreck.missing(carried), len(closings))


def _start_before(line: str, at: datetime) -> str:
    entry = entry_of(line)
    return line_of(Start(at=at if isinstance(entry, Unknown) else entry.at, program=SALVAGED, version=""))


def left_behind(wreck: Wreck, at: datetime, damage: str) -> Iterator[str]:
    """The note alone: of lines whose journal nobody knows none is believed, real or simulated."""
    yield _note_of_salvage(at, damage, 0, wreck.missing(0), 0)


def enrolled(connection: Connection, at: datetime, former: str) -> Iterator[str]:
    """What the centre does not have yet of a sound journal, with what is asked in it, and a note of it."""
    first = _first_to_carry(connection)
    earlier = [found.line for found in questionnaires(connection) if found.seq < first]
    yield from earlier[-1:]
    yield from connection.exec_driver_sql(
        "SELECT line FROM journal WHERE seq >= ? ORDER BY seq", (first,)
    ).scalars()
    left = first - 1 - kept_after(connection).seq
    carried = head(connection).seq - first + 1
    data = {"former_device": former, "carried": carried, "left": left}
    yield line_of(Note(at=at, about=ENROLLED, data=data))


def missing_after(connection: Connection, today: date) -> date | None:
    """The newest day of which a new enrolment leaves something behind, or of which something was missing."""
    last_left = _first_to_carry(connection) - 1
    days = [gap.newest_day(connection)]
    if last_left > kept_after(connection).seq:
        days.append(gap.day_of(connection, last_left) or today)
    return max(filter(None, days), default=None)


def _first_to_carry(connection: Connection) -> int:
    """The first entry that waits, or the opening of a shift that still goes on."""
    waiting = watermark(connection) + 1
    opened, closed = newest(connection, ShiftOpened.kind), newest(connection, ShiftClosed.kind)
    goes_on = opened and (closed is None or closed.seq < opened.seq)
    return min(waiting, opened.seq) if opened and goes_on else waiting


def _note_of_salvage(at: datetime, damage: str, carried: int, lost: int | None, closed: int) -> str:
    data = {"damage": damage, "carried": carried, "lost": lost, "closed": closed}
    return line_of(Note(at=at, about=SALVAGED, data=data))


class _Ballots:
    """Ballots without a closing. What counts is the closing: one that is lost gets replaced."""

    def __init__(self) -> None:
        self._unclosed: dict[str, list[str]] = {}

    def see(self, line: str) -> None:
        kind, ballot = _kind_and_ballot(line)
        if kind == BallotClosed.kind:
            self._unclosed.pop(ballot, None)
        elif kind in (BallotOpened.kind, Tap.kind):
            self._unclosed.setdefault(ballot, []).append(line)

    def closings(self) -> list[BallotClosed]:
        return [closing for lines in self._unclosed.values() if (closing := _closing(lines))]


def _kind_and_ballot(line: str) -> tuple[str, str]:
    try:
        members = json.loads(line)
        return str(members["kind"]), str(members["ballot"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", ""


def _closing(lines: list[str]) -> BallotClosed | None:
    """The closing of a ballot from what is left of it, on the day it was given."""
    entries = [entry_of(line) for line in lines]
    taps = [entry for entry in entries if isinstance(entry, Tap)]
    opened = next((entry for entry in entries if isinstance(entry, BallotOpened)), None)
    if opened is None and taps:
        opened = _opening_of(taps[0])
    if opened is None:
        return None
    return interrupted(opened, taps, taps[-1].at if taps else opened.at)


def _opening_of(tap: Tap) -> BallotOpened:
    """A tap is meaningful alone, but for the mode; nobody can say any more that its ballot was issued."""
    return BallotOpened(
        at=tap.at,
        ballot=tap.ballot,
        shift=tap.shift,
        department=tap.department,
        questionnaire=tap.questionnaire,
        mode=Mode.OPEN,
    )
