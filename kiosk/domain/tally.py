"""Counts by department, criterion and level over the ballots of a period, and their shares.

Counts, n and shares are over collected ballots; the same over valid ballots stands beside them. A flag never
removes a ballot from the first. An agency's total pools the counts: it is not a mean of percentages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kiosk.domain.figures import BallotGroup, Period
from kiosk.domain.questionnaire import Criterion, Department, Level, Questionnaire

__all__ = ["BallotGroup", "CriterionTally", "DepartmentTally", "Period", "Tally", "percent", "tally"]


@dataclass(frozen=True)
class CriterionTally:
    """One row: the counts of one criterion on one scale."""

    code: str
    name: str
    levels: tuple[Level, ...]
    counts: Mapping[str, int]

    @property
    def n(self) -> int:
        """Answers to this criterion; fewer than the ballots where it was skipped."""
        return sum(self.counts.values())

    @property
    def satisfied(self) -> int:
        """Answers whose level counts as satisfied."""
        return sum(self.counts[level.code] for level in self.levels if level.satisfied)


@dataclass(frozen=True)
class DepartmentTally:
    """One department, or the total (whose code is empty).

    `issued` is None where no ballot was armed by a clerk: in open mode nobody issues anything.
    """

    code: str
    name: str
    issued: int | None
    collected: int
    valid: int
    criteria: tuple[CriterionTally, ...]
    valid_criteria: tuple[CriterionTally, ...]


@dataclass(frozen=True)
class Tally:
    """The result table of a period."""

    period: Period
    simulated: bool
    departments: tuple[DepartmentTally, ...]
    total: DepartmentTally
    warnings: tuple[str, ...]


def percent(part: int, whole: int) -> Decimal | None:
    """100·part/whole with one decimal, rounded half up; None where `whole` is 0: never 0 %, never NaN."""
    if whole == 0:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def tally(
    groups: Iterable[BallotGroup],
    questionnaires: Sequence[Questionnaire],
    period: Period,
    *,
    simulated: bool,
) -> Tally:
    """The result table of the ballots in `groups`.

    `questionnaires` are those in force within the period, oldest first: names are the newest's, answers pool
    by criterion code and scale.
    """
    those = list(groups)
    asked = _Asked(questionnaires)
    by_department = {
        code: [group for group in those if group.department == code] for code in asked.departments(those)
    }
    departments = tuple(
        _one(code, asked.department_name(code), alike, asked) for code, alike in by_department.items()
    )
    total = _one("", "", those, asked)
    return Tally(period, simulated, departments, total, tuple(asked.warnings(those)))


def _one(code: str, name: str, groups: Sequence[BallotGroup], asked: _Asked) -> DepartmentTally:
    collected = [group for group in groups if group.answers]
    valid = [group for group in collected if group.valid]
    invited = [group for group in groups if group.invited]
    issued = _ballots(invited) if invited else None
    return DepartmentTally(
        code,
        name,
        issued,
        _ballots(collected),
        _ballots(valid),
        asked.rows(collected),
        asked.rows(valid),
    )


def _ballots(groups: Iterable[BallotGroup]) -> int:
    return sum(group.count for group in groups)


_Scale = tuple[tuple[str, bool], ...]


class _Asked:
    """What was asked in the period: names, order, and which scale an answer belongs to."""

    def __init__(self, questionnaires: Sequence[Questionnaire]) -> None:
        self._newest_first = list(reversed(questionnaires))
        self._by_version = {one.version: one for one in questionnaires}
        # The first met of a code stands: the newest's order and names, then what older ones add.
        self._departments: dict[str, Department] = {}
        self._criteria: dict[str, Criterion] = {}
        for one in self._newest_first:
            for department in one.departments:
                self._departments.setdefault(department.code, department)
            for criterion in one.criteria:
                self._criteria.setdefault(criterion.code, criterion)

    def departments(self, groups: Iterable[BallotGroup]) -> list[str]:
        return list(dict.fromkeys([*self._departments, *(group.department for group in groups)]))

    def department_name(self, code: str) -> str:
        known = self._departments.get(code)
        return known.name if known else code

    def rows(self, groups: Iterable[BallotGroup]) -> tuple[CriterionTally, ...]:
        counts: Counter[tuple[str, _Scale, str]] = Counter()
        for group in groups:
            asked = self._questionnaire(group)
            for criterion, level in group.answers.items():
                if asked and asked.level(level):
                    counts[criterion, asked.scale, level] += group.count
        met = {(criterion, scale) for criterion, scale, _ in counts}
        return tuple(
            self._row(code, levels, counts)
            for code in self._codes(criterion for criterion, _ in met)
            for levels in self._scales(code, {scale for criterion, scale in met if criterion == code})
        )

    def _row(
        self, code: str, levels: tuple[Level, ...], counts: Counter[tuple[str, _Scale, str]]
    ) -> CriterionTally:
        scale = tuple((level.code, level.satisfied) for level in levels)
        known = self._criteria.get(code)
        return CriterionTally(
            code,
            known.text if known else code,
            levels,
            {level.code: counts[code, scale, level.code] for level in levels},
        )

    def _codes(self, met: Iterable[str]) -> list[str]:
        return list(dict.fromkeys([*self._criteria, *sorted(met)]))

    def _scales(self, code: str, met: set[_Scale]) -> list[tuple[Level, ...]]:
        """The scales a criterion was answered on, newest first; unanswered, the newest it was asked on."""
        levels: dict[_Scale, tuple[Level, ...]] = {}
        for one in self._newest_first:
            levels.setdefault(one.scale, one.levels)
        answered = [words for scale, words in levels.items() if scale in met]
        asked = [one.levels for one in self._newest_first if one.criterion(code)]
        return answered or asked[:1]

    def _questionnaire(self, group: BallotGroup) -> Questionnaire | None:
        newest = self._newest_first[0] if self._newest_first else None
        return self._by_version.get(group.questionnaire, newest)

    def warnings(self, groups: Sequence[BallotGroup]) -> Iterable[str]:
        """What a reader of the table must know; in Vietnamese, for it is printed under it."""
        lost = sum(
            group.count
            for group in groups
            for level in group.answers.values()
            if not ((asked := self._questionnaire(group)) and asked.level(level))
        )
        if lost:
            yield f"{lost} câu trả lời có mức độ không nằm trong bộ tiêu chí nào đã biết, chưa đưa vào bảng."
        rows = self.rows(groups)
        names = {row.code: row.name for row in rows}
        for code, scales in Counter(row.code for row in rows).items():
            if scales > 1:
                yield f"Tiêu chí “{names[code]}” có {scales} thang đo, không cộng chung."
        modes = {group.invited for group in groups if group.answers}
        if len(modes) > 1:
            yield "Có cả phiếu mời và phiếu tự do: số phiếu phát ra chỉ gồm phiếu mời."
