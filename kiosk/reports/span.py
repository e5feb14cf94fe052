"""A period in words, as reports name it: 6 tháng đầu năm 2024."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from kiosk.reports.numbers import day

_QUARTERS = ("I", "II", "III", "IV")
# Months from the first to the last, where the words are not simply a month's or a quarter's.
_STRETCHES = {
    (1, 12): ("năm {year}", "{year}"),
    (1, 6): ("6 tháng đầu năm {year}", "the first half of {year}"),
    (7, 12): ("6 tháng cuối năm {year}", "the second half of {year}"),
    (1, 9): ("9 tháng đầu năm {year}", "the first nine months of {year}"),
}


def span(first: date, last: date, language: str = "vi") -> str:
    """Whole years, halves, quarters and months by their names; else both days, which are inclusive."""
    vi, en = _whole_months(first, last) or _days(first, last)
    return en if language == "en" else vi


def _whole_months(first: date, last: date) -> tuple[str, str] | None:
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if not whole or first.year != last.year:
        return None
    year, months = first.year, (first.month, last.month)
    if months in _STRETCHES:
        vi, en = _STRETCHES[months]
        return vi.format(year=year), en.format(year=year)
    if first.month == last.month:
        return f"tháng {first.month} năm {year}", f"{first:%B} {year}"
    if first.month % 3 == 1 and last.month == first.month + 2:
        quarter = _QUARTERS[first.month // 3]
        return f"Quý {quarter} năm {year}", f"quarter {quarter} of {year}"
    return None


def _days(first: date, last: date) -> tuple[str, str]:
    if first == last:
        return f"ngày {day(first)}", day(first)
    return f"từ ngày {day(first)} đến ngày {day(last)}", f"from {day(first)} to {day(last)}"
