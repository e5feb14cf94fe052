"""A report for a terminal: aligned columns, in Vietnamese, no wider than is read at a glance."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from kiosk.reports.as_table_columns import Sheet, sheets_of
from kiosk.reports.cells import cell_text
from kiosk.reports.numbers import day
from kiosk.reports.report import Column, Kind, Report, Row, RowKind, Table

WIDTH = 120
_RULE = "─"
_Lines = list[str]


def as_table(report: Report, width: int = WIDTH) -> str:
    """The report as text of at most `width` columns; a table that is wider continues below itself."""
    parts = [_head(report, width)]
    parts += [text for table in report.tables for text in _table(table, width)]
    parts += [textwrap.fill(f"Lưu ý: {remark}", width) for remark in report.remarks]
    parts += [textwrap.fill(line, width) for line in report.footer]
    return "\n\n".join(parts) + "\n"


def _head(report: Report, width: int) -> str:
    period = report.span[:1].upper() + report.span[1:]
    if day(report.last) not in period:
        period += f" (từ {day(report.first)} đến {day(report.last)})"
    whose = " – ".join(one for one in (report.agency, report.unit) if one)
    told = (report.title.upper(), whose, period, *report.marks)
    return "\n".join(textwrap.fill(one, width) for one in told if one)


def _table(table: Table, width: int) -> Iterator[str]:
    if table.title:
        yield textwrap.fill(table.title, width)
    if table.rows:
        for sheet in sheets_of(table, width):
            yield "\n".join(_sheet(table, sheet))
    yield from (textwrap.fill(note, width) for note in table.notes)


def _sheet(table: Table, sheet: Sheet) -> Iterator[str]:
    rule = _RULE * sheet.width
    yield rule
    yield from _heads(table, sheet)
    yield rule
    yield from _body(table, sheet, rule)
    yield rule


def _heads(table: Table, sheet: Sheet) -> Iterator[str]:
    columns = [table.columns[number] for number in sheet.numbers]
    if any(column.over for column in columns):
        yield from _line_up(_over(columns, sheet), sheet.gap, from_below=True)
    heads = [_set(column, width, column.head) for column, width in zip(columns, sheet.widths, strict=True)]
    yield from _line_up(heads, sheet.gap, from_below=True)
    if table.numbered:
        numbers = [(table.columns[number].formula or f"({number + 1})") for number in sheet.numbers]
        cells = [_set(*one) for one in zip(columns, sheet.widths, numbers, strict=True)]
        yield from _line_up(cells, sheet.gap)


def _over(columns: Sequence[Column], sheet: Sheet) -> list[_Lines]:
    """The common heads, each in the middle above its columns."""
    cells = []
    for over, group in groupby(zip(columns, sheet.widths, strict=True), lambda one: one[0].over):
        width = sum(width + len(sheet.gap) for _, width in group) - len(sheet.gap)
        cells.append([line.center(width) for line in textwrap.wrap(over, width) or [""]])
    return cells


def _body(table: Table, sheet: Sheet, rule: str) -> Iterator[str]:
    """The rows; a cell over several rows begins in the first and goes on in what room the others have."""
    waiting: list[_Lines] = [[] for _ in sheet.numbers]
    following: list[Row | None] = [*table.rows[1:], None]
    for row, after in zip(table.rows, following, strict=True):
        if row.kind is RowKind.HEADING:
            yield from textwrap.wrap(str(row.cells[0]), sheet.width)
            continue
        if row.kind is RowKind.TOTAL and not row.merged:
            yield rule
        for place, number in enumerate(sheet.numbers):
            column = table.columns[number]
            if column.key not in row.merged:
                text = cell_text(row.cells[number], column.kind, zero_padded=table.zero_padded)
                waiting[place] = _set(column, sheet.widths[place], text)
        goes_on = [
            after is not None and table.columns[number].key in after.merged for number in sheet.numbers
        ]
        height = max([1, *(len(those) for those, more in zip(waiting, goes_on, strict=True) if not more)])
        cells = [those[:height] or [" " * width] for those, width in zip(waiting, sheet.widths, strict=True)]
        yield from _line_up(cells, sheet.gap)
        waiting = [those[height:] for those in waiting]


def _set(column: Column, width: int, text: str) -> _Lines:
    """A cell as lines of its column's width: text begins on the left, numbers end on the right."""
    lines = textwrap.wrap(text, width) or [""]
    return [line.ljust(width) if column.kind is Kind.TEXT else line.rjust(width) for line in lines]


def _line_up(cells: Sequence[_Lines], gap: str, *, from_below: bool = False) -> Iterator[str]:
    """Cells beside each other; shorter ones are filled up, heads from below."""
    widths = [len(lines[0]) for lines in cells]
    turned = [lines[::-1] if from_below else lines for lines in cells]
    filled = [
        gap.join(
            line if line is not None else " " * width for line, width in zip(line_of, widths, strict=True)
        )
        for line_of in zip_longest(*turned)
    ]
    yield from (line.rstrip() for line in (filled[::-1] if from_below else filled))
