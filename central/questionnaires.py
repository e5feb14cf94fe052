"""What was asked, by journal, since which day: names, order and scales of a table come from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, select, true, update

from central import entries, ids
from central.entries import Entry
from central.journals import START, Journal, Point, insert_unless_there
from central.reading import Read, effective_day, effective_moment, read
from central.schema import entries as entries_table
from central.schema import journals, placings, questionnaires
from kiosk.domain.entries import QuestionnaireShown
from kiosk.domain.figures import Period
from kiosk.domain.questionnaire import Questionnaire

_LAST = datetime.max.replace(tzinfo=UTC)


def add(connection: Connection, those: Iterable[Read]) -> None:
    """Remember the questionnaires among these entries."""
    made = rows(those)
    if made:
        names = questionnaires.columns.keys()
        values = [dict(zip(names, row, strict=True)) for row in made]
        connection.execute(insert_unless_there(connection, questionnaires), values)


def rows(those: Iterable[Read]) -> list[tuple[Any, ...]]:
    """The questionnaires among these entries, as rows."""
    return [
        (
            one.entry.journal,
            *one.entry.point,
            one.content.questionnaire.version,
            one.content.at.isoformat(timespec="seconds"),
            0,
            one.content.at.date(),
        )
        for one in those
        if isinstance(one.content, QuestionnaireShown)
    ]


def redate(connection: Connection, journal: Journal, those: Sequence[Read], seconds: int) -> None:
    """Move the time since which the questionnaires of these entries were asked."""
    for number, point in ids.first_places(connection, journal, those) if those else ():
        here = (
            questionnaires.c.journal == number,
            questionnaires.c.seq == point.seq,
            questionnaires.c.hash == point.hash,
        )
        row = connection.execute(select(questionnaires).where(*here)).first()
        if row is not None:
            shift = row.shift + seconds
            day = effective_day(datetime.fromisoformat(row.at), shift)
            connection.execute(update(questionnaires).where(*here).values(shift=shift, day=day))


def in_force(
    connection: Connection,
    period: Period,
    answered: Collection[tuple[str, str]],
    *,
    simulated: bool,
    families: Select[Any] | None = None,
) -> list[Questionnaire]:
    """What was asked in a period in real or simulated journals, oldest first.

    That is what ballots of the period name, and what was in force then in any family; but a family without
    a ballot in the period says nothing about what began before it, unless no family has one. `answered` has
    the families that have ballots in the period, each with a version that they name; `families` selects those
    that are looked at, all by default.
    """
    counting = {family for family, _ in answered}
    versions = {version for _, version in answered}
    asked = []
    rows_by_family = groupby(_asked(connection, simulated=simulated, families=families), attrgetter("family"))
    for family, rows in rows_by_family:
        since = period.first if counting and family not in counting else date.min
        asked += [
            one
            for one in _with_moments(list(rows))
            if one.row.version in versions
            or (since <= one.row.day <= period.last and one.until >= period.first)
        ]
    newest: dict[str, Row[Any]] = {}
    for one in sorted(asked, key=attrgetter("moment")):
        newest.pop(one.row.version, None)  # one that came back counts as newer than what stood between
        newest[one.row.version] = one.row
    return [_content(connection, row) for row in newest.values()]


def of_agency(connection: Connection, agency: str) -> list[Questionnaire]:
    """What the kiosks of an agency ever asked, the newest first; where it has none, what any kiosk asked."""
    placed = (
        select(journals.c.family)
        .join(placings, placings.c.device == journals.c.device)
        .where(placings.c.agency == agency)
    )
    for families in (placed, None):
        rows = [*_asked(connection, simulated=False, families=families)]
        newest = {row.version: row for row in sorted(rows, key=attrgetter("day", "version"))}
        if newest:
            return sorted(
                (_content(connection, row) for row in newest.values()),
                key=lambda one: newest[one.version].day,
                reverse=True,
            )
    return []


def of_versions(connection: Connection, versions: Collection[str]) -> list[Questionnaire]:
    """The questionnaires of these versions that any journal holds, in the order of the versions."""
    rows = connection.execute(
        select(questionnaires)
        .where(questionnaires.c.version.in_(versions))
        .order_by(questionnaires.c.version, questionnaires.c.journal, questionnaires.c.seq)
    )
    return [_content(connection, row) for row in {row.version: row for row in rows}.values()]


class _Asked(NamedTuple):
    """A questionnaire of a family: `until` is the day on which the next one came."""

    row: Row[Any]
    moment: datetime
    until: date


def _asked(connection: Connection, *, simulated: bool, families: Select[Any] | None) -> Sequence[Row[Any]]:
    """All that was ever asked, by family; within one as written: in a journal seq decides, not its clock."""
    named = and_(
        entries_table.c.journal == questionnaires.c.journal,
        entries_table.c.seq == questionnaires.c.seq,
        entries_table.c.hash == questionnaires.c.hash,
    )
    return connection.execute(
        select(questionnaires, journals.c.family, entries_table.c.arrival_hour)
        .join(journals, journals.c.no == questionnaires.c.journal)
        .join(entries_table, named)
        .where(
            journals.c.simulated == simulated,
            true() if families is None else journals.c.family.in_(families),
        )
        .order_by(journals.c.family, questionnaires.c.journal, questionnaires.c.seq, questionnaires.c.hash)
    ).all()


def _with_moments(rows: Sequence[Row[Any]]) -> list[_Asked]:
    """The questionnaires of one family, with moments that never fall from one to the next.

    A clock that was wrong and never set right may have dated one in the future: it came before the next
    one, and before it arrived here.
    """
    found: list[_Asked] = []
    moment, until = _LAST, date.max
    for row in reversed(rows):
        arrived = datetime.fromtimestamp((row.arrival_hour + 1) * 3600, tz=UTC)
        said = effective_moment(datetime.fromisoformat(row.at), row.shift)
        moment = min(moment, said, arrived)
        found.append(_Asked(row, moment, until))
        until = row.day
    return found[::-1]


def _content(connection: Connection, row: Row[Any]) -> Questionnaire:
    entry = entries.at(connection, row.journal, Point(row.seq, row.hash))
    found = _questionnaire_of(entry.line) if entry else None
    if found is None:
        raise LookupError(f"no questionnaire at {row.seq}")
    return found


@lru_cache(maxsize=100)
def _questionnaire_of(line: str) -> Questionnaire | None:
    """What a line says was asked; every report asks this of the same few lines."""
    content = read(Entry(0, START, line)).content
    return content.questionnaire if isinstance(content, QuestionnaireShown) else None
