"""When entries were really written: a `clock_step` re-dates what came since the `start` before it.

A start may be lost in damage. Where times fall without a clock step, another one came in between, too: within
one boot they are floored and never fall otherwise ("Effective time" in docs/architecture.md).

Times in lines are local ones of the agency's zone, so a day's entries lie between two texts.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import Connection

from kiosk.domain.records import dataclass

# A clock put back by less is no other boot: steps are noted from two minutes, and times floored to a quarter.
_FALL_SECONDS = 3600

ALL = 2**63 - 1
"""Through the newest entry, whatever its seq."""


@dataclass(frozen=True)
class Stretch:
    """The entries from `first` to before `end` were written by a clock that was behind by `seconds`."""

    first: int
    end: int
    seconds: int


def stretches(connection: Connection, through: int = ALL) -> list[Stretch]:
    """What a wrong clock wrote, in order and without overlap. Several steps after one start add up.

    `through`: as was known at that entry; a later step tells nothing yet.
    """
    rows = connection.exec_driver_sql(
        "SELECT seq, kind, json_extract(line, '$.seconds') FROM journal"
        " WHERE (kind = 'start' OR kind = 'clock_step') AND seq <= ? ORDER BY seq",
        (through,),
    )
    start, turns = 0, Counter[int]()
    for seq, kind, seconds in rows.all():
        if kind == "start":
            start = seq
        elif isinstance(seconds, int):
            turns[_newest_fall(connection, start, seq) or start] += seconds
            turns[seq] -= seconds
    return _stretches(sorted(turns.items()))


def _newest_fall(connection: Connection, start: int, step: int) -> int | None:
    """The newest entry from `start` to before `step` that says a much earlier time than the one before it."""
    return connection.exec_driver_sql(
        "SELECT max(seq) FROM (SELECT seq, kind, at, lag(at) OVER (ORDER BY seq) AS earlier FROM journal"
        " WHERE seq >= ? AND seq < ? AND at IS NOT NULL)"
        " WHERE kind IS NOT 'clock_step' AND unixepoch(earlier) - unixepoch(at) > ?",
        (start, step, _FALL_SECONDS),
    ).scalar()


def _stretches(turns: list[tuple[int, int]]) -> list[Stretch]:
    found, behind = [], 0
    for (first, seconds), (end, _) in pairwise(turns):
        behind += seconds
        if behind:
            found.append(Stretch(first, end, behind))
    return found


def bounds(first_day: date, last_day: date, seconds: int = 0) -> tuple[str, str]:
    """The texts between which the `at` of a period's entries lies, the second excluded.

    Both days are inclusive; `seconds` is how far the clock was behind that wrote them.
    """
    return _midnight(first_day, -seconds), _midnight(last_day, 86_400 - seconds)


def effective_day(at: datetime, seconds: int) -> date:
    """The local day on which an entry was written that says `at`, by a clock that was behind by so much."""
    return moved(at.replace(tzinfo=None), seconds).date()


def _midnight(day: date, seconds: int) -> str:
    return moved(datetime.combine(day, time.min), seconds).isoformat()


def moved(moment: datetime, seconds: int) -> datetime:
    """A local time so much later, or the end of time."""
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:  # no line is so old or so late
        return datetime.max if seconds > 0 else datetime.min  # noqa: DTZ901  local times without a zone
