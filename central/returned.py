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
    Row,
    Text,
    and_,
    case,
    column,
    exists,
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
    imported = [] if simulated else _imported(connection, seen, period)
    covered = _Covered(connection, period, imported)
    sums: dict[str, Counter[str]] = {}
    for typed, *numbers in connection.execute(_of_shifts(seen, period, covered, simulated=simulated)):
        sums.setdefault(seen.code_of(typed, codes), Counter()).update(
            dict(zip(("dossiers", "known", "unknown"), map(int, numbers), strict=True))
        )
    for row in imported:
        number = {"dossiers": row.number, "imported": row.number}
        sums.setdefault(seen.code_of(row.unit, codes), Counter()).update(number)
    rated = Counter[str]()
    for query in (_rated_in_shifts, _rated_on_days):
        for typed, number in connection.execute(query(seen, period, covered, simulated=simulated)):
            rated[seen.code_of(typed, codes)] += int(number)
    return [
        Dossiers(unit, one["dossiers"], one["known"], one["unknown"], one["imported"], rated[unit])
        for unit, one in sorted(sums.items())
    ]


def _imported(connection: Connection, seen: View, period: Period) -> Sequence[Row[Any]]:
    unit = seen.unit(dossiers.c.department).label("unit")
    query = seen.entered(files.newest().add_columns(unit), dossiers.c.agency)
    return connection.execute(query.where(dossiers.c.day.between(period.first, period.last))).all()


class _Covered:
    """The days of departments that a file tells of, in whatever spelling a kiosk named the department."""

    def __init__(self, connection: Connection, period: Period, imported: Iterable[Row[Any]]) -> None:
        self._spelled: CTE | None = None
        told: dict[str, set[str]] = {}
        for row in imported:
            told.setdefault(row.agency, set()).add(row.department)
        rows = list(_spellings(connection, period, told)) if told else []
        if rows:
            columns = (column("agency", Text), column("typed", Text), column("department", Text))
            self._spelled = values(*columns, name="spelled").data(rows).cte("spelled")

    def on(self, day: Column[Any], typed: Column[Any]) -> ColumnElement[bool]:
        """Whether a file tells of this day of the department typed so, where a device is placed."""
        spelled = self._spelled
        if spelled is None:
            return false()
        return exists(
            select(dossiers.c.no)
            .join(
                spelled,
                and_(spelled.c.agency == dossiers.c.agency, spelled.c.department == dossiers.c.department),
            )
            .where(dossiers.c.agency == placings.c.agency, dossiers.c.day == day, spelled.c.typed == typed)
            .correlate(placings, day.table, typed.table)
        )


def _spellings(
    connection: Connection, period: Period, told: dict[str, set[str]]
) -> Iterable[tuple[str, str, str]]:
    """By agency: each spelling that any kiosk used, and the department of a file that it means there."""
    of_shifts = select(shifts.c.department).where(shifts.c.day.between(period.first, period.last))
    of_ballots = select(kinds.c.department).where(kinds.c.department.is_not(None))
    spelled = connection.scalars(of_shifts.union(of_ballots)).all()
    known = catalogue.tree(connection)
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
    unit = seen.unit(shifts.c.department)
    typed, told = shifts.c.dossiers.is_not(None), covered.on(shifts.c.day, shifts.c.department)
    query = (
        select(
            unit,
            func.coalesce(func.sum(case((not_(told), shifts.c.dossiers), else_=0)), 0),
            func.sum(case((or_(typed, told), 1), else_=0)),
            func.sum(case((or_(typed, told), 0), else_=1)),
        )
        .select_from(shifts)
        .join(journals, journals.c.no == shifts.c.journal)
    )
    return (
        seen.of(query, shifts.c.day)
        .where(journals.c.simulated == simulated, shifts.c.day.between(period.first, period.last))
        .group_by(unit)
    )


def _rated_in_shifts(seen: View, period: Period, covered: _Covered, *, simulated: bool) -> Any:
    """By unit: ballots collected in shifts whose clerk typed the dossiers, on days that no file tells of."""
    unit = seen.unit(shifts.c.department)
    counting = journals.alias("counting")
    collected = and_(rollup.c.series == Series.SHIFTS, rollup.c.alike == shifts.c.alike)
    query = (
        select(unit, func.sum(rollup.c.number))
        .select_from(shifts)
        .join(journals, journals.c.no == shifts.c.journal)
        .join(rollup, and_(collected, rollup.c.day.between(period.first, period.last)))
        .join(counting, and_(counting.c.no == rollup.c.journal, counting.c.family == journals.c.family))
    )
    return (
        seen.of(query, shifts.c.day)
        .where(
            journals.c.simulated == simulated,
            shifts.c.day.between(period.first, period.last),
            shifts.c.dossiers.is_not(None),
            not_(covered.on(rollup.c.day, shifts.c.department)),
        )
        .group_by(unit)
    )


def _rated_on_days(seen: View, period: Period, covered: _Covered, *, simulated: bool) -> Any:
    """By unit: all ballots collected on days that a file tells of."""
    unit = seen.unit(kinds.c.department)
    query = (
        select(unit, func.sum(rollup.c.number))
        .select_from(rollup)
        .join(journals, journals.c.no == rollup.c.journal)
        .join(kinds, kinds.c.alike == rollup.c.alike)
    )
    return (
        seen.of(query, rollup.c.day)
        .where(
            journals.c.simulated == simulated,
            rollup.c.series == Series.LEVELS,
            rollup.c.day.between(period.first, period.last),
            kinds.c.level == "",
            covered.on(rollup.c.day, kinds.c.department),
        )
        .group_by(unit)
    )
