"""The sums of a period as reports want them: added up in the database, by what they are about.

What that is stands in `kinds`: it is joined where many of them come down to a few rows, and else remembered
(`central.said`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Column, ColumnElement, Select, cast, func, select

from central.parts import SIMULATED, Parts, between, within
from central.rollup import Series
from central.schema import journals, kinds, rollup
from central.view import Standpoint


class Scope(NamedTuple):
    """What the words of these queries depend on.

    `one_kind`: all journals are real, or all are simulated.
    """

    at: Standpoint
    parts: Parts
    one_kind: bool


@lru_cache(maxsize=100)
def answered(scope: Scope) -> Select[Any]:
    """Journals with ballots in the period, once for each version: name, family, head, and the version."""
    those = _those(scope, Series.LEVELS, Series.LEVELS_BY_MONTH)
    named = _where(scope, select(rollup.c.journal, rollup.c.alike), those).distinct().subquery("named")
    versions = select(named.c.journal, kinds.c.questionnaire).join(kinds, kinds.c.alike == named.c.alike)
    each = versions.distinct().subquery("each")
    head = (journals.c.journal, journals.c.family, journals.c.head_seq, journals.c.head_hash)
    return select(*head, each.c.questionnaire).join(each, each.c.journal == journals.c.no)


@lru_cache(maxsize=100)
def ballots(scope: Scope) -> Select[Any]:
    """What is alike, how many, and, from above, the unit."""
    return _sums(scope, _those(scope, Series.BALLOTS, Series.BALLOTS_BY_MONTH))


@lru_cache(maxsize=100)
def hours(scope: Scope) -> Select[Any]:
    """What is alike, and how many, of all units together."""
    those = _those(scope, Series.HOURS, Series.HOURS_BY_MONTH)
    query = select(rollup.c.alike, _number(rollup.c.number))
    return _where(scope, query, those).group_by(rollup.c.alike)


@lru_cache(maxsize=100)
def days(scope: Scope) -> Select[Any]:
    """The day, what is alike, and how many; from above day, unit, questionnaire, level, and how many."""
    sums = _sums(scope, between(Series.LEVELS), rollup.c.day)
    if scope.at.by_department:
        return sums
    alike = sums.subquery("sums")
    by = (alike.c.day, alike.c.unit, kinds.c.questionnaire, kinds.c.level)
    about = select(*by, _number(alike.c.number)).join(kinds, kinds.c.alike == alike.c.alike)
    return about.group_by(*by)


def _sums(scope: Scope, those: ColumnElement[bool], *keys: Column[Any]) -> Select[Any]:
    by: list[ColumnElement[Any]] = [*keys, rollup.c.alike]
    number = _number(rollup.c.number)
    if scope.at.by_department:
        return _where(scope, select(*by, number), those).group_by(*by)
    unit = scope.at.unit(kinds.c.department).label("unit")
    return _where(scope, select(*by, number, unit), those, by_unit=True).group_by(*by, unit)


def _those(scope: Scope, daily: Series, monthly: Series) -> ColumnElement[bool]:
    return within(daily, monthly, scope.parts, days_only=scope.at.movers())


def _where(
    scope: Scope, query: Select[Any], those: ColumnElement[bool], *, by_unit: bool = False
) -> Select[Any]:
    """A query over these sums, of journals of this kind and of devices that belong to the view."""
    placed = scope.at.placed and (by_unit or not scope.at.whole)
    query = query.select_from(rollup).where(those)
    if placed or not scope.one_kind:
        query = query.join(journals, journals.c.no == rollup.c.journal)
    if not scope.one_kind:
        query = query.where(journals.c.simulated == SIMULATED)
    return scope.at.of(query, rollup.c.day) if placed else query


def _number(column: ColumnElement[int]) -> ColumnElement[int]:
    return cast(func.sum(column), BigInteger).label("number")
