"""What every benchmark gives: figures, each with what it is held against; and how two things are compared.

The machine's speed drifts, so ours and the limit take turns, and the figure is that of the turn with the
middle ratio: what is printed can be divided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out"


class NotMeasuredError(Exception):
    """Something is missing here that the measurement needs; the text says what."""


@dataclass(frozen=True)
class Size:
    """How much is measured. `folder` is scratch; `kept` holds what later runs use again."""

    long: bool
    folder: Path
    kept: Path

    def of(self, *, short: int, long: int) -> int:
        """One of two numbers."""
        return long if self.long else short


class Wanted(NamedTuple):
    """What a ratio, or a difference, is to be; `sign` is ≤, ≥ or, where a figure is only told, nothing."""

    sign: str
    bound: float
    of_difference: bool = False

    def __str__(self) -> str:
        if not self.sign:
            return "is told"
        return f"{'ours - limit ' if self.of_difference else ''}{self.sign} {self.bound:g}"

    def is_met(self, ratio: float, difference: float) -> bool:
        """Whether it is so."""
        value = difference if self.of_difference else ratio
        return {"≤": value <= self.bound, "≥": value >= self.bound, "": True}[self.sign]


TOLD = Wanted("", 0)


def at_most(bound: float) -> Wanted:
    """The ratio is to be no larger."""
    return Wanted("≤", bound)


def at_least(bound: float) -> Wanted:
    """The ratio is to be no smaller."""
    return Wanted("≥", bound)


def within(bound: float) -> Wanted:
    """Ours may be so much above the limit, in their own unit."""
    return Wanted("≤", bound, of_difference=True)


@dataclass(frozen=True)
class Figure:
    """One line of the table. `note` says what else was seen, in one sentence or two."""

    name: str
    ours: float
    limit: float
    unit: str
    wanted: Wanted
    ratio: float
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether it is as wanted."""
        return self.wanted.is_met(self.ratio, self.ours - self.limit)

    def __str__(self) -> str:
        sign = "met" if self.met else "MISSED"
        numbers = f"{self.ours:.4g} against {self.limit:.4g} {self.unit}, ratio {self.ratio:.3g}"
        note = f" – {self.note}" if self.note else ""
        return f"{self.name}: {numbers}, wanted {self.wanted}: {sign}{note}"


def figure(  # noqa: PLR0917  in the order of the table
    name: str, ours: float, limit: float, unit: str, wanted: Wanted, note: str = ""
) -> Figure:
    """A figure whose ratio is that of its two numbers."""
    return Figure(name, ours, limit, unit, wanted, ours / limit, note)


def of_turns(
    name: str, turns: Sequence[tuple[float, float]], unit: str, wanted: Wanted, note: str = ""
) -> Figure:
    """A figure from (ours, limit) of each turn: those of the turn whose ratio is the middle one."""
    by_ratio = sorted(turns, key=lambda turn: turn[0] / turn[1])
    return figure(name, *by_ratio[len(by_ratio) // 2], unit, wanted, note)


def in_turns(turns: int, ours: Callable[[], float], limit: Callable[[], float]) -> list[tuple[float, float]]:
    """Measure both so often, one after the other, each turn beginning with the other one."""
    found = []
    for turn in range(turns):
        if turn % 2:
            second = limit()
            found.append((ours(), second))
        else:
            found.append((ours(), limit()))
    return found


def at_share(values: Sequence[float], share: float) -> float:
    """The value that so many of them (0.99, say) do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def chunks(values: Sequence[float], number: int) -> Iterator[Sequence[float]]:
    """The values in so many parts, in order."""
    size = -(-len(values) // number)
    return (values[start : start + size] for start in range(0, len(values), size))
