"""The closed ballots of a period: alike ones together, with the hours and the shifts in which they closed.

One pass along the index by time. What tells ballots apart is one text that SQLite cuts out of each line; such
texts are counted as they come and understood once each. (A GROUP BY would sort a million of them, which takes
as long again.) What a wrong clock dated is then taken back, and counted when it really was (see `effective`).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from kiosk.domain.entries import Mode
from kiosk.journal.effective import Stretch, bounds, moved, stretches

_ALIKE = (
    "json_extract(line, '$.department', '$.questionnaire', '$.mode', '$.answers', '$.reasons', '$.flags')"
)
_SHIFT = "json_extract(line, '$.shift')"
_HOUR = len("2026-11-20T08")

Moments = Counter[tuple[str, str | None]]
_Found = defaultdict[str, Moments]


@dataclass(frozen=True)
class Alike:
    """Ballots that differ in nothing that is counted.

    `answers` are (criterion, level), `flags` (rule, version).
    `moments` counts them by the hour of their closing (2026-11-20T08, in the agency's zone) and by shift.
    """

    department: str
    questionnaire: str
    invited: bool
    valid: bool
    answers: tuple[tuple[str, str], ...]
    reasons: frozenset[str]
    flags: frozenset[tuple[str, int]]
    moments: Moments

    @property
    def count(self) -> int:
        """How many ballots."""
        return self.moments.total()


def closed_ballots(connection: Connection, first_day: date, last_day: date, through: int) -> list[Alike]:
    """Those that closed in a period, both days inclusive, as the entries up to `through` tell it.

    Lines that can't be understood are left aside.
    """
    named = bounds(first_day, last_day)
    found: _Found = defaultdict(Counter)
    rows = connection.exec_driver_sql(
        f"SELECT {_ALIKE}, substr(at, 1, {_HOUR}), {_SHIFT} FROM journal"  # noqa: S608  our own words
        " WHERE kind = 'ballot_closed' AND at >= ? AND at < ? AND seq <= ?",
        (*named, through),
    )
    for alike, hour, shift in rows:
        found[alike][hour, shift] += 1
    for stretch in stretches(connection, through):
        _re_date(found, connection, stretch, (named, bounds(first_day, last_day, stretch.seconds)))
    return list(_understood(found))


def _re_date(
    found: _Found, connection: Connection, stretch: Stretch, periods: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    """Take what one wrong clock wrote from the time that it names to the time that it was."""
    named, written = periods
    rows = connection.exec_driver_sql(
        f"SELECT {_ALIKE}, at, {_SHIFT} FROM journal NOT INDEXED"  # noqa: S608  our own words
        " WHERE seq >= ? AND seq < ? AND kind = 'ballot_closed' AND at IS NOT NULL",
        (stretch.first, stretch.end),
    )
    for alike, at, shift in rows:
        if named[0] <= at < named[1]:
            found[alike][at[:_HOUR], shift] -= 1
        if written[0] <= at < written[1]:
            found[alike][_true_hour(at, stretch.seconds), shift] += 1


def _true_hour(at: str, seconds: int) -> str:
    try:
        local = datetime.fromisoformat(at).replace(tzinfo=None)
    except ValueError:
        return at[:_HOUR]
    return moved(local, seconds).isoformat()[:_HOUR]


def _understood(found: _Found) -> Iterator[Alike]:
    for text, counted in found.items():
        moments = +counted  # nothing of what a clock moved out of the period
        department, questionnaire, mode, answers, reasons, flags = _members(text)
        named = all(isinstance(one, str) for one in (department, questionnaire, mode))
        if named and _are_answers(answers) and isinstance(flags, list) and moments:
            yield Alike(
                department,
                questionnaire,
                invited=mode == Mode.INVITED,
                valid=bool(answers) and not flags,
                answers=tuple(sorted(answers.items())),
                reasons=frozenset(_texts(reasons)),
                flags=frozenset(_rules(flags)),
                moments=moments,
            )


def _members(text: str) -> list[Any]:
    """The six members that were cut out; nothing of those that Python can't hold, which SQLite can."""
    try:
        members: list[Any] = json.loads(text)
    except (ValueError, RecursionError):  # a number of thousands of digits, a list in a thousand lists
        return [None] * 6
    return members


def _are_answers(answers: object) -> bool:
    return isinstance(answers, dict) and all(isinstance(level, str) for level in answers.values())


def _texts(those: object) -> Iterator[str]:
    if isinstance(those, list):
        yield from (one for one in those if isinstance(one, str))


def _rules(flags: list[object]) -> Iterator[tuple[str, int]]:
    for flag in flags:
        if isinstance(flag, dict):
            rule, version = flag.get("rule"), flag.get("version")
            if isinstance(rule, str) and isinstance(version, int):
                yield rule, version
