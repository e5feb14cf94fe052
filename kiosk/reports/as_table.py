"""A tally for a terminal: the table that a leader would sign, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kiosk.domain.tally import Tally
from kiosk.reports.numbers import day
from kiosk.reports.table import (
    CRITERIA,
    SIMULATED,
    TITLE,
    VALID_ONLY,
    Block,
    as_paper_forms_have_it,
    blocks,
    has_flagged,
)

_INDENT = "    "
_GAP = "  "


def as_table(tally: Tally, *, paper_issued: bool = False) -> str:
    """The tally as text of fixed columns; a second table of valid ballots only where some are flagged.

    `paper_issued` prints as many ballots issued as collected where nobody issues any, as paper forms want,
    and says so under the table.
    """
    if paper_issued:
        tally = as_paper_forms_have_it(tally)
    head = [TITLE, f"Từ {day(tally.period.first)} đến {day(tally.period.last)}"]
    if tally.simulated:
        head.append(SIMULATED)
    parts = ["\n".join(head), _text(blocks(tally))]
    if has_flagged(tally):
        parts += [VALID_ONLY, _text(blocks(tally, valid_only=True))]
    parts += [f"Lưu ý: {warning}" for warning in tally.warnings]
    return "\n\n".join(parts) + "\n"


def _text(those: Sequence[Block]) -> str:
    named = [name for block in those for part in block.parts for name, _ in part.rows]
    first = max((len(_INDENT) + len(name) for name in named), default=0)
    return "\n".join(line for block in those for line in _lines(block, first))


def _lines(block: Block, first: int) -> list[str]:
    widths = [max(len(head), 7) for head in block.heads]
    rule = "─" * (first + sum(widths) + len(_GAP) * len(widths))
    lines = [rule, _line(CRITERIA.ljust(first), block.heads, widths), rule]
    for part in block.parts:
        lines.append(part.heading)
        lines += [_line((_INDENT + name).ljust(first), cells, widths) for name, cells in part.rows]
    return [*lines, rule]


def _line(first: str, cells: Iterable[str], widths: Iterable[int]) -> str:
    return first + "".join(_GAP + cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
