"""Counts by department, criterion and level over the ballots of a period, and their shares.

Counts, n and shares are over collected ballots; the same over valid ballots stands beside them. A flag never
removes a ballot from the first. An agency's total pools the counts: it is not a mean of percentages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from kiosk.domain.figures import BallotGroup, Figures, PaperCount, Period, Unit
from kiosk.domain.pooling import Asked, CriterionTally
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.warned import Warned

__all__ = [
    "BallotGroup",
    "Channel",
    "CriterionTally",
    "DepartmentTally",
    "Period",
    "Tally",
    "percent",
    "tally",
    "tally_of",
]


class Channel(StrEnum):
    """Which ballots a report is about; they are pooled only where somebody asks for all."""

    KIOSK = "kiosk"
    PAPER = "paper"
    ALL = "all"


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

    @property
    def answers(self) -> int:
        """Answers to all criteria."""
        return sum(row.n for row in self.criteria)

    @property
    def satisfied(self) -> int:
        """Those whose level counts as satisfied."""
        return sum(row.satisfied for row in self.criteria)


@dataclass(frozen=True)
class Tally:
    """The result table of a period."""

    period: Period
    simulated: bool
    departments: tuple[DepartmentTally, ...]
    total: DepartmentTally
    warnings: tuple[Warned, ...]


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
    papers: Iterable[PaperCount] = (),
    units: Sequence[Unit] = (),
) -> Tally:
    """The result table of the ballots in `groups` and of the paper ballots beside them.

    `questionnaires` are those in force within the period, oldest first: names are the newest's, answers pool
    by criterion code and scale. Rows are `units`, or the questionnaires' departments, and what else is met.
    """
    asked = Asked(questionnaires)
    names = {one.code: one.name for one in units or asked.departments.values()}
    ballots = _Ballots(list(groups), list(papers))
    by_department = {code: _Ballots([], []) for code in names}
    for group in ballots.groups:
        by_department.setdefault(group.department, _Ballots([], [])).groups.append(group)
    for paper in ballots.papers:
        by_department.setdefault(paper.unit, _Ballots([], [])).papers.append(paper)
    departments = tuple(_one(code, names.get(code, code), own, asked) for code, own in by_department.items())
    total = _one("", "", ballots, asked)
    return Tally(period, simulated, departments, total, tuple(_warnings(ballots, total, asked)))


def tally_of(figures: Figures, channel: Channel = Channel.KIOSK) -> Tally:
    """The result table of one channel's ballots, or of all of them."""
    return tally(
        () if channel is Channel.PAPER else figures.groups,
        figures.questionnaires,
        figures.period,
        simulated=figures.simulated,
        papers=() if channel is Channel.KIOSK else figures.papers,
        units=figures.units,
    )


@dataclass(frozen=True)
class _Ballots:
    """Ballots of one department, or all of them."""

    groups: list[BallotGroup]
    papers: list[PaperCount]


def _one(code: str, name: str, ballots: _Ballots, asked: Asked) -> DepartmentTally:
    collected = [group for group in ballots.groups if group.answers]
    valid = [group for group in collected if group.valid]
    invited = [group for group in ballots.groups if group.invited]
    papers = ballots.papers
    issued = _number(invited) + sum(paper.issued for paper in papers) if invited or papers else None
    return DepartmentTally(
        code,
        name,
        issued,
        _number(collected) + sum(paper.collected for paper in papers),
        _number(valid) + sum(paper.valid for paper in papers),
        asked.rows(collected, papers),
        asked.rows(valid, papers),
    )


def _number(groups: Iterable[BallotGroup]) -> int:
    return sum(group.count for group in groups)


def _warnings(ballots: _Ballots, total: DepartmentTally, asked: Asked) -> Iterable[Warned]:
    """What a reader of the table must know; it is printed under it."""
    lost = asked.lost(ballots.groups, ballots.papers)
    if lost:
        yield Warned(
            f"{lost} câu trả lời có mức độ không nằm trong bộ tiêu chí nào đã biết, chưa đưa vào bảng.",
            f"{lost} answers are of levels that no known questionnaire has; they are not in the table.",
        )
    names = {row.code: row.name for row in total.criteria}
    for code, scales in Counter(row.code for row in total.criteria).items():
        if scales > 1:
            yield Warned(
                f"Tiêu chí “{names[code]}” có {scales} thang đo, không cộng chung.",
                f"“{names[code]}” was asked on {scales} scales, which are not added up.",
            )
    modes = {group.invited for group in ballots.groups if group.answers}
    if len(modes) > 1:
        yield Warned(
            "Có cả phiếu mời và phiếu tự do: số phiếu phát ra chỉ gồm phiếu mời.",
            "Some ballots were invited, some not: ballots issued are the invited ones alone.",
        )
    elif ballots.papers and modes == {False}:
        yield Warned(
            "Quầy không phát phiếu: số phiếu phát ra chỉ gồm phiếu giấy.",
            "Kiosks issued no ballots: ballots issued are those on paper alone.",
        )
