"""Numbers and days as people and their software write them."""

from __future__ import annotations

import re
from datetime import date

LARGEST = 10_000_000
"""More ballots or dossiers than any agency has: a larger number is mistyped."""
FIRST_DAY = date(2000, 1, 1)
_COUNT = re.compile(r"[0-9]{1,8}|[0-9]{1,3}(?:\.[0-9]{3}){1,2}")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WRITTEN = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def count_of(text: str) -> int | None:
    """The number in 1234 or 1.234; None for anything else, and for what is above LARGEST."""
    if not _COUNT.fullmatch(text.strip()):
        return None
    number = int(text.replace(".", ""))
    return number if number <= LARGEST else None


def day_of(text: str) -> date | None:
    """The day in 21/11/2026 or 2026-11-21; None for anything else, and for what is before FIRST_DAY."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _WRITTEN.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        given = date(year, month, day)
    except ValueError:
        return None
    return given if given >= FIRST_DAY else None
