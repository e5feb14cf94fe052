"""What was asked, by journal, since which day: names, order and scales of a table come from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from central import entries
from central.entries import Entry
from central.journals import Point, insert_unless_there
from central.reading import Read, effective_day, read
from central.schema import journals, questionnaires, rollup
from kiosk.domain.entries import QuestionnaireShown
from kiosk.domain.questionnaire import Questionnaire


def add(connection: Connection, those: Iterable[Read]) -> None:
    """Remember the questionnaires among these entries."""
    rows = [
        {
            "journal": one.entry.journal,
            "seq": one.entry.point.seq,
            "hash": one.entry.point.hash,
            "version": one.content.questionnaire.version,
            "at": one.content.at.isoformat(timespec="seconds"),
            "shift": 0,
            "day": one.content.at.date(),
        }
        for one in those
        if isinstance(one.content, QuestionnaireShown)
    ]
    if rows:
        connection.execute(insert_unless_there(connection, questionnaires), rows)


def redate(connection: Connection, entry: Entry, seconds: int) -> None:
    """Move the day since which this entry's questionnaire was asked; nothing if it is no questionnaire."""
    if not isinstance(read(entry).content, QuestionnaireShown):
        return
    here = (
        questionnaires.c.journal == entry.journal,
        questionnaires.c.seq == entry.point.seq,
        questionnaires.c.hash == entry.point.hash,
    )
    row = connection.execute(select(questionnaires).where(*here)).first()
    if row is not None:
        shift = row.shift + seconds
        day = effective_day(datetime.fromisoformat(row.at), shift)
        connection.execute(update(questionnaires).where(*here).values(shift=shift, day=day))


def in_force(connection: Connection, first: date, last: date, *, simulated: bool) -> list[Questionnaire]:
    """What was asked from `first` to `last` in real or simulated journals, oldest first.

    That is what began within the period or was answered in it, and before it the newest of each journal that
    has ballots in it (of every journal, where none has).
    """
    answered = connection.execute(
        select(rollup.c.journal, rollup.c.questionnaire)
        .join(journals, journals.c.no == rollup.c.journal)
        .where(journals.c.simulated == simulated, rollup.c.day.between(first, last))
        .distinct()
    ).all()
    counting = {row.journal for row in answered}
    versions = {row.questionnaire for row in answered}
    rows = connection.execute(
        select(questionnaires)
        .join(journals, journals.c.no == questionnaires.c.journal)
        .where(journals.c.simulated == simulated)
    ).all()
    asked = [row for row in rows if first <= row.day <= last or row.version in versions]
    asked += _newest(row for row in rows if row.day < first and (row.journal in counting or not counting))
    newest_last = {row.version: row for row in sorted(asked, key=_since)}
    return [_content(connection, row) for row in sorted(newest_last.values(), key=_since)]


def _newest(rows: Iterable[Row[Any]]) -> Iterable[Row[Any]]:
    """The newest of each journal."""
    return {row.journal: row for row in sorted(rows, key=_since)}.values()


def _since(row: Row[Any]) -> tuple[date, str, int]:
    """Sorts by the day since which it was asked; within a day as written."""
    return row.day, row.at, row.seq


def _content(connection: Connection, row: Row[Any]) -> Questionnaire:
    entry = entries.at(connection, row.journal, Point(row.seq, row.hash))
    content = read(entry).content if entry else None
    if not isinstance(content, QuestionnaireShown):
        raise LookupError(f"no questionnaire at {row.seq}")  # noqa: TRY004  it is missing, not mistyped
    return content.questionnaire
