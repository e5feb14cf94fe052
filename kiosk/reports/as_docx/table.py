"""A table of a report as Word knows it: merged cells, a head that repeats, rows that stay whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from docx.oxml.xmlchemy import BaseOxmlElement

from kiosk.reports.as_docx.elements import element, paragraph, run, spacing, twips
from kiosk.reports.as_docx.styles import TABLE_PT
from kiosk.reports.cells import cell_text
from kiosk.reports.column_widths import FORMULA, widths
from kiosk.reports.report import Column, Kind, Row, RowKind, Table

_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_SMALL = 5  # rows of a table that stays on one page
_SHORT = 4  # a running number, say: centred


@dataclass(frozen=True)
class _Cell:
    text: str
    width: int  # twips
    span: int = 1
    merge: str = ""  # "restart" begins a cell of several rows, "continue" goes on
    align: str = "center"


def docx_table(table: Table, room_mm: float) -> BaseOxmlElement:
    """The table as an element of a document's body, as wide as its room."""
    columns = [twips(width) for width in widths(table, room_mm, TABLE_PT)]
    return element(
        "tbl",
        _properties(sum(columns), table.title),
        element("tblGrid", *(element("gridCol", w=width) for width in columns)),
        *_head(table, columns),
        *_body(table, columns),
    )


def _properties(width: int, title: str) -> BaseOxmlElement:
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        element(
            "tblBorders", *(element(side, val="single", sz=4, space=0, color="auto") for side in _BORDERS)
        ),
        element("tblLayout", type="fixed"),
        element("tblCellMar", element("left", w=70, type="dxa"), element("right", w=70, type="dxa")),
        element("tblCaption", val=title),
    )


def _head(table: Table, columns: Sequence[int]) -> Iterator[BaseOxmlElement]:
    """The heads, in two rows where some columns have a common one; the row of numbers and formulas."""
    two_rows = any(column.over for column in table.columns)
    if two_rows:
        yield _row(_upper(table.columns, columns), bold=True, is_head=True)
    lower = [
        _Cell(
            "" if two_rows and not column.over else column.head,
            width,
            merge=_merge(column, two_rows=two_rows),
        )
        for column, width in zip(table.columns, columns, strict=True)
    ]
    yield _row(lower, bold=True, is_head=True)
    if table.numbered:
        numbers = [
            _Cell(column.formula or f"({number})", width)
            for number, (column, width) in enumerate(zip(table.columns, columns, strict=True), 1)
        ]
        yield _row(numbers, italic=True, is_head=True, points=TABLE_PT * FORMULA)


def _upper(those: Sequence[Column], columns: Sequence[int]) -> list[_Cell]:
    cells: list[_Cell] = []
    numbered = list(zip(those, columns, strict=True))
    # A column without a common head is its own group.
    for _, group in groupby(enumerate(numbered), lambda one: one[1][0].over or one[0]):
        members = [member for _, member in group]
        width = sum(width for _, width in members)
        first = members[0][0]
        if first.over:
            cells.append(_Cell(first.over, width, span=len(members)))
        else:
            cells.append(_Cell(first.head, width, merge="restart"))
    return cells


def _merge(column: Column, *, two_rows: bool) -> str:
    return "continue" if two_rows and not column.over else ""


def _body(table: Table, columns: Sequence[int]) -> Iterator[BaseOxmlElement]:
    last = len(table.rows) - 1
    for number, (row, after) in enumerate(zip_longest(table.rows, table.rows[1:])):
        # What shares a cell stays together, so does a heading and what it is above, so does a small table;
        # no row stands alone, before a break or after it.
        alone = number in {0, last - 1} or last < _SMALL
        together = number < last and (alone or row.kind is RowKind.HEADING)
        together = together or bool(after and after.merged)
        if row.kind is RowKind.HEADING:
            cells = [_Cell(str(row.cells[0]), sum(columns), span=len(columns), align="left")]
        else:
            cells = [_cell(table, place, row, after, width) for place, width in enumerate(columns)]
        stands_out = row.kind in {RowKind.HEADING, RowKind.TOTAL}
        yield _row(cells, bold=stands_out, italic=row.kind is RowKind.LEFT_OUT, kept=together)


def _cell(table: Table, number: int, row: Row, after: Row | None, width: int) -> _Cell:
    column = table.columns[number]
    text = cell_text(row.cells[number], column.kind, zero_padded=table.zero_padded)
    align = "left" if column.kind is Kind.TEXT and len(text) > _SHORT else "center"
    if column.key in row.merged:
        return _Cell("", width, merge="continue", align=align)
    begins = after is not None and column.key in after.merged
    return _Cell(text, width, merge="restart" if begins else "", align=align)


def _row(
    cells: Sequence[_Cell],
    *,
    bold: bool = False,
    italic: bool = False,
    is_head: bool = False,
    kept: bool = False,
    points: float = 0,
) -> BaseOxmlElement:
    row = element("tr", element("trPr", element("cantSplit"), *([element("tblHeader")] if is_head else [])))
    for cell in cells:
        keep = [element("keepNext")] if kept or is_head else []
        words = run(cell.text, bold=bold, italic=italic, points=points)
        text = paragraph(
            words, style="TableText", properties=(*keep, spacing(2, 2), element("jc", val=cell.align))
        )
        row.append(element("tc", _cell_properties(cell), text))
    return row


def _cell_properties(cell: _Cell) -> BaseOxmlElement:
    properties = [element("tcW", w=cell.width, type="dxa")]
    if cell.span > 1:
        properties.append(element("gridSpan", val=cell.span))
    if cell.merge:
        properties.append(element("vMerge", val=cell.merge))
    return element("tcPr", *properties, element("vAlign", val="center"))
