"""A report's table as the cells of an HTML table: which are heads, what they span, where they lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kiosk.reports.cells import cell_text, in_english
from kiosk.reports.report import Cell, Column, Kind, Row, RowKind, Table


@dataclass(frozen=True)
class PageCell:
    """A cell: `scope` is a head's, "" where it is none; `tone` is "met", "missed" or "".

    `minor` is a head beside another that says more.
    """

    text: str
    scope: str = ""
    rows: int = 1
    columns: int = 1
    number: bool = False
    over: bool = False
    link: str = ""
    tone: str = ""
    minor: bool = False


@dataclass(frozen=True)
class PageRow:
    """A row of cells; `kind` is what `kiosk.reports.report.RowKind` calls it."""

    kind: str
    cells: Sequence[PageCell]


@dataclass(frozen=True)
class PageTable:
    """A table ready for the page; `numbering` is the row that numbers the columns, where there is one."""

    key: str
    title: str
    heads: Sequence[Sequence[PageCell]]
    numbering: Sequence[str]
    rows: Sequence[PageRow]
    notes: Sequence[str]


def page_table(table: Table, links: Mapping[str, str], language: str) -> PageTable:
    """The table as cells, numbers as the language writes them; text that stands in `links` leads there."""
    return PageTable(
        table.key,
        table.title,
        _heads(table.columns),
        _numbering(table.columns) if table.numbered else (),
        [
            PageRow(row.kind.value, _cells(table, number, links, language))
            for number, row in enumerate(table.rows)
        ],
        table.notes,
    )


def _heads(columns: Sequence[Column]) -> list[list[PageCell]]:
    if not any(column.over for column in columns):
        return [[_head(column) for column in columns]]
    upper: list[PageCell] = []
    for over, run in groupby(columns, lambda column: column.over):
        those = list(run)
        if over:
            upper.append(PageCell(over, "colgroup", columns=len(those), over=True))
        else:
            upper += [_head(column, rows=2) for column in those]
    return [upper, [_head(column) for column in columns if column.over]]


def _head(column: Column, rows: int = 1) -> PageCell:
    return PageCell(column.head, "col", rows=rows, number=column.kind is not Kind.TEXT)


def _numbering(columns: Sequence[Column]) -> list[str]:
    return [column.formula or str(number) for number, column in enumerate(columns, 1)]


def _cells(table: Table, number: int, links: Mapping[str, str], language: str) -> list[PageCell]:
    row = table.rows[number]
    if row.kind is RowKind.HEADING:
        text = str(row.cells[0])
        return [PageCell(text, "colgroup", columns=len(table.columns), link=links.get(text, ""))]
    cells = []
    heads = _row_heads(table.columns)
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        if column.key in row.merged:
            continue
        text = cell_text(cell, column.kind, zero_padded=table.zero_padded)
        if row.kind is RowKind.TOTAL and cell is None and place < heads.start:
            text = ""  # a total has no number and no rank
        is_text = column.kind is Kind.TEXT
        cells.append(
            PageCell(
                text if is_text or language != "en" else in_english(text),
                "row" if place in heads else "",
                rows=_run(table.rows, number, column.key),
                number=not is_text,
                link=links.get(text, "") if place in heads else "",
                tone=_tone(column.kind, cell),
                minor=place in heads[1:],
            )
        )
    return cells


def _row_heads(columns: Sequence[Column]) -> range:
    """The first columns of text that stand beside each other: they say what a row is about."""
    kinds = [column.kind is Kind.TEXT and column.key != "number" for column in columns]
    if True not in kinds:
        return range(0)
    first = kinds.index(True)
    return range(first, kinds.index(False, first) if False in kinds[first:] else len(kinds))


def _run(rows: Sequence[Row], number: int, key: str) -> int:
    """How many rows a cell goes on for."""
    after = rows[number + 1 :]
    return 1 + next((count for count, row in enumerate(after) if key not in row.merged), len(after))


def _tone(kind: Kind, cell: Cell) -> str:
    if kind is not Kind.MET or not isinstance(cell, bool):
        return ""
    return "met" if cell else "missed"
