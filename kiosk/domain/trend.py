"""How a period went by: the satisfied share by day, week or month, and by hour of the week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.figures import DayCount, HourCount, Period
from kiosk.domain.interval import wilson
from kiosk.domain.tally import percent

_MOST_DAYS, _MOST_WEEKS = 45, 26  # points that a reader still tells apart


class Step(StrEnum):
    """How long one point of a trend is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Stretch:
    """One day, week or month of all units together; `first` lies within the period."""

    first: date
    ballots: int
    answers: int
    satisfied: int

    @property
    def share(self) -> Decimal | None:
        """The satisfied share: per cent, one decimal."""
        return percent(self.satisfied, self.answers)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """Its 95 % interval for so many ballots."""
        return wilson(Fraction(self.satisfied, self.answers), self.ballots) if self.answers else None


def step_of(period: Period) -> Step:
    """Days for a month, weeks for half a year, else months."""
    days = (period.last - period.first).days + 1
    if days <= _MOST_DAYS:
        return Step.DAY
    return Step.WEEK if days <= 7 * _MOST_WEEKS + 7 else Step.MONTH


def following(day: date, step: str) -> date:
    """The first day of the stretch after the one that `day` lies in; weeks begin on Mondays."""
    if step == Step.MONTH:
        return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return day + timedelta(days=7 - day.weekday() if step == Step.WEEK else 1)


def trend(days: Iterable[DayCount], period: Period, step: Step | None = None) -> tuple[Stretch, ...]:
    """The stretches of a period that have any ballots, in order; `step` None: as long as suits the period."""
    step = step or step_of(period)
    sums: dict[date, list[int]] = {}
    for one in days:
        total = sums.setdefault(max(_beginning(one.day, step), period.first), [0, 0, 0])
        total[0] += one.ballots
        total[1] += one.answers
        total[2] += one.satisfied
    return tuple(Stretch(first, *sums[first]) for first in sorted(sums))


def _beginning(day: date, step: Step) -> date:
    if step is Step.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step is Step.MONTH else day


def share_of_hour(one: HourCount, small_sample: int) -> Decimal | None:
    """The satisfied share of an hour of the week; None where there are too few ballots to say anything."""
    return percent(one.satisfied, one.answers) if one.ballots >= small_sample else None
