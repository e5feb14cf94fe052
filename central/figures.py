"""What the centre tells of a period, made of sums alone: its cost does not grow with the ballots."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    case,
    cast,
    func,
    select,
)

from central import papers, questionnaires, returned
from central.rollup import NO_ANSWERS, Kind, Series, between, within
from central.schema import journals, kinds, rollup
from central.store import Store, among
from central.view import View, view
from kiosk.domain.figures import (
    BallotGroup,
    DayCount,
    Figures,
    FlagCount,
    Head,
    HourCount,
    Period,
    ReasonCount,
    Unit,
)
from kiosk.domain.questionnaire import Questionnaire

TIME_ZONE = "Asia/Ho_Chi_Minh"


def of_period(
    store: Store,
    period: Period,
    *,
    agency: str | None = None,
    simulated: bool | None = None,
    over_time: bool = True,
) -> Figures:
    """A period of real journals or of simulated ones, never of both, as one agency or all of them know it.

    Without a wish: the real ones, or the simulated ones where the centre holds no real journal at all.
    `over_time`: with days and hours, which cost most. Raises CatalogueError where there is no such agency.
    """
    with store.reading() as connection:
        return told(connection, period, agency=agency, simulated=simulated, over_time=over_time)


def told(
    connection: Connection,
    period: Period,
    *,
    agency: str | None = None,
    simulated: bool | None = None,
    over_time: bool = True,
) -> Figures:
    """The same within a transaction."""
    if simulated is None:
        simulated = not _anything(connection, simulated=False) and _anything(connection, simulated=True)
    seen = view(connection, agency, period)
    return _Period(connection, seen, simulated=simulated).figures(over_time=over_time)


def holds(store: Store, *, simulated: bool) -> bool:
    """Whether the centre holds any real journal, or any simulated one."""
    with store.reading() as connection:
        return _anything(connection, simulated=simulated)


def _anything(connection: Connection, *, simulated: bool) -> bool:
    """Paper ballots are real ones."""
    journal = connection.execute(select(journals.c.no).where(journals.c.simulated == simulated)).first()
    return journal is not None or (not simulated and papers.newest_no(connection) > 0)


class _Period:
    """One period in one view."""

    def __init__(self, connection: Connection, seen: View, *, simulated: bool) -> None:
        self._connection = connection
        self._view = seen
        self._simulated = simulated
        self._codes = seen.codes()

    def figures(self, *, over_time: bool) -> Figures:
        answered = self._answered()
        asked = questionnaires.in_force(
            self._connection,
            self._view.period,
            {(row.family, row.questionnaire) for row in answered},
            simulated=self._simulated,
            families=self._view.families(),
        )
        ballots = self._ballots()
        period = self._view.period
        dossiers = returned.of_view(self._connection, self._view, period, simulated=self._simulated)
        paper, cut = ((), 0) if self._simulated else papers.counted(self._connection, self._view, period)
        asked = self._with_paper(asked, {one.questionnaire for one in paper})
        collected = [(unit, kind, number) for unit, kind, number in ballots if kind.answers != NO_ANSWERS]
        worth = _Worth(asked, {row.questionnaire for row in answered})
        met = {unit for unit, _, _ in ballots} | {one.unit for one in dossiers} | {one.unit for one in paper}
        return Figures(
            period=period,
            simulated=self._simulated,
            units=tuple(self._units(asked, met)),
            questionnaires=tuple(asked),
            groups=tuple(_grouped(ballots)),
            dossiers=tuple(dossiers),
            reasons=tuple(_reasons(collected)),
            flags=tuple(_flags(collected)),
            days=tuple(self._days(worth)) if over_time else (),
            hours=tuple(self._hours(worth)) if over_time else (),
            papers=paper,
            papers_cut=cut,
            heads=tuple(_heads(answered)),
        )

    def _with_paper(self, asked: list[Questionnaire], versions: set[str]) -> list[Questionnaire]:
        """What was printed on paper ballots counts as older than all that kiosks asked in the period."""
        lacking = versions - {one.version for one in asked}
        return [*questionnaires.of_versions(self._connection, lacking), *asked] if lacking else asked

    def _sums(self, *keys: Column[Any], daily: Series, monthly: Series | None) -> Subquery:
        """The sums of this period and view by what they are about, by these keys and, from above, by unit.

        What they are about is joined to the few that are left: each of them stands for many.
        """
        period = self._view.period
        if monthly is None:
            those = between(daily, period.first, period.last)
        else:
            those = within(daily, monthly, period, days_only=self._view.movers())
        by: list[ColumnElement[Any]] = [*keys, rollup.c.alike]
        if not self._view.by_department:
            by.append(self._view.unit(kinds.c.department).label("unit"))
        number = cast(func.sum(rollup.c.number), BigInteger).label("number")
        query = select(*by, number).select_from(rollup).join(journals, journals.c.no == rollup.c.journal)
        query = self._view.of(query, rollup.c.day).where(journals.c.simulated == self._simulated, those)
        return query.group_by(*by).subquery("sums")

    def _unit_of(self, sums: Subquery) -> ColumnElement[str]:
        return kinds.c.department if self._view.by_department else sums.c.unit

    def _unit(self, typed: str) -> str:
        return self._view.code_of(typed, self._codes)

    def _answered(self) -> Sequence[Row[Any]]:
        """Every journal with ballots in the period, once for each version that they name."""
        head = (journals.c.journal, journals.c.family, journals.c.head_seq, journals.c.head_hash)
        sums = self._sums(rollup.c.journal, daily=Series.LEVELS, monthly=Series.LEVELS_BY_MONTH)
        query = select(*head, kinds.c.questionnaire).join_from(
            sums, journals, journals.c.no == sums.c.journal
        )
        return self._connection.execute(_with_kinds(query, sums).distinct()).all()

    def _ballots(self) -> list[tuple[str, Kind, int]]:
        sums = self._sums(daily=Series.BALLOTS, monthly=Series.BALLOTS_BY_MONTH)
        query = select(self._unit_of(sums), kinds.c.said, sums.c.number).select_from(sums)
        rows = self._connection.execute(_with_kinds(query, sums)).all()
        return [(self._unit(typed), _kind_of(said), number) for typed, said, number in rows]

    def _days(self, worth: _Worth) -> Iterable[DayCount]:
        sums = self._sums(rollup.c.day, daily=Series.LEVELS, monthly=None)
        unit = self._unit_of(sums)
        query = select(sums.c.day, unit, *worth.sums(self._connection, sums.c.number)).select_from(sums)
        found: dict[tuple[date, str], _Sums] = {}
        rows = self._connection.execute(_with_kinds(query, sums).group_by(sums.c.day, unit)).all()
        for day, typed, *three in rows:
            _plus(found, (day, self._unit(typed)), three)
        return (DayCount(*key, *three) for key, three in sorted(found.items()) if three[0])

    def _hours(self, worth: _Worth) -> Iterable[HourCount]:
        sums = self._sums(daily=Series.HOURS, monthly=Series.HOURS_BY_MONTH)
        query = select(kinds.c.said, kinds.c.questionnaire, kinds.c.level, sums.c.number).select_from(sums)
        found: dict[tuple[int, int], _Sums] = {}
        for said, *those in self._connection.execute(_with_kinds(query, sums)).all():
            _plus(found, _hour_of(said), worth.of(*those))
        return (HourCount(*key, *three) for key, three in sorted(found.items()))

    def _units(self, asked: Sequence[Questionnaire], met: set[str]) -> Iterable[Unit]:
        """In the newest questionnaire's order, then what the catalogue has, then codes that none knows."""
        found = {one.code: one for one in self._view.units}
        if self._view.by_department:
            names = {one.code: one.name for one in self._view.departments}
            for one in (one for questionnaire in reversed(asked) for one in questionnaire.departments):
                code = self._unit(one.code)
                found.setdefault(code, Unit(code, names.get(code, one.name)))
            period = self._view.period
            for department in self._view.departments:
                if department.valid_from <= period.last and department.valid_to >= period.first:
                    found.setdefault(department.code, Unit(department.code, department.name))
        for code in sorted(met):
            found.setdefault(code, Unit(code, self._view.name_of(code)))
        return found.values()


