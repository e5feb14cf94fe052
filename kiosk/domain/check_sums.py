"""Where figures contradict themselves: what a signed table must not hide.

A kiosk's own ballots can't: they are counted one by one. What people type in can.
"""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.domain.figures import Figures, PaperCount
from kiosk.domain.participation import Participated
from kiosk.domain.warned import Warned


def odd_papers(figures: Figures) -> Iterator[Warned]:
    """Paper ballots whose numbers don't fit each other."""
    names = {one.code: one.name for one in figures.units}
    criteria = {one.code: one.text for asked in figures.questionnaires for one in asked.criteria}
    for paper in figures.papers:
        yield from _of(paper, names.get(paper.unit, paper.unit), criteria)


def _of(paper: PaperCount, name: str, criteria: dict[str, str]) -> Iterator[Warned]:
    if not 0 <= paper.valid <= paper.collected <= paper.issued:
        yield Warned(
            f"{name}, phiếu giấy: số hợp lệ ({paper.valid}), thu về ({paper.collected}) và phát ra"
            f" ({paper.issued}) không khớp nhau.",
            f"{name}, paper: ballots valid ({paper.valid}), collected ({paper.collected}) and issued"
            f" ({paper.issued}) do not fit each other.",
        )
    for code, levels in paper.counts.items():
        answers = sum(levels.values())
        if answers > paper.valid:
            asked = criteria.get(code, code)
            yield Warned(
                f"{name}, phiếu giấy, “{asked}”: tổng các mức độ ({answers}) nhiều hơn số phiếu hợp lệ"
                f" ({paper.valid}).",
                f"{name}, paper, “{asked}”: all levels together ({answers}) are more than the valid ballots"
                f" ({paper.valid}).",
            )


def too_few_dossiers(one: Participated) -> Iterator[Warned]:
    """A share above 100 per cent: more ratings than dossiers."""
    if one.dossiers is not None and one.compared > one.dossiers:
        yield Warned(
            f"{one.name}: số lượt đánh giá ({one.compared}) nhiều hơn số hồ sơ đã trả ({one.dossiers}).",
            f"{one.name}: more ratings ({one.compared}) than dossiers returned ({one.dossiers}).",
        )
