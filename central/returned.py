"""Dossiers returned in a period, in a view: what files say of a day, else what clerks typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    case,
    column,
    false,
    func,
    not_,
    or_,
    select,
    values,
)

from central import catalogue
from central import dossiers as files
from central.catalogue import canonical_codes, normal
from central.rollup import Series
from central.schema import dossiers, journals, kinds, placings, rollup, shifts
from central.view import View
from kiosk.domain.figures import Dossiers, Period


def of_view(connection: Connection, seen: View, period: Period, *, simulated: bool) -> list[Dossiers]:
    """The dossiers of a period by unit; files tell of real ones alone."""
    codes = seen.codes()
    covered = _Covered(connection, seen, period, simulated=simulated)
    sums: dict[str, Counter[str]] = {}
    for typed, *numbers in connection.execute(_of_shifts(seen, period, covered, simulated=simulated)):
        sums.setdefault(seen.code_of(typed, codes), Counter()).update(
            dict(zip(("dossiers", "known", "unknown"), map(int, numbers), strict=True))
        )
    for named, number in covered.numbers:
        told = {"dossiers": int(number), "imported": int(number)}
        sums.setdefault(seen.code_of(named, codes), Counter()).update(told)
    rated = Counter[str]()
    asked = [_rated_in_shifts] if any(one["known"] for one in sums.values()) else []
    for query in [*asked, _rated_on_days] if covered.tell else asked:
        for typed, number in connection.execute(query(seen, period, covered, simulated=simulated)):
            rated[seen.code_of(typed, codes)] += int(number)
    return [
        Dossiers(unit, one["dossiers"], one["known"], one["unknown"], one["imported"], rated[unit])
        for unit, one in sorted(sums.items())
    ]


class _Covered:
    """The days of departments that files tell of, in whatever spelling a kiosk named the department.

    `numbers` are what they say, by unit; `tell`: there is any such day.
    """

    def __init__(self, connection: Connection, seen: View, period: Period, *, simulated: bool) -> None:
        self.numbers: Sequence[Any] = ()
        self._told: CTE | None = None
        if simulated or seen.below is None:  # there is no agency that a file could be of
            return
        those = files.newest(period.first, period.last).subquery("those")
        unit = seen.unit(those.c.department)
        of_unit = seen.entered(select(unit, func.sum(those.c.number)).select_from(those), those.c.agency)
        self.numbers = connection.execute(of_unit.group_by(unit)).all()
        rows = list(_spellings(connection, seen, period)) if self.numbers else []
        if rows:
            columns = (column("agency", Text), column("typed", Text), column("department", Text))
            spelled = values(*columns, name="spelled").data(rows).cte("spelled")
            same = and_(spelled.c.agency == dossiers.c.agency, spelled.c.department == dossiers.c.department)
            told = select(dossiers.c.agency, dossiers.c.day, spelled.c.typed).join(spelled, same)
            self._told = told.where(_within(period)).distinct().cte("told")

    @property
    def tell(self) -> bool:
        """Whether files tell of any day of any department that kiosks name."""
        return self._told is not None

    def of(
        self, query: Select[Any], day: Column[Any], typed: Column[Any]
    ) -> tuple[Select[Any], ColumnElement[bool]]:
        """A query over placed devices, and whether a file tells of the day of the department typed so."""
        told = self._told
        if told is None:
            return query, false()
        here = and_(told.c.agency == placings.c.agency, told.c.day == day, told.c.typed == typed)
        return query.outerjoin(told, here), told.c.typed.is_not(None)


def _within(period: Period) -> ColumnElement[bool]:
    return dossiers.c.day.between(period.first, period.last)


def _spellings(connection: Connection, seen: View, period: Period) -> Iterable[tuple[str, str, str]]:
    """By agency: each spelling that any kiosk used, and the department of a file that it means there."""
    named = select(dossiers.c.agency, dossiers.c.department).where(_within(period)).distinct()
    of_shifts = select(shifts.c.department).where(shifts.c.day.between(period.first, period.last))
    of_ballots = select(kinds.c.department).where(kinds.c.department.is_not(None))
    spelled = connection.scalars(of_shifts.union(of_ballots)).all()
    known = catalogue.tree(connection)
    told: dict[str, list[str]] = {}
    for agency, department in connection.execute(seen.entered(named, dossiers.c.agency)):
        told.setdefault(agency, []).append(department)
    for agency, those in told.items():
        codes = canonical_codes(known.departments_of(agency))
        files_by_code: dict[str, list[str]] = {}
        for one in those:
            files_by_code.setdefault(codes.get(normal(one), normal(one)), []).append(one)
        for typed in spelled:
            code = codes.get(normal(typed), normal(typed))
            yield from ((agency, typed, one) for one in files_by_code.get(code, ()))


def _of_shifts(seen: View, period: Period, covered: _Covered, *, simulated: bool) -> Any:
    """By unit: what clerks typed of days that no file tells of; shifts that are known, and that are not."""
    unit, typed = seen.unit(shifts.c.department), shifts.c.dossiers.is_not(None)
    query: Select[Any] = select(unit).select_from(shifts).join(journals, journals.c.no == shifts.c.journal)
    query, told = covered.of(seen.of(query, shifts.c.day), shifts.c.day, shifts.c.department)
    return (
        query.add_columns(
            func.coalesce(func.sum(case((not_(told), shifts.c.dossiers), else_=0)), 0),
            func.sum(case((or_(typed, told), 1), else_=0)),
            func.sum(case((or_(typed, told), 0), else_=1)),
        )
        .where(journals.c.simulated == simulated, shifts.c.day.between(period.first, period.last))
        .group_by(unit)
    )


def _rated_in_shifts(seen: View, period: Period, covered: _Covered, *, simulated: bool) -> Select[Any]:
    """By unit: ballots collected in shifts whose clerk typed the dossiers, on days that no file tells of."""
    unit = seen.unit(shifts.c.department)
    counting = journals.alias("counting")
    collected = and_(rollup.c.series == Series.SHIFTS, rollup.c.alike == shifts.c.alike)
    query: Select[Any] = (
        select(unit, func.sum(rollup.c.number))
        .select_from(shifts)
        .join(journals, journals.c.no == shifts.c.journal)
        .join(rollup, and_(collected, rollup.c.day.between(period.first, period.last)))
        .join(counting, and_(counting.c.no == rollup.c.journal, counting.c.family == journals.c.family))
    )
    query, told = covered.of(seen.of(query, shifts.c.day), rollup.c.day, shifts.c.department)
    return query.where(
        journals.c.simulated == simulated,
        shifts.c.day.between(period.first, period.last),
        shifts.c.dossiers.is_not(None),
        not_(told),
    ).group_by(unit)


def _rated_on_days(seen: View, period: Period, covered: _Covered, *, simulated: bool) -> Select[Any]:
    """By unit: all ballots collected on days that a file tells of."""
    unit = seen.unit(kinds.c.department)
    query: Select[Any] = (
        select(unit, func.sum(rollup.c.number))
        .select_from(rollup)
        .join(journals, journals.c.no == rollup.c.journal)
        .join(kinds, kinds.c.alike == rollup.c.alike)
    )
    query, told = covered.of(seen.of(query, rollup.c.day), rollup.c.day, kinds.c.department)
    return query.where(
        journals.c.simulated == simulated,
        rollup.c.series == Series.LEVELS,
        rollup.c.day.between(period.first, period.last),
        kinds.c.level == "",
        told,
    ).group_by(unit)