class _Worth:
    """Which answers count as given, and which of them as satisfied: as a tally counts them."""

    def __init__(self, asked: Sequence[Questionnaire], versions: set[str]) -> None:
        shown = {version: asked[-1] for version in versions if asked}
        shown.update({one.version: one for one in asked})
        levels = [(version, one) for version, what in shown.items() for one in what.levels]
        self._given = {(version, one.code) for version, one in levels}
        self._satisfied = {(version, one.code) for version, one in levels if one.satisfied}

    def of(self, questionnaire: str, level: str | None, number: int) -> _Sums:
        """Ballots, answers, and satisfied ones among so many alike."""
        about = (questionnaire, level)
        ballots = number if level == "" else 0
        return ballots, number if about in self._given else 0, number if about in self._satisfied else 0

    def sums(self, connection: Connection, number: ColumnElement[int]) -> tuple[Any, ...]:
        """The same of a query over levels, where each row stands for a `number`."""
        about = kinds.c.questionnaire + " " + kinds.c.level  # no version has a blank
        given, satisfied = (
            among(connection, about, [" ".join(one) for one in sorted(those)])
            for those in (self._given, self._satisfied)
        )
        of = (kinds.c.level == "", given, satisfied)
        return tuple(cast(func.sum(case((one, number), else_=0)), BigInteger) for one in of)


