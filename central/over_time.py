"""Days and hours of a period: ballots, answers and satisfied ones, from sums by level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from kiosk.domain.figures import DayCount, HourCount
from kiosk.domain.questionnaire import Questionnaire

Worth = Sequence[int]
"""Which of these a sum counts as: 0 ballots, 1 answers, 2 satisfied ones."""
_Key = TypeVar("_Key", bound=Hashable)


class Worths:
    """Which answers count as given, and which of them as satisfied: as a tally counts them."""

    def __init__(self, asked: Sequence[Questionnaire], versions: set[str]) -> None:
        shown = {version: asked[-1] for version in versions if asked}
        shown.update({one.version: one for one in asked})
        levels = [(version, one) for version, what in shown.items() for one in what.levels]
        self._given = {(version, one.code) for version, one in levels}
        self._satisfied = {(version, one.code) for version, one in levels if one.satisfied}

    def of(self, questionnaire: str, level: str | None) -> Worth:
        """What a sum over this level is."""
        about = (questionnaire, level)
        of_each = (level == "", about in self._given, about in self._satisfied)
        return [which for which, counts in enumerate(of_each) if counts]


def days(rows: Iterable[tuple[tuple[date, str], Worth, int]]) -> Iterable[DayCount]:
    """In the order of days and units: sums of a day with its unit, and of a worth."""
    return (DayCount(*key, *three) for key, three in _sums(rows) if three[0])


def hours(rows: Iterable[tuple[tuple[int, int], Worth, int]]) -> Iterable[HourCount]:
    """In the order of weekdays and hours: sums of a weekday with its hour, and of a worth."""
    return (HourCount(*key, *three) for key, three in _sums(rows))


def _sums(rows: Iterable[tuple[_Key, Worth, int]]) -> list[tuple[_Key, list[int]]]:
    found = defaultdict[_Key, list[int]](lambda: [0, 0, 0])
    for key, worth, number in rows:
        three = found[key]
        for which in worth:
            three[which] += number
    return sorted(found.items())
