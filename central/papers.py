"""Paper ballots: sheets of counts that people type in, each version of which is kept.

A sheet tells of the paper ballots of one department from one day to another. It counts for periods that hold
it whole: its ballots have no days of their own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from central import audit, locks
from central.audit import By, What
from central.locks import Lock
from central.parts import FIRST, LAST
from central.schema import papers
from central.typed_numbers import FIRST_DAY, LARGEST
from central.view import Standpoint, View
from kiosk.domain.figures import PaperCount

_MOST_DAYS = 366


@dataclass(frozen=True)
class Sheet:
    """What somebody read from a pile of paper; both days inclusive.

    `questionnaire` is the version that was printed on it, `counts` map criterion to level to a number.
    """

    agency: str
    department: str
    questionnaire: str
    first: date
    last: date
    issued: int
    collected: int
    valid: int
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Kept:
    """One version of a sheet: `no` grows over all sheets, `version` counts from 1; `at` is aware, in UTC."""

    no: int
    name: str
    version: int
    sheet: Sheet
    withdrawn: bool
    by: str
    at: datetime


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field: `first`, `last`, `issued`, `collected`, `valid` or a criterion's code.

    `word` is one of: backwards, future, long, early, more_than_issued, more_than_collected, more_than_valid,
    large, negative.
    """

    field: str
    word: str
    values: Mapping[str, int]


class PaperError(Exception):
    """A sheet that can't be kept, with all its faults; the text is one line a fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(f"{one.field}: {one.word}" for one in faults))
        self.faults = tuple(faults)


class ChangedMeanwhileError(Exception):
    """Somebody else corrected or withdrew the sheet since it was read."""


def faults_of(sheet: Sheet, today: date) -> list[Fault]:
    """Everything that contradicts itself; what an invalid ballot says can't be counted."""
    return [*_faults_of_days(sheet, today), *_faults_of_numbers(sheet)]


def _faults_of_days(sheet: Sheet, today: date) -> Iterator[Fault]:
    if sheet.first < FIRST_DAY:
        yield Fault("first", "early", {"year": FIRST_DAY.year})
    if sheet.last > today:
        yield Fault("last", "future", {})
    if sheet.last < sheet.first:
        yield Fault("last", "backwards", {})
    elif (sheet.last - sheet.first).days >= _MOST_DAYS:
        yield Fault("last", "long", {"days": _MOST_DAYS})


def _faults_of_numbers(sheet: Sheet) -> Iterator[Fault]:
    sums = {code: sum(levels.values()) for code, levels in sheet.counts.items()}
    totals = {"issued": sheet.issued, "collected": sheet.collected, "valid": sheet.valid}
    for field, number in (*totals.items(), *sums.items()):
        if number > LARGEST:
            yield Fault(field, "large", {"most": LARGEST})
    for field in (field for field, number in totals.items() if number < 0):
        yield Fault(field, "negative", {})
    for field in (code for code, levels in sheet.counts.items() if min(levels.values(), default=0) < 0):
        yield Fault(field, "negative", {})
    if sheet.collected > sheet.issued:
        yield Fault("collected", "more_than_issued", {"number": sheet.collected, "most": sheet.issued})
    if sheet.valid > sheet.collected:
        yield Fault("valid", "more_than_collected", {"number": sheet.valid, "most": sheet.collected})
    for code, number in sums.items():
        if number > sheet.valid:
            yield Fault(code, "more_than_valid", {"number": number, "most": sheet.valid})


def enter(connection: Connection, name: str, sheet: Sheet, *, after: int, today: date, by: By) -> Kept:
    """Keep a sheet under a name of its own, or correct it: `after` is the version that it follows, else 0.

    The same again changes nothing. Raises PaperError, and ChangedMeanwhileError where another version
    stands.
    """
    faults = faults_of(sheet, today)
    if faults:
        raise PaperError(faults)
    locks.take(connection, Lock.NUMBERING_PAPERS)
    newest = newest_of(connection, name)
    if newest is not None and newest.sheet == sheet and not newest.withdrawn:
        return newest
    _refuse_other_versions(newest, after)
    what = What.PAPER_CORRECTED if newest else What.PAPER_ENTERED
    return _keep(connection, name, sheet, version=after + 1, withdrawn=False, what=what, by=by)


def withdraw(connection: Connection, name: str, *, after: int, by: By) -> None:
    """Let a sheet count no more; all its versions stay. Raises ChangedMeanwhileError as `enter` does."""
    locks.take(connection, Lock.NUMBERING_PAPERS)
    newest = newest_of(connection, name)
    if newest is None or newest.withdrawn:
        return
    _refuse_other_versions(newest, after)
    _keep(connection, name, newest.sheet, version=after + 1, withdrawn=True, what=What.PAPER_WITHDRAWN, by=by)


