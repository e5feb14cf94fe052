"""Office hours in plain words. No Kivy here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from kiosk.domain.office import OfficeHours
from kiosk.ui.texts import NO_BREAK_SPACE, Texts

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NOON = time(12)


def days_in_words(hours: OfficeHours, texts: Texts) -> str:
    """As in "Thứ Hai – Thứ Sáu"; days that follow each other are named by the first and the last."""
    parts = []
    for first, last in _runs(sorted(hours.weekdays)):
        names = texts(f"closed.{DAYS[first]}"), texts(f"closed.{DAYS[last]}")
        if first == last:
            parts.append(names[0])
        else:
            parts.append((" – " if last - first > 1 else ", ").join(names))
    return ", ".join(parts)


def times_in_words(hours: OfficeHours, texts: Texts) -> list[str]:
    """As in "Sáng: 7 giờ 30 – 11 giờ 30"; one span alone needs no part of the day."""
    return [_span(start, end, texts, named=len(hours.spans) > 1) for start, end in sorted(hours.spans)]


def clock_in_words(moment: time, texts: Texts) -> str:
    """As in "7 giờ 30", never broken at a line's end."""
    return _clock(moment, texts).replace(" ", NO_BREAK_SPACE)


def _span(start: time, end: time, texts: Texts, *, named: bool) -> str:
    words = f"{_clock(start, texts)} – {_clock(end, texts)}"
    if not named:
        return words
    return texts("closed.morning" if start < NOON else "closed.afternoon", hours=words)


def _clock(moment: time, texts: Texts) -> str:
    key = "closed.time" if moment.minute else "closed.whole_hour"
    return texts(key, hour=moment.hour, minute=f"{moment.minute:02}")


def _runs(days: list[int]) -> Iterator[tuple[int, int]]:
    """Days that follow each other, as the first and the last."""
    first = 0
    for at, day in enumerate(days):
        if at + 1 == len(days) or days[at + 1] != day + 1:
            yield days[first], day
            first = at + 1
