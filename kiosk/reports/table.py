"""A tally as the rows of its table, in Vietnamese: what the administrator's screen shows of form A."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.domain.questionnaire import Level
from kiosk.domain.tally import CriterionTally, DepartmentTally, Tally, percent
from kiosk.reports.numbers import share, whole

SIMULATED = "SỐ LIỆU MÔ PHỎNG"
VALID_ONLY = "CHỈ TÍNH PHIẾU HỢP LỆ"
CRITERIA = "Nội dung đánh giá"


@dataclass(frozen=True)
class Part:
    """One department, or the total: its heading, and a row (name, cells) a criterion."""

    heading: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Block:
    """The parts that were asked on one scale; `heads` name its columns of numbers."""

    heads: tuple[str, ...]
    parts: tuple[Part, ...]


def blocks(tally: Tally, *, valid_only: bool = False) -> tuple[Block, ...]:
    """One block a scale that is in use: columns of two scales would not mean the same."""
    named = [(f"{number}. {one.name}", one) for number, one in enumerate(tally.departments, 1)]
    named.append(("TỔNG CỘNG", tally.total))
    those = [
        (f"{title} ({_ballots(one)})", one.valid_criteria if valid_only else one.criteria)
        for title, one in named
    ]
    scales = dict.fromkeys(row.levels for _, rows in those for row in rows)
    return tuple(Block(_heads(levels), _parts(those, levels)) for levels in scales)


def has_flagged(tally: Tally) -> bool:
    """Whether a table of the valid ballots only would say anything else."""
    return tally.total.valid != tally.total.collected


def as_paper_forms_have_it(tally: Tally) -> Tally:
    """The tally with as many ballots issued as collected where nobody issues any, and a word about it."""
    departments = tuple(_with_issued(one) for one in tally.departments)
    total = _with_issued(tally.total)
    if (departments, total) == (tally.departments, tally.total):
        return tally
    note = "Quầy không phát phiếu: số phiếu phát ra ghi bằng số phiếu thu về."
    return replace(tally, departments=departments, total=total, warnings=(*tally.warnings, note))


def _with_issued(one: DepartmentTally) -> DepartmentTally:
    return replace(one, issued=one.collected) if one.issued is None else one


def _heads(levels: tuple[Level, ...]) -> tuple[str, ...]:
    return (*(level.text for level in levels), "n", "Tỷ lệ hài lòng", f"Tỷ lệ {levels[0].text.lower()}")


def _parts(
    those: Sequence[tuple[str, tuple[CriterionTally, ...]]], levels: tuple[Level, ...]
) -> tuple[Part, ...]:
    asked = ((heading, [row for row in rows if row.levels == levels]) for heading, rows in those)
    return tuple(
        Part(heading, tuple((row.name, _cells(row)) for row in rows)) for heading, rows in asked if rows
    )


def _ballots(one: DepartmentTally) -> str:
    return f"phiếu phát ra {whole(one.issued)}, thu về {whole(one.collected)}, hợp lệ {whole(one.valid)}"


def _cells(row: CriterionTally) -> tuple[str, ...]:
    counts = [whole(row.counts[level.code]) for level in row.levels]
    best = row.counts[row.levels[0].code]
    return (*counts, whole(row.n), share(percent(row.satisfied, row.n)), share(percent(best, row.n)))