def newest_of(connection: Connection, name: str) -> Kept | None:
    """A sheet as it stands now, withdrawn or not."""
    return next(iter(history(connection, name)), None)


def history(connection: Connection, name: str) -> list[Kept]:
    """Every version of a sheet, the newest first."""
    rows = connection.execute(select(papers).where(papers.c.sheet == name).order_by(papers.c.version.desc()))
    return [_kept(row) for row in rows]


def of_agency(connection: Connection, agency: str, *, limit: int) -> list[Kept]:
    """The sheets of one agency as they stand now, the newest days first."""
    query = _newest().where(papers.c.agency == agency).order_by(papers.c.last.desc(), papers.c.no.desc())
    return [_kept(row) for row in connection.execute(query.limit(limit))]


def newest_no(connection: Connection) -> int:
    """The number of the version that was kept last, 0 where there is none."""
    return connection.scalar(select(func.coalesce(func.max(papers.c.no), 0))) or 0


@lru_cache(maxsize=20)
def standing(at: Standpoint) -> Select[Any]:
    """The sheets of a view, as they stand now, whose days a period has any of, each with its unit."""
    unit = at.unit(papers.c.department).label("unit")
    columns = [unit, *(papers.c[one.name] for one in fields(Sheet))]
    return at.entered(_newest().with_only_columns(*columns), papers.c.agency).where(
        papers.c.withdrawn.is_(False), papers.c.first <= LAST, papers.c.last >= FIRST
    )


def counted(rows: Iterable[Sequence[Any]], seen: View) -> tuple[tuple[PaperCount, ...], int]:
    """The sheets among these of a view whole within its period, by unit; and how many the period cuts."""
    codes, period = seen.codes(), seen.period
    pooled: dict[tuple[str, str], list[Sheet]] = {}
    cut = 0
    for unit, *members in rows:
        sheet = _sheet(members)
        if sheet.first < period.first or sheet.last > period.last:
            cut += 1
        else:
            pooled.setdefault((seen.code_of(unit, codes), sheet.questionnaire), []).append(sheet)
    return tuple(_pooled(*named, those) for named, those in sorted(pooled.items())), cut


def _pooled(unit: str, questionnaire: str, sheets: Sequence[Sheet]) -> PaperCount:
    counts: dict[str, Counter[str]] = {}
    for criterion, levels in (each for sheet in sheets for each in sheet.counts.items()):
        counts.setdefault(criterion, Counter()).update(levels)
    return PaperCount(
        unit,
        questionnaire,
        issued=sum(sheet.issued for sheet in sheets),
        collected=sum(sheet.collected for sheet in sheets),
        valid=sum(sheet.valid for sheet in sheets),
        counts=counts,
    )


def _newest() -> Select[Any]:
    """The newest version of each sheet."""
    newest = select(papers.c.sheet, func.max(papers.c.version).label("version")).group_by(papers.c.sheet)
    those = newest.subquery("newest")
    return select(papers).join(
        those, (those.c.sheet == papers.c.sheet) & (those.c.version == papers.c.version)
    )


def _refuse_other_versions(newest: Kept | None, after: int) -> None:
    if (newest.version if newest else 0) != after:
        raise ChangedMeanwhileError


def _keep(
    connection: Connection, name: str, sheet: Sheet, *, version: int, withdrawn: bool, what: What, by: By
) -> Kept:
    members = {**asdict(sheet), "counts": json.dumps(sheet.counts, ensure_ascii=False)}
    no, at = newest_no(connection) + 1, int(by.now.timestamp())
    connection.execute(
        insert(papers).values(
            no=no, sheet=name, version=version, withdrawn=withdrawn, typed_by=by.who or "", at=at, **members
        )
    )
    audit.note(
        connection,
        by,
        what,
        f"{sheet.agency}/{sheet.department}",
        sheet=name,
        version=version,
        period=f"{sheet.first} {sheet.last}",
        collected=sheet.collected,
    )
    return Kept(no, name, version, sheet, withdrawn, by.who or "", datetime.fromtimestamp(at, tz=UTC))


def _kept(row: Sequence[Any]) -> Kept:
    no, name, version, *members, withdrawn, by, at = row
    moment = datetime.fromtimestamp(at, tz=UTC)
    return Kept(no, name, version, _sheet(members), withdrawn, by, moment)


def _sheet(members: Sequence[Any]) -> Sheet:
    """A sheet as it stands in the table, where the counts are JSON."""
    *others, counts = members
    return Sheet(*(*others, json.loads(counts)))
