"""A tally for a terminal: the table that a leader would sign, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.domain.questionnaire import Level
from kiosk.domain.tally import CriterionTally, DepartmentTally, Tally, percent
from kiosk.reports.numbers import day, share, whole

TITLE = "KẾT QUẢ ĐÁNH GIÁ MỨC ĐỘ HÀI LÒNG"
SIMULATED = "SỐ LIỆU MÔ PHỎNG"
_INDENT = "    "
_GAP = "  "


def as_table(tally: Tally, *, paper_issued: bool = False) -> str:
    """The tally as text of fixed columns; a second table of valid ballots only where some are flagged.

    `paper_issued` prints as many ballots issued as collected where nobody issues any, as paper forms want,
    and says so under the table.
    """
    if paper_issued:
        tally = _as_paper_forms_have_it(tally)
    head = [TITLE, f"Từ {day(tally.period.first)} đến {day(tally.period.last)}"]
    if tally.simulated:
        head.append(SIMULATED)
    flagged = tally.total.valid != tally.total.collected
    parts = ["\n".join(head), _table(tally, valid_only=False)]
    if flagged:
        parts += ["CHỈ TÍNH PHIẾU HỢP LỆ", _table(tally, valid_only=True)]
    parts += [f"Lưu ý: {warning}" for warning in tally.warnings]
    return "\n\n".join(parts) + "\n"


def _as_paper_forms_have_it(tally: Tally) -> Tally:
    """The tally with as many ballots issued as collected where nobody issues any, and a word about it."""
    departments = tuple(_with_issued(one) for one in tally.departments)
    total = _with_issued(tally.total)
    if (departments, total) == (tally.departments, tally.total):
        return tally
    note = "Quầy không phát phiếu: số phiếu phát ra ghi bằng số phiếu thu về."
    return replace(tally, departments=departments, total=total, warnings=(*tally.warnings, note))


def _with_issued(one: DepartmentTally) -> DepartmentTally:
    return replace(one, issued=one.collected) if one.issued is None else one


def _table(tally: Tally, *, valid_only: bool) -> str:
    """One block a scale that is in use: columns of two scales would not mean the same."""
    blocks = [(f"{number}. {one.name}", one) for number, one in enumerate(tally.departments, 1)]
    blocks.append(("TỔNG CỘNG", tally.total))
    rows_of = {title: one.valid_criteria if valid_only else one.criteria for title, one in blocks}
    scales = dict.fromkeys(row.levels for rows in rows_of.values() for row in rows)
    named = [row.name for rows in rows_of.values() for row in rows]
    first = max((len(_INDENT) + len(name) for name in named), default=0)
    lines: list[str] = []
    for levels in scales:
        lines += _scale(blocks, rows_of, levels, first)
    return "\n".join(lines)


def _scale(
    blocks: Sequence[tuple[str, DepartmentTally]],
    rows_of: dict[str, tuple[CriterionTally, ...]],
    levels: tuple[Level, ...],
    first: int,
) -> list[str]:
    heads = [*(level.text for level in levels), "n", "Tỷ lệ hài lòng", f"Tỷ lệ {levels[0].text.lower()}"]
    widths = [max(len(head), 7) for head in heads]
    rule = "─" * (first + sum(widths) + len(_GAP) * len(widths))
    lines = [rule, _line("Nội dung đánh giá".ljust(first), heads, widths), rule]
    for title, one in blocks:
        rows = [row for row in rows_of[title] if row.levels == levels]
        if rows:
            lines.append(f"{title} ({_ballots(one)})")
            lines += [_line((_INDENT + row.name).ljust(first), _cells(row), widths) for row in rows]
    return [*lines, rule]


def _ballots(one: DepartmentTally) -> str:
    return f"phiếu phát ra {whole(one.issued)}, thu về {whole(one.collected)}, hợp lệ {whole(one.valid)}"


def _cells(row: CriterionTally) -> list[str]:
    counts = [whole(row.counts[level.code]) for level in row.levels]
    best = row.counts[row.levels[0].code]
    return [*counts, whole(row.n), share(percent(row.satisfied, row.n)), share(percent(best, row.n))]


def _line(first: str, cells: Iterable[str], widths: Iterable[int]) -> str:
    return first + "".join(_GAP + cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
