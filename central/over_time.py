"""Days and hours of a period: ballots, answers and satisfied ones, from sums by level."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from kiosk.domain.figures import DayCount, HourCount
from kiosk.domain.questionnaire import Questionnaire

Three = tuple[int, int, int]
"""Ballots, answers, and satisfied ones; of one sum, whether it is each of them."""
_Key = TypeVar("_Key", bound=Hashable)


class Worth:
    """Which answers count as given, and which of them as satisfied: as a tally counts them."""

    def __init__(self, asked: Sequence[Questionnaire], versions: set[str]) -> None:
        shown = {version: asked[-1] for version in versions if asked}
        shown.update({one.version: one for one in asked})
        levels = [(version, one) for version, what in shown.items() for one in what.levels]
        self._given = {(version, one.code) for version, one in levels}
        self._satisfied = {(version, one.code) for version, one in levels if one.satisfied}

    def of(self, questionnaire: str, level: str | None) -> Three:
        """What one of a sum over this level is."""
        about = (questionnaire, level)
        return int(level == ""), int(about in self._given), int(about in self._satisfied)


def days(rows: Iterable[tuple[date, str, Three, int]]) -> Iterable[DayCount]:
    """In the order of days and units: sums of a day, a unit and a worth."""
    found = _sums(((day, unit), worth, number) for day, unit, worth, number in rows)
    return (DayCount(*key, *three) for key, three in sorted(found.items()) if three[0])


def hours(rows: Iterable[tuple[tuple[int, int], Three, int]]) -> Iterable[HourCount]:
    """In the order of weekdays and hours: sums of a weekday with its hour, and of a worth."""
    return (HourCount(*key, *three) for key, three in sorted(_sums(rows).items()))


def _sums(rows: Iterable[tuple[_Key, Three, int]]) -> dict[_Key, Three]:
    found: dict[_Key, Three] = {}
    for key, (ballots, answers, satisfied), number in rows:
        before = found.get(key, (0, 0, 0))
        found[key] = (
            before[0] + ballots * number,
            before[1] + answers * number,
            before[2] + satisfied * number,
        )
    return found
