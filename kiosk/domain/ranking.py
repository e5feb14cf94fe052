"""Units by an index of 100: the satisfied share, pooled over all their criteria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.interval import wilson
from kiosk.domain.tally import DepartmentTally, Tally, percent


@dataclass(frozen=True)
class Standing:
    """One unit, or all together.

    `index` is 100 · satisfied / answers; `interval` its 95 % interval for so many ballots, for the answers of
    one citizen do not stand alone. `rank` is None where the sample is too small. `previous` is the other
    period's index, from `previous_ballots`, and `change` is in percentage points of the printed indices; both
    are None where a sample is too small.
    """

    code: str
    name: str
    ballots: int
    answers: int
    satisfied: int
    small: bool
    index: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    previous_ballots: int | None = None
    previous: Decimal | None = None
    change: Decimal | None = None
    rank: int | None = None


@dataclass(frozen=True)
class Ranking:
    """Units best first, those left out behind them as they stand in the tally; `total` pools all counts."""

    ranked: tuple[Standing, ...]
    left_out: tuple[Standing, ...]
    total: Standing


def ranking(now: Tally, before: Tally | None, small_sample: int) -> Ranking:
    """The order of the units with at least `small_sample` ballots; equal indices share a rank: 1, 2, 2, 4."""
    earlier = {one.code: one for one in before.departments} if before else {}
    standings = [_standing(one, earlier.get(one.code), small_sample) for one in now.departments]
    large = sorted((one for one in standings if not one.small), key=_best_first)
    return Ranking(
        tuple(_with_ranks(large)),
        tuple(one for one in standings if one.small),
        _standing(now.total, before.total if before else None, small_sample),
    )


def _standing(now: DepartmentTally, before: DepartmentTally | None, small_sample: int) -> Standing:
    index = percent(now.satisfied, now.answers)
    small = now.collected < small_sample or index is None
    previous = (
        percent(before.satisfied, before.answers) if before and before.collected >= small_sample else None
    )
    return Standing(
        now.code,
        now.name,
        now.collected,
        now.answers,
        now.satisfied,
        small,
        index,
        wilson(Fraction(now.satisfied, now.answers), now.collected) if now.answers else None,
        before.collected if before else None,
        previous,
        None if small or index is None or previous is None else index - previous,
    )


def _best_first(one: Standing) -> Decimal:
    return -(one.index or Decimal(0))


def _with_ranks(best_first: Sequence[Standing]) -> Iterator[Standing]:
    rank = 1
    for place, one in enumerate(best_first):
        if place and one.index != best_first[place - 1].index:
            rank = place + 1
        yield replace(one, rank=rank)
