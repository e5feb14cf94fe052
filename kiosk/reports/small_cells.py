"""Numbers that would tell what a few people answered, hidden from readers without access to raw lines.

A row of fewer than five is hidden. Where the hidden rows beside each other could be found by subtraction from
their total, or are fewer than five together, the next smallest is hidden too. What adds several criteria of
a unit up is hidden where one of them is: so each hidden number stands in one sum only, and every such sum has
two unknown parts at least.

What this can't prevent: two periods that differ by a day differ by that day's ballots.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kiosk.domain.tally import CriterionTally, DepartmentTally, Tally

SMALL = 5
BELOW = f"<{SMALL}"
BESIDE = "ẩn"  # large enough, but it would give another one away

_Key = TypeVar("_Key", bound=Hashable)
_RowKey = tuple[str, tuple[tuple[str, bool], ...]]


def hidden_of(sizes: Sequence[Mapping[_Key, int]]) -> frozenset[_Key]:
    """What to hide of numbers that add up to totals which are known: one mapping a channel.

    A key is hidden in all of them or in none, so that a channel can't be found from the others.
    """
    keys = list(dict.fromkeys(key for one in sizes for key in one))
    hidden = {key for key in keys if any(is_small(one.get(key, 0)) for one in sizes)}
    if not hidden:
        return frozenset()
    others = [key for key in keys if key not in hidden and _pooled(sizes, key)]
    others.sort(key=lambda key: _pooled(sizes, key))
    while others and (len(hidden) < 2 or _gives_away(sizes, hidden)):  # noqa: PLR2004  one can be subtracted
        hidden.add(others.pop(0))
    return frozenset(hidden)


def is_small(n: int) -> bool:
    """Whether so few people stand behind a number that it would tell their answers; nobody is not few."""
    return 0 < n < SMALL


def _pooled(sizes: Sequence[Mapping[_Key, int]], key: _Key) -> int:
    return sum(one.get(key, 0) for one in sizes)


def _gives_away(sizes: Sequence[Mapping[_Key, int]], hidden: Iterable[_Key]) -> bool:
    return any(is_small(sum(one.get(key, 0) for key in hidden)) for one in sizes)


class SmallCells:
    """What is hidden of a period's tallies, of all channels alike. The total's unit has the code ""."""

    def __init__(self, channels: Sequence[Tally] = ()) -> None:
        """Nothing is hidden where no tallies are given."""
        self._ballots = _with_total(
            [{one.code: one.collected for one in tally.departments} for tally in channels],
            [tally.total.collected for tally in channels],
        )
        units = [[_rows(one) for one in tally.departments] for tally in channels]
        totals = [_rows(tally.total) for tally in channels]
        codes = [[one.code for one in tally.departments] for tally in channels]
        self._rows: dict[_RowKey, frozenset[str]] = {}
        for row in {row for total in totals for row in total}:
            self._rows[row] = _with_total(
                [
                    {code: rows.get(row, 0) for code, rows in zip(names, those, strict=True)}
                    for names, those in zip(codes, units, strict=True)
                ],
                [total.get(row, 0) for total in totals],
            )
        self.valid_gives_away = any(
            self._valid_gives_away(one) for tally in channels for one in tally.departments
        )

    @property
    def any(self) -> bool:
        """Whether anything is hidden at all."""
        return bool(self._ballots) or any(self._rows.values()) or self.valid_gives_away

    def of_ballots(self, unit: str, collected: int) -> str | None:
        """What is printed instead of a unit's numbers of ballots; None: they are shown."""
        return _instead(collected) if unit in self._ballots else None

    def of_row(self, unit: str, row: CriterionTally) -> str | None:
        """What is printed instead of a row's counts."""
        return _instead(row.n) if unit in self._rows.get(_key(row), ()) else None

    def of_sum(self, unit: str, rows: Iterable[CriterionTally], collected: int) -> str | None:
        """What is printed instead of a number that adds these rows up."""
        any_hidden = any(self.of_row(unit, row) for row in rows) or unit in self._ballots
        return _instead(collected) if any_hidden else None

    def _valid_gives_away(self, one: DepartmentTally) -> bool:
        """Whether a table of valid ballots, set against that of all, tells what a few flagged ones answered.

        Of what is hidden, flags must not take anything away: the sums would be smaller than they look.
        """
        valid = _rows(replace(one, criteria=one.valid_criteria))
        for key, n in _rows(one).items():
            left = valid.get(key, 0)
            if left != n and (one.code in self._rows[key] or is_small(n - left) or is_small(left)):
                return True
        return False


def _instead(n: int) -> str:
    return BELOW if is_small(n) else BESIDE


def _with_total(sizes: Sequence[Mapping[str, int]], totals: Sequence[int]) -> frozenset[str]:
    hidden = hidden_of(sizes)
    return hidden | {""} if any(is_small(total) for total in totals) else hidden


def _key(row: CriterionTally) -> _RowKey:
    return row.code, tuple((level.code, level.satisfied) for level in row.levels)


def _rows(one: DepartmentTally) -> dict[_RowKey, int]:
    return {_key(row): row.n for row in one.criteria}
