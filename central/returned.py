"""Dossiers returned in a period, in a view: what files say of a day, else what clerks typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
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

from central import dossiers as files
from central.catalogue import Catalogue, canonical_codes, normal
from central.parts import FIRST, LAST, SIMULATED
from central.rollup import Series
from central.schema import dossiers, journals, kinds, placings, rollup, shifts
from central.together import Ask, Form
from central.view import Standpoint, View
from kiosk.domain.figures import Dossiers


class Asked:
    """What was asked of a view: what clerks typed, and whether any file tells of the period."""

    def __init__(self, ask: Ask, seen: View, values: Mapping[str, object], *, simulated: bool) -> None:
        self._ask, self._seen, self._values = ask, seen, values
        at = seen.standpoint
        # Files tell of real ones alone; without agencies there is none that a file could be of.
        self._numbers = ask(_numbers(at), values, Form.KNOWN) if at.placed and not simulated else tuple
        self._typed = ask(_nothing(at).of_shifts, values, Form.KNOWN if at.placed else Form.PREPARED)

    def told(self, known: Catalogue) -> list[Dossiers]:
        """The dossiers of the period by unit; `known` is the catalogue."""
        seen, numbers = self._seen, self._numbers()
        codes = seen.codes()
        covered = _nothing(seen.standpoint)
        typed = self._typed()
        if numbers:
            covered = _Covered(seen.standpoint, list(_spellings(self._ask, seen, self._values, known)))
            typed = self._ask(covered.of_shifts, self._values, Form.ONCE)()
        sums: dict[str, Counter[str]] = {}
        for named, *three in typed:
            sums.setdefault(seen.code_of(named, codes), Counter()).update(
                dict(zip(("dossiers", "known", "unknown"), map(int, three), strict=True))
            )
        for named, number in numbers:
            told = {"dossiers": int(number), "imported": int(number)}
            sums.setdefault(seen.code_of(named, codes), Counter()).update(told)
        rated = Counter[str]()
        for named, number in self._rated(covered, known=any(one["known"] for one in sums.values())):
            rated[seen.code_of(named, codes)] += int(number)
        return [
            Dossiers(unit, one["dossiers"], one["known"], one["unknown"], one["imported"], rated[unit])
            for unit, one in sorted(sums.items())
        ]

    def _rated(self, covered: _Covered, *, known: bool) -> Iterable[Sequence[Any]]:
        """The ballots collected in what is known, by unit."""
        form = Form.ONCE if covered.tell else Form.KNOWN
        asked = [self._ask(covered.rated_in_shifts, self._values, form)] if known else []
        asked += [self._ask(_rated_on_days(covered), self._values, form)] if covered.tell else []
        return chain.from_iterable(rows() for rows in asked)


class _Covered:
    """The days of departments that files tell of, in whatever spelling a kiosk named the department.

    `spellings`: by agency each spelling that is used, and the department of a file that it means there.
    """

    def __init__(self, at: Standpoint, spellings: Sequence[tuple[str, str, str]] = ()) -> None:
        self.at = at
        self._told: CTE | None = None
        if spellings:
            columns = (column("agency", Text), column("typed", Text), column("department", Text))
            spelled = values(*columns, name="spelled").data(list(spellings)).cte("spelled")
            same = and_(spelled.c.agency == dossiers.c.agency, spelled.c.department == dossiers.c.department)
            told = select(dossiers.c.agency, dossiers.c.day, spelled.c.typed).join(spelled, same)
            self._told = told.where(dossiers.c.day.between(FIRST, LAST)).distinct().cte("told")

    @cached_property
    def of_shifts(self) -> Select[Any]:
        """What clerks typed of other days."""
        return _of_shifts(self)

    @cached_property
    def rated_in_shifts(self) -> Select[Any]:
        """The ballots that belong to it."""
        return _rated_in_shifts(self)

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


@lru_cache(maxsize=10)
def _nothing(at: Standpoint) -> _Covered:
    return _Covered(at)


@lru_cache(maxsize=10)
def _numbers(at: Standpoint) -> Select[Any]:
    """By unit: what files say."""
    those = files.newest(FIRST, LAST).subquery("those")
    unit = at.unit(those.c.department)
    of_unit = at.entered(select(unit, func.sum(those.c.number)).select_from(those), those.c.agency)
    return of_unit.group_by(unit)


def _spellings(
    ask: Ask, seen: View, values: Mapping[str, object], known: Catalogue
) -> Iterable[tuple[str, str, str]]:
    """By agency: each spelling that any kiosk used, and the department of a file that it means there."""
    named = select(dossiers.c.agency, dossiers.c.department).where(dossiers.c.day.between(FIRST, LAST))
    in_files = ask(seen.standpoint.entered(named.distinct(), dossiers.c.agency), values, Form.ONCE)
    of_shifts = select(shifts.c.department).where(shifts.c.day.between(FIRST, LAST))
    of_ballots = select(kinds.c.department).where(kinds.c.department.is_not(None))
    either = of_shifts.union(of_ballots).subquery("either")
    spelled = [typed for (typed,) in ask(select(either.c.department), values, Form.ONCE)()]
    told: dict[str, list[str]] = {}
    for agency, department in in_files():
        told.setdefault(agency, []).append(department)
    for agency, those in told.items():
        codes = canonical_codes(known.departments_of(agency))
        files_by_code: dict[str, list[str]] = {}
        for one in those:
            files_by_code.setdefault(codes.get(normal(one), normal(one)), []).append(one)
        for typed in spelled:
            code = codes.get(normal(typed), normal(typed))
            yield from ((agency, typed, one) for one in files_by_code.get(code, ()))


def _of_shifts(covered: _Covered) -> Select[Any]:
    """By unit: what clerks typed of days that no file tells of; shifts that are known, and that are not."""
    unit, typed = covered.at.unit(shifts.c.department), shifts.c.dossiers.is_not(None)
    query: Select[Any] = select(unit).select_from(shifts).join(journals, journals.c.no == shifts.c.journal)
    query, told = covered.of(covered.at.of(query, shifts.c.day), shifts.c.day, shifts.c.department)
    return (
        query.add_columns(
            func.coalesce(func.sum(case((not_(told), shifts.c.dossiers), else_=0)), 0),
            func.sum(case((or_(typed, told), 1), else_=0)),
            func.sum(case((or_(typed, told), 0), else_=1)),
        )
        .where(journals.c.simulated == SIMULATED, shifts.c.day.between(FIRST, LAST))
        .group_by(unit)
    )


def _rated_in_shifts(covered: _Covered) -> Select[Any]:
    """By unit: ballots collected in shifts whose clerk typed the dossiers, on days that no file tells of."""
    unit = covered.at.unit(shifts.c.department)
    counting = journals.alias("counting")
    collected = and_(rollup.c.series == Series.SHIFTS, rollup.c.alike == shifts.c.alike)
    query: Select[Any] = (
        select(unit, func.sum(rollup.c.number))
        .select_from(shifts)
        .join(journals, journals.c.no == shifts.c.journal)
        .join(rollup, and_(collected, rollup.c.day.between(FIRST, LAST)))
        .join(counting, and_(counting.c.no == rollup.c.journal, counting.c.family == journals.c.family))
    )
    query, told = covered.of(covered.at.of(query, shifts.c.day), rollup.c.day, shifts.c.department)
    return query.where(
        journals.c.simulated == SIMULATED,
        shifts.c.day.between(FIRST, LAST),
        shifts.c.dossiers.is_not(None),
        not_(told),
    ).group_by(unit)


def _rated_on_days(covered: _Covered) -> Select[Any]:
    """By unit: all ballots collected on days that a file tells of."""
    unit = covered.at.unit(kinds.c.department)
    query: Select[Any] = (
        select(unit, func.sum(rollup.c.number))
        .select_from(rollup)
        .join(journals, journals.c.no == rollup.c.journal)
        .join(kinds, kinds.c.alike == rollup.c.alike)
    )
    query, told = covered.of(covered.at.of(query, rollup.c.day), rollup.c.day, kinds.c.department)
    return query.where(
        journals.c.simulated == SIMULATED,
        rollup.c.series == Series.LEVELS,
        rollup.c.day.between(FIRST, LAST),
        kinds.c.level == "",
        told,
    ).group_by(unit)
