"""What a period is made of: whole months and days, for there are sums by month and by day.

Queries are told days beside their words, which so are the same for all periods of such parts.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Select,
    Text,
    and_,
    bindparam,
    literal_column,
    not_,
    or_,
)

from central.rollup import Series
from central.schema import rollup
from kiosk.domain.figures import Period

_DAY = timedelta(days=1)
FIRST, LAST = bindparam("first", type_=Date), bindparam("last", type_=Date)
SIMULATED = bindparam("simulated", type_=Boolean)
_BEGIN, _UNTIL = bindparam("begin", type_=Date), bindparam("until", type_=Date)
_EVE, _REST = bindparam("eve", type_=Date), bindparam("rest", type_=Date)


class Parts(NamedTuple):
    """What a period is made of: whole months, and days before and after them; else of days alone."""

    months: bool
    before: bool
    after: bool


def parts_of(period: Period) -> tuple[Parts, dict[str, date]]:
    """What a period is made of, and the values that the queries below want for it."""
    begin, end = _months(period)
    values = {"first": period.first, "last": period.last}
    if begin >= end:
        return Parts(months=False, before=False, after=False), values
    # A range without a day would cost its share of each query, and a period mostly is a month or a year.
    parts = Parts(months=True, before=period.first < begin, after=end <= period.last)
    values |= {"begin": begin, "until": end - _DAY}
    if parts.before:
        values["eve"] = begin - _DAY
    if parts.after:
        values["rest"] = end
    return parts, values


def within(
    daily: Series, monthly: Series, parts: Parts, *, days_only: Select[Any] | None = None
) -> ColumnElement[bool]:
    """Which sums make up a period: whole months by month, the rest by day.

    `days_only` selects the numbers of journals of which days alone may be taken.
    """
    if not parts.months:
        return between(daily, FIRST, LAST)
    by_month = between(monthly, _BEGIN, _UNTIL)
    rest = [between(daily, FIRST, _EVE)] if parts.before else []
    rest += [between(daily, _REST, LAST)] if parts.after else []
    if days_only is None:
        return or_(by_month, *rest)
    own = rollup.c.journal.in_(days_only)
    inside = between(daily, _BEGIN, _UNTIL)
    return or_(and_(by_month, not_(own)), *rest, and_(inside, own))


def between(
    series: Series, first: ColumnElement[date] = FIRST, last: ColumnElement[date] = LAST
) -> ColumnElement[bool]:
    """Which sums make up some days, or months by their first days, in one series."""
    named = literal_column(f"'{series.value}'", Text)  # not a value: a plan for any series suits none
    return and_(rollup.c.series == named, rollup.c.day.between(first, last))


def _months(period: Period) -> tuple[date, date]:
    """The first day of a period's whole months and the day after them: no later, if there are none."""
    first, last = period.first, period.last
    if first.day > 1:
        if first.replace(day=1) == last.replace(day=1):
            return last, first
        first = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    ends = last != date.max and (last + _DAY).day == 1
    return first, last + _DAY if ends else last.replace(day=1)
