"""Which row an answer belongs to: names, their order, and the scale that it was given on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.figures import BallotGroup, PaperCount
from kiosk.domain.questionnaire import Criterion, Department, Level, Questionnaire

Scale = tuple[tuple[str, bool], ...]


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

    @property
    def best(self) -> int:
        """Answers at the best level of the scale, whatever its code."""
        return self.counts[self.levels[0].code]


@dataclass(frozen=True)
class _Scale:
    """Levels that answers pool on, by the words of the newest questionnaire; `number` 0 is the newest."""

    number: int
    levels: tuple[Level, ...]
    codes: frozenset[str]


class Asked:
    """What was asked in a period. `questionnaires` are oldest first."""

    def __init__(self, questionnaires: Sequence[Questionnaire]) -> None:
        # The first met of a code stands: the newest's order and names, then what older ones add.
        self.departments: dict[str, Department] = {}
        self.criteria: dict[str, Criterion] = {}
        self._scales: dict[Scale, _Scale] = {}
        self._of_version: dict[str, _Scale] = {}
        self._asked_on: dict[str, _Scale] = {}
        for one in reversed(questionnaires):
            scale = self._scales.setdefault(one.scale, _scale(len(self._scales), one.levels))
            self._of_version[one.version] = scale
            for department in one.departments:
                self.departments.setdefault(department.code, department)
            for criterion in one.criteria:
                self.criteria.setdefault(criterion.code, criterion)
                self._asked_on.setdefault(criterion.code, scale)
        self._newest = next(iter(self._scales.values()), _scale(0, ()))

    def rows(
        self, groups: Iterable[BallotGroup], papers: Iterable[PaperCount] = ()
    ) -> tuple[CriterionTally, ...]:
        """The rows of these ballots, in the order of asking; answers on no known scale are left aside."""
        counts: Counter[tuple[str, int, str]] = Counter()
        for questionnaire, criterion, level, count in answers_of(groups, papers):
            scale = self._scale(questionnaire)
            if level in scale.codes:
                counts[criterion, scale.number, level] += count
        met = {(criterion, number) for criterion, number, _ in counts}
        codes = dict.fromkeys([*self.criteria, *sorted({criterion for criterion, _ in met})])
        return tuple(self._row(code, scale, counts) for code in codes for scale in self._scales_of(code, met))

    def lost(self, groups: Iterable[BallotGroup], papers: Iterable[PaperCount] = ()) -> int:
        """How many answers are on no known scale."""
        return sum(
            count
            for questionnaire, _, level, count in answers_of(groups, papers)
            if level not in self._scale(questionnaire).codes
        )

    def _row(self, code: str, scale: _Scale, counts: Counter[tuple[str, int, str]]) -> CriterionTally:
        known = self.criteria.get(code)
        return CriterionTally(
            code,
            known.text if known else code,
            scale.levels,
            {level.code: counts[code, scale.number, level.code] for level in scale.levels},
        )

    def _scales_of(self, code: str, met: set[tuple[str, int]]) -> list[_Scale]:
        """The scales a criterion was answered on, newest first; unanswered, the newest it was asked on."""
        answered = [scale for scale in self._scales.values() if (code, scale.number) in met]
        asked = self._asked_on.get(code)
        return answered or ([asked] if asked else [])

    def _scale(self, version: str) -> _Scale:
        """The scale of a questionnaire; of one that is not known, the newest's."""
        return self._of_version.get(version, self._newest)


def _scale(number: int, levels: tuple[Level, ...]) -> _Scale:
    return _Scale(number, levels, frozenset(level.code for level in levels))


def answers_of(
    groups: Iterable[BallotGroup], papers: Iterable[PaperCount]
) -> Iterator[tuple[str, str, str, int]]:
    """Each questionnaire's version, criterion and level, and how many answers they have here."""
    for group in groups:
        for criterion, level in group.answers.items():
            yield group.questionnaire, criterion, level, group.count
    for paper in papers:
        for criterion, levels in paper.counts.items():
            for level, count in levels.items():
                yield paper.questionnaire, criterion, level, count
