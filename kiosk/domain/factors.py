"""Criteria in their factors (yếu tố), as surveys report them: form C."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.interval import wilson
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.tally import CriterionTally, DepartmentTally, percent


@dataclass(frozen=True)
class FactorTally:
    """A factor with its criteria; code and name are empty for criteria that belong to none."""

    code: str
    name: str
    criteria: tuple[CriterionTally, ...]

    @property
    def n(self) -> int:
        """Answers to all of its criteria."""
        return sum(row.n for row in self.criteria)

    @property
    def satisfied(self) -> int:
        """Those whose level counts as satisfied."""
        return sum(row.satisfied for row in self.criteria)

    @property
    def share(self) -> Decimal | None:
        """The satisfied share: per cent, one decimal."""
        return percent(self.satisfied, self.n)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """Its 95 % interval, as if only the most answered criterion's ballots had been asked.

        The answers of one ballot do not stand alone, so they count as one.
        """
        most = max((row.n for row in self.criteria), default=0)
        return wilson(Fraction(self.satisfied, self.n), most) if most else None


def factors(one: DepartmentTally, questionnaires: Sequence[Questionnaire]) -> tuple[FactorTally, ...]:
    """The rows of a department, or of the total, by factor; `questionnaires` are oldest first.

    Order, names and belonging are those of the newest questionnaire that has the factor or the criterion.
    """
    names: dict[str, str] = {}
    belongs: dict[str, str] = {}
    for asked in reversed(questionnaires):
        for factor in asked.factors:
            names.setdefault(factor.code, factor.text)
        for criterion in asked.criteria:
            belongs.setdefault(criterion.code, criterion.factor)
    rows: dict[str, list[CriterionTally]] = {code: [] for code in names}
    for row in one.criteria:
        rows.setdefault(belongs.get(row.code, ""), []).append(row)
    return tuple(FactorTally(code, names.get(code, code), tuple(own)) for code, own in rows.items() if own)
