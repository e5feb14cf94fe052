"""What a report must say, from counts that the product had no part in; the formulas are docs/reports' own.

Shares are rounded half up to one decimal; intervals are Wilson's at 95 % with n = the ballots collected.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tests.proof.documents import Found, Numbers

TOTAL, ALL, NO_FACTOR = "Tổng cộng", "Chung", "Chưa xếp vào yếu tố nào"
TARGETS = ("Hồ sơ được đánh giá", "Lượt đánh giá hài lòng")
LEVELS = ("very_satisfied", "satisfied", "dissatisfied")
_SATISFIED = LEVELS[:2]
_Z = 1.959963984540054

Counts = Mapping[str, Counter[str]]
"""Criterion to level to number; criteria by the name that is printed."""


@dataclass
class Told:
    """One unit's numbers, or all of them. `compared` are ballots of shifts whose dossiers are known."""

    issued: int = 0
    collected: int = 0
    valid: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    valid_counts: dict[str, Counter[str]] = field(default_factory=dict)
    dossiers: int | None = None
    compared: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)

    @property
    def answers(self) -> int:
        return sum(levels.total() for levels in self.counts.values())

    @property
    def satisfied(self) -> int:
        return sum(levels[level] for levels in self.counts.values() for level in _SATISFIED)


@dataclass(frozen=True)
class Recount:
    """All units by the name that is printed, in no order; criteria and reasons as they were asked."""

    units: Mapping[str, Told]
    criteria: tuple[str, ...]
    factors: Mapping[str, tuple[str, ...]]
    reasons: tuple[str, ...]
    rules: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[set[str], set[str]]:
        """Of units, and of whatever else heads a row."""
        others = {*self.criteria, *self.factors, *self.reasons, *self.rules.values(), *TARGETS, ALL}
        return {*self.units, TOTAL}, others

    def total(self) -> Told:
        """All units pooled: sums, never a mean of percentages."""
        those, known = (
            list(self.units.values()),
            [one for one in self.units.values() if one.dossiers is not None],
        )
        return Told(
            sum(one.issued for one in those),
            sum(one.collected for one in those),
            sum(one.valid for one in those),
            {name: _pooled(one.counts for one in those)[name] for name in self.criteria},
            {name: _pooled(one.valid_counts for one in those)[name] for name in self.criteria},
            sum(one.dossiers or 0 for one in known) if known else None,
            sum(one.compared for one in known),
            sum((one.reasons for one in those), Counter()),
            sum((one.flags for one in those), Counter()),
        )

    def everyone(self) -> list[tuple[str, Told]]:
        return [*self.units.items(), (TOTAL, self.total())]


def rows_of(form: str, told: Recount) -> Found:
    """The rows of a form, each as often as it stands there."""
    rows: Found = Counter()
    for names, numbers in _FORMS[form](told):
        if shown := tuple(number for number in numbers if number is not None):
            rows[names, tuple(Decimal(number) for number in shown)] += 1
    return rows


_Row = tuple[tuple[str, ...], tuple[Decimal | int | None, ...]]


def form_a_for_programs(told: Recount) -> Found:
    """The same without the table of counts alone, and without intervals."""
    rows: Found = Counter()
    for name, one in told.everyone():
        rows[(name,), _decimals((one.issued or None, one.collected, one.valid))] += 1
        for criterion in told.criteria:
            rows[(name, criterion), _decimals(_with_shares(one.counts[criterion]))] += 1
    return rows


def _form_a(told: Recount) -> Iterator[_Row]:
    for name, one in told.everyone():
        yield (name,), (one.issued or None, one.collected, one.valid)
        for criterion in told.criteria:
            levels = one.counts[criterion]
            if name != TOTAL:
                yield (name, criterion), _by_level(levels)
            yield (name, criterion), (*_with_shares(levels), *_interval_of(levels))
    if any(one.counts != one.valid_counts for one in told.units.values()):
        for name, one in told.everyone():
            for criterion in told.criteria:
                levels = one.valid_counts[criterion]
                yield (name, criterion), (*_with_shares(levels), *_interval_of(levels))


