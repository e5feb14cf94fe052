"""The periods that reports are asked for, and days as they are typed. No Kivy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DIGITS = 8
"""Of a typed day: ddmmyyyy."""
_FORM = "dd/mm/yyyy"
_PLACES = (0, 1, 3, 4, 6, 7, 8, 9)


@dataclass(frozen=True)
class NamedPeriod:
    """Days from `first` to `last`, both inclusive; `word` is the end of the key of its name."""

    word: str
    first: date
    last: date


def periods(today: date) -> tuple[NamedPeriod, ...]:
    """What is mostly asked for. Each lasts to its last day, even where that is still to come."""
    month = today.replace(day=1)
    quarter = date(today.year, today.month - (today.month - 1) % 3, 1)
    half = date(today.year, today.month - (today.month - 1) % 6, 1)
    return (
        NamedPeriod("today", today, today),
        NamedPeriod("this_month", month, _end(month, 1)),
        NamedPeriod("last_month", _back(month, 1), _end(_back(month, 1), 1)),
        NamedPeriod("this_quarter", quarter, _end(quarter, 3)),
        NamedPeriod("last_quarter", _back(quarter, 3), _end(_back(quarter, 3), 3)),
        _half_from(half),
        _half_from(_back(half, 6)),
        NamedPeriod("this_year", date(today.year, 1, 1), date(today.year, 12, 31)),
        NamedPeriod("last_year", date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    )


def shown(day: date) -> str:
    """A day as dd/mm/yyyy."""
    return f"{day:%d/%m/}{day.year:04}"


def typed_as(digits: str) -> str:
    """What is typed so far, in its form: 21/1_/____."""
    text = list(_FORM.translate(str.maketrans("dmy", "___")))
    for place, digit in zip(_PLACES, digits, strict=False):
        text[place] = digit
    return "".join(text)


def day_of(digits: str) -> date | None:
    """The day that eight digits name; None where there is none."""
    if len(digits) != DIGITS:
        return None
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def _half_from(first: date) -> NamedPeriod:
    """People name it by its year, not by today."""
    return NamedPeriod("first_half" if first.month == 1 else "second_half", first, _end(first, 6))


def _back(first: date, months: int) -> date:
    """The first day of a month so many months before."""
    at = first.year * 12 + first.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def _end(first: date, months: int) -> date:
    """The last day of so many months from a first day."""
    return _back(first, -months) - timedelta(days=1)
