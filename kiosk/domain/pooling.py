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


class Asked:
    """What was asked in a period. `questionnaires` are oldest first."""

    def __init__(self, questionnaires: Sequence[Questionnaire]) -> None:
        self._newest_first = list(reversed(questionnaires))
        self._by_version = {one.version: one for one in questionnaires}
        # The first met of a code stands: the newest's order and names, then what older ones add.
        self.departments: dict[str, Department] = {}
        self.criteria: dict[str, Criterion] = {}
        for one in self._newest_first:
            for department in one.departments:
                self.departments.setdefault(department.code, department)
            for criterion in one.criteria:
                self.criteria.setdefault(criterion.code, criterion)

    def rows(
        self, groups: Iterable[BallotGroup], papers: Iterable[PaperCount] = ()
    ) -> tuple[CriterionTally, ...]:
        """The rows of these ballots, in the order of asking; answers on no known scale are left aside."""
        counts: Counter[tuple[str, Scale, str]] = Counter()
        for questionnaire, criterion, level, count in answers_of(groups, papers):
            asked = self._questionnaire(questionnaire)
            if asked and asked.level(level):
                counts[criterion, asked.scale, level] += count
        met = {(criterion, scale) for criterion, scale, _ in counts}
        return tuple(
            self._row(code, levels, counts)
            for code in self._codes(criterion for criterion, _ in met)
            for levels in self._scales(code, {scale for criterion, scale in met if criterion == code})
        )

    def lost(self, groups: Iterable[BallotGroup], papers: Iterable[PaperCount] = ()) -> int:
        """How many answers are on no known scale."""
        return sum(
            count
            for questionnaire, _, level, count in answers_of(groups, papers)
            if not ((asked := self._questionnaire(questionnaire)) and asked.level(level))
        )

    def _row(
        self, code: str, levels: tuple[Level, ...], counts: Counter[tuple[str, Scale, str]]
    ) -> CriterionTally:
        scale = tuple((level.code, level.satisfied) for level in levels)
        known = self.criteria.get(code)
        return CriterionTally(
            code,
            known.text if known else code,
            levels,
            {level.code: counts[code, scale, level.code] for level in levels},
        )

    def _codes(self, met: Iterable[str]) -> list[str]:
        return list(dict.fromkeys([*self.criteria, *sorted(met)]))

    def _scales(self, code: str, met: set[Scale]) -> list[tuple[Level, ...]]:
        """The scales a criterion was answered on, newest first; unanswered, the newest it was asked on."""
        levels: dict[Scale, tuple[Level, ...]] = {}
        for one in self._newest_first:
            levels.setdefault(one.scale, one.levels)
        answered = [words for scale, words in levels.items() if scale in met]
        asked = [one.levels for one in self._newest_first if one.criterion(code)]
        return answered or asked[:1]

    def _questionnaire(self, version: str) -> Questionnaire | None:
        newest = self._newest_first[0] if self._newest_first else None
        return self._by_version.get(version, newest)


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