def _form_b(told: Recount) -> Iterator[_Row]:
    total = told.total()
    partly = total.compared != total.collected
    for name, one in told.everyone():
        compared = one.compared if partly and one.dossiers is not None else None
        overall = _with_shares(one.counts[told.criteria[-1]])
        participation = None if one.dossiers is None else share(one.compared, one.dossiers)
        yield (name,), (one.dossiers, one.collected, compared, *overall, participation)
    last = total.counts[told.criteria[-1]]
    satisfied = sum(last[level] for level in _SATISFIED)
    for name, target, part, whole in (
        (TARGETS[0], 40, total.compared, total.dossiers),
        (TARGETS[1], 95, satisfied, last.total()),
    ):
        yield (name,), (target, part, whole, share(part, whole or 0)) if whole else (target,)


def _form_c(told: Recount) -> Iterator[_Row]:
    total = told.total()
    for name, criteria in (*told.factors.items(), (ALL, told.criteria)):
        answers, satisfied = _of_factor(total, criteria)
        ends = interval(satisfied, answers, max(total.counts[one].total() for one in criteria))
        yield (name,), (len(criteria), satisfied, answers, share(satisfied, answers), *ends)
    for criterion in told.criteria:
        yield (criterion,), _with_shares(total.counts[criterion])
    for name, one in told.everyone() if len(told.units) > 1 else ():
        cells: list[Decimal | int | None] = []
        for criteria in told.factors.values():
            answers, satisfied = _of_factor(one, criteria)
            cells += [answers, share(satisfied, answers)]
        yield (name,), tuple(cells)
    for reason in told.reasons:
        count = total.reasons[reason]
        yield (reason,), (count, total.collected, share(count, total.collected))
    for rule, name in told.rules.items():
        if count := total.flags[rule]:
            yield (name,), (1, count, total.collected, share(count, total.collected))


def _of_factor(one: Told, criteria: Iterable[str]) -> tuple[int, int]:
    """Answers to these criteria, and satisfied ones."""
    those = [one.counts[criterion] for criterion in criteria]
    satisfied = sum(levels[level] for levels in those for level in _SATISFIED)
    return sum(levels.total() for levels in those), satisfied


def _ranking(told: Recount) -> Iterator[_Row]:
    for name, one in told.everyone():
        index = share(one.satisfied, one.answers)
        ends = interval(one.satisfied, one.answers, one.collected)
        yield (name,), (one.collected, one.satisfied, one.answers, index, *ends)


_FORMS = {"a": _form_a, "b": _form_b, "c": _form_c, "ranking": _ranking}


def share(part: int, whole: int) -> Decimal | None:
    """Per cent, or None of nothing."""
    if not whole:
        return None
    tenths = Fraction(1000 * part, whole)
    return Decimal(math.floor(tenths + Fraction(1, 2))) / 10


def interval(part: int, whole: int, ballots: int) -> tuple[Decimal, ...]:
    """Wilson's interval for part / whole, known from so many ballots; nothing of nothing."""
    if not whole:
        return ()
    p, n = part / whole, ballots
    middle, spread = p + _Z**2 / (2 * n), _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
    ends = ((middle - spread) / (1 + _Z**2 / n), (middle + spread) / (1 + _Z**2 / n))
    return tuple(Decimal(str(100 * end)).quantize(Decimal("0.1"), ROUND_HALF_UP) for end in ends)


def _interval_of(levels: Counter[str]) -> tuple[Decimal, ...]:
    return interval(sum(levels[level] for level in _SATISFIED), levels.total(), levels.total())


def _with_shares(levels: Counter[str]) -> tuple[Decimal | int | None, ...]:
    n = levels.total()
    satisfied = sum(levels[level] for level in _SATISFIED)
    return (*_by_level(levels), n, share(satisfied, n), share(levels[LEVELS[0]], n))


def _by_level(levels: Counter[str]) -> tuple[int, ...]:
    return tuple(levels[level] for level in LEVELS)


def _pooled(those: Iterable[Counts]) -> dict[str, Counter[str]]:
    pooled: dict[str, Counter[str]] = {}
    for one in those:
        for name, levels in one.items():
            pooled.setdefault(name, Counter()).update(levels)
    return pooled


def _decimals(numbers: Iterable[Decimal | int | None]) -> Numbers:
    return tuple(Decimal(number) for number in numbers if number is not None)
