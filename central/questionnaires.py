"""What was asked, by journal, since which day: names, order and scales of a table come from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, select, true, update

from central import ids
from central.entries import Entry
from central.journals import START, Journal, insert_unless_there
from central.parts import SIMULATED
from central.reading import Read, effective_day, effective_moment, read
from central.schema import entries as entries_table
from central.schema import journals, placings, questionnaires
from central.together import Ask, Form, together
from central.view import Standpoint
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
    ask: Ask, rows: Sequence[Asked], period: Period, answered: Collection[tuple[str, str]]
) -> list[Questionnaire]:
    """What was asked in a period, oldest first, by the rows that `asked` selects.

    That is what ballots of the period name, and what was in force then in any family; but a family without
    a ballot in the period says nothing about what began before it, unless no family has one. `answered` has
    the families that have ballots in the period, each with a version that they name.
    """
    counting = {family for family, _ in answered}
    versions = {version for _, version in answered}
    found = []
    for family, those in groupby(rows, attrgetter("family")):
        since = period.first if counting and family not in counting else date.min
        found += [
            one
            for one in _with_moments(list(those))
            if one.row.version in versions
            or (since <= one.row.day <= period.last and one.until >= period.first)
        ]
    newest: dict[str, Asked] = {}
    for one in sorted(found, key=attrgetter("moment")):
        newest.pop(one.row.version, None)  # one that came back counts as newer than what stood between
        newest[one.row.version] = one.row
    return [_content(ask, row) for row in newest.values()]


def of_agency(connection: Connection, agency: str) -> list[Questionnaire]:
    """What the kiosks of an agency ever asked, the newest first; where it has none, what any kiosk asked."""
    placed = (
        select(journals.c.family)
        .join(placings, placings.c.device == journals.c.device)
        .where(placings.c.agency == agency)
    )
    with together(connection) as ask:
        for families in (placed, None):
            rows = map(Asked._make, ask(_asked(families), {"simulated": False}, Form.ONCE)())
            newest = {row.version: row for row in sorted(rows, key=attrgetter("day", "version"))}
            if newest:
                newest_first = sorted(newest.values(), key=attrgetter("day"), reverse=True)
                return [_content(ask, row) for row in newest_first]
    return []


def of_versions(connection: Connection, versions: Collection[str]) -> list[Questionnaire]:
    """The questionnaires of these versions that any journal holds, in the order of the versions."""
    with together(connection) as ask:
        return of_versions_by(ask, versions)


def of_versions_by(ask: Ask, versions: Collection[str]) -> list[Questionnaire]:
    """The same, asked beside other things."""
    rows = ask(
        select(*_COLUMNS)
        .join(journals, journals.c.no == questionnaires.c.journal)
        .join(entries_table, _NAMED)
        .where(questionnaires.c.version.in_(versions))
        .order_by(questionnaires.c.version, questionnaires.c.journal, questionnaires.c.seq),
        form=Form.ONCE,
    )
    return [_content(ask, row) for row in {row.version: row for row in map(Asked._make, rows())}.values()]


class Asked(NamedTuple):
    """A questionnaire that was asked in a journal of a family."""

    journal: int
    seq: int
    hash: bytes
    version: str
    at: str
    shift: int
    day: date
    family: str
    arrival_hour: int


_NAMED = and_(
    entries_table.c.journal == questionnaires.c.journal,
    entries_table.c.seq == questionnaires.c.seq,
    entries_table.c.hash == questionnaires.c.hash,
)
_COLUMNS = (*questionnaires.c, journals.c.family, entries_table.c.arrival_hour)


@lru_cache(maxsize=20)
def asked(at: Standpoint) -> Select[Any]:
    """All that was ever asked in real or simulated journals of families that have to do with this view."""
    return _asked(at.families())


def _asked(families: Select[Any] | None) -> Select[Any]:
    """By family; within one as written: in a journal seq decides, not its clock."""
    return (
        select(*_COLUMNS)
        .join(journals, journals.c.no == questionnaires.c.journal)
        .join(entries_table, _NAMED)
        .where(
            journals.c.simulated == SIMULATED,
            true() if families is None else journals.c.family.in_(families),
        )
        .order_by(journals.c.family, questionnaires.c.journal, questionnaires.c.seq, questionnaires.c.hash)
    )


class _InForce(NamedTuple):
    """What was asked since a moment, and the day on which the next one came."""

    row: Asked
    moment: datetime
    until: date


def _with_moments(rows: Sequence[Asked]) -> list[_InForce]:
    """The questionnaires of one family, with moments that never fall from one to the next.

    A clock that was wrong and never set right may have dated one in the future: it came before the next
    one, and before it arrived here.
    """
    found: list[_InForce] = []
    moment, until = _LAST, date.max
    for row in reversed(rows):
        moment = min(moment, _asked_since(row.at, row.shift, row.arrival_hour))
        found.append(_InForce(row, moment, until))
        until = row.day
    return found[::-1]


@lru_cache(maxsize=20_000)
def _asked_since(at: str, shift: int, arrival_hour: int) -> datetime:
    """Since when a questionnaire was asked: as its journal says, but no later than it arrived here."""
    arrived = datetime.fromtimestamp((arrival_hour + 1) * 3600, tz=UTC)
    return min(effective_moment(datetime.fromisoformat(at), shift), arrived)


def _content(ask: Ask, row: Asked) -> Questionnaire:
    """What an entry says was asked: a hash stands for one line, whatever the database."""
    found = _contents.get(row.hash)
    if found is None:
        here = (entries_table.c[name] == getattr(row, name) for name in ("journal", "seq", "hash"))
        for (line,) in ask(select(entries_table.c.line).where(*here), form=Form.ONCE)():
            content = read(Entry(0, START, line)).content
            found = content.questionnaire if isinstance(content, QuestionnaireShown) else None
        if found is None:
            raise LookupError(f"no questionnaire at {row.seq}")
        if len(_contents) >= _MOST_CONTENTS:
            _contents.clear()
        _contents[row.hash] = found
    return found


_MOST_CONTENTS = 1000
_contents: dict[bytes, Questionnaire] = {}