_Sums = tuple[int, int, int]
_Key = TypeVar("_Key")
# Most of what one report reads the next one reads again.
_kind_of = lru_cache(maxsize=20_000)(Kind.of)


@lru_cache(maxsize=20_000)
def _hour_of(said: str) -> tuple[int, int]:
    """The weekday and the hour that a sum by hour is about."""
    weekday, hour, *_ = json.loads(said)
    return weekday, hour


@lru_cache(maxsize=20_000)
def _answers_of(said: str) -> Mapping[str, str]:
    found: dict[str, str] = json.loads(said)
    return found


def _with_kinds(query: Select[Any], sums: Subquery) -> Select[Any]:
    """A query over sums, joined with what they are about."""
    return query.join(kinds, kinds.c.alike == sums.c.alike)


def _plus(sums: dict[_Key, _Sums], key: _Key, three: Sequence[int]) -> None:
    before = sums.get(key, (0, 0, 0))
    sums[key] = (before[0] + three[0], before[1] + three[1], before[2] + three[2])


def _grouped(ballots: Iterable[tuple[str, Kind, int]]) -> list[BallotGroup]:
    """As a tally wants them: whatever their reasons and flags."""
    counts = Counter[tuple[str, str, bool, bool, str]]()
    for unit, kind, number in ballots:
        counts[unit, kind.questionnaire, kind.invited, kind.valid, kind.answers] += number
    return [
        BallotGroup(unit, questionnaire, invited, valid, _answers_of(answers), number)
        for (unit, questionnaire, invited, valid, answers), number in sorted(counts.items())
    ]


def _reasons(collected: Iterable[tuple[str, Kind, int]]) -> Iterable[ReasonCount]:
    counts = Counter[tuple[str, str, str]]()
    for unit, kind, number in collected:
        for reason in kind.reasons:
            counts[unit, kind.questionnaire, reason] += number
    return (ReasonCount(*named, ballots) for named, ballots in sorted(counts.items()))


def _flags(collected: Iterable[tuple[str, Kind, int]]) -> Iterable[FlagCount]:
    counts = Counter[tuple[str, str, int]]()
    for unit, kind, number in collected:
        for rule, version in kind.flags:
            counts[unit, rule, version] += number
    return (FlagCount(*named, ballots) for named, ballots in sorted(counts.items()))


def _heads(answered: Iterable[Row[Any]]) -> Iterable[Head]:
    heads = {row.journal: Head(row.journal, row.head_seq, bytes(row.head_hash).hex()) for row in answered}
    return (heads[journal] for journal in sorted(heads))
