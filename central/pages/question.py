"""What a page of figures is asked for: a period, an agency, real or simulated ballots, a channel."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from http import HTTPStatus
from typing import Self
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from central.web import AnswerError
from kiosk.domain.figures import Period

CHANNELS = ("kiosk", "paper", "all")
_MOST_DAYS = 10 * 366
_FIRST_YEAR, _LAST_YEAR = 2000, 2200


@dataclass(frozen=True)
class Question:
    """Both days are inclusive; `agency` is a code; `simulated` None: real ones, where there are any."""

    first: date
    last: date
    agency: str = ""
    simulated: bool | None = None
    channel: str = "kiosk"

    @classmethod
    def of(cls, query: QueryParams, today: date) -> Self:
        """What the query says, else this quarter; raises AnswerError for what is no question."""
        first, last = spans(today)["this_quarter"]
        if "from" in query or "to" in query:
            first, last = days_of(query.get("from", ""), query.get("to", ""))
        channel = query.get("channel", "kiosk")
        simulated = {"true": True, "false": False}.get(query.get("simulated", ""))
        return cls(
            first, last, query.get("agency", ""), simulated, channel if channel in CHANNELS else "kiosk"
        )

    def period(self, time_zone: str) -> Period:
        """Its days."""
        return Period(self.first, self.last, time_zone)

    def at(self, agency: str) -> Self:
        """The same of another agency."""
        return replace(self, agency=agency)

    def during(self, first: date, last: date) -> Self:
        """The same of other days."""
        return replace(self, first=first, last=last)

    def link(self, path: str, **more: str) -> str:
        """The address of a page that is asked this."""
        words = {"from": self.first.isoformat(), "to": self.last.isoformat(), **more}
        if self.agency:
            words["agency"] = self.agency
        if self.simulated is not None:
            words["simulated"] = str(self.simulated).lower()
        if self.channel != CHANNELS[0]:
            words["channel"] = self.channel
        return f"{path}?{urlencode(words)}"


def spans(today: date) -> dict[str, tuple[date, date]]:
    """The periods that reports are made for, whole ones, by the word of each."""
    year, quarter = today.year, (today.month - 1) // 3
    last_month = today.replace(day=1) - timedelta(days=1)
    last_quarter = _months(year, 3 * quarter + 1, 1)[0] - timedelta(days=1)
    return {
        "this_month": _months(year, today.month, 1),
        "last_month": _months(last_month.year, last_month.month, 1),
        "this_quarter": _months(year, 3 * quarter + 1, 3),
        "last_quarter": _months(last_quarter.year, last_quarter.month - 2, 3),
        "first_half": _months(year, 1, 6),
        "second_half": _months(year, 7, 6),
        "this_year": _months(year, 1, 12),
        "last_year": _months(year - 1, 1, 12),
    }


def former(first: date, last: date) -> dict[str, tuple[date, date]]:
    """What a period is compared with: the one before of the same length, and the same days a year before."""
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole_months:
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        begin = first.year * 12 + first.month - 1 - count
        before = _months(begin // 12, begin % 12 + 1, count)
    else:
        before = (first - (last - first) - timedelta(days=1), first - timedelta(days=1))
    return {"before": before, "year_before": (_year_before(first), _year_before(last))}


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    end = month + count - 1
    end_year, end_month = year + (end - 1) // 12, (end - 1) % 12 + 1
    return date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _year_before(day: date) -> date:
    last = monthrange(day.year - 1, day.month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(day.year - 1, day.month, last if is_last else min(day.day, last))


def days_of(first: str, last: str) -> tuple[date, date]:
    """Two days written 2026-11-21, in order and at most ten years apart; raises AnswerError for others."""
    days = _day(first), _day(last)
    if not 0 <= (days[1] - days[0]).days <= _MOST_DAYS:
        raise AnswerError(HTTPStatus.BAD_REQUEST, "The first day must not be after the last.", "days")
    return days


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if len(text) == len("YYYY-MM-DD") else date.min
    except ValueError:
        day = date.min
    if _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return day
    raise AnswerError(HTTPStatus.BAD_REQUEST, f'"{text[:10]}" must be a day like 2026-11-21.', "days")
