"""A report as CSV that a Vietnamese Excel opens by a double click: BOM, semicolons, decimal commas."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from kiosk.reports.cells import cell_text
from kiosk.reports.numbers import day
from kiosk.reports.report import Cell, Column, Kind, Report, Row, RowKind, Table

_STARTS_A_FORMULA = ("=", "+", "-", "@")


def as_csv(report: Report) -> bytes:
    """The report as the bytes of a file; its tables are apart by an empty line.

    Text that Excel would take for a formula gets an apostrophe before it. Counts have no points for
    thousands; a number printed once for several rows stands in the first of them alone: columns add up.
    """
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(_rows(report))
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _rows(report: Report) -> Iterator[list[str]]:
    period = f"Từ {day(report.first)} đến {day(report.last)}"
    head = (report.title, report.agency, report.unit, period, *report.marks)
    yield from ([_harmless(line)] for line in head if line)
    for table in report.tables:
        yield []
        yield from _table(table)
    if last := (*report.remarks, *report.footer):
        yield []
        yield from ([_harmless(line)] for line in last)


def _table(table: Table) -> Iterator[list[str]]:
    if table.title:
        yield [_harmless(table.title)]
    yield [_harmless(_head(column)) for column in table.columns]
    for row in table.rows:
        yield _cells(table, row)
    yield from ([_harmless(note)] for note in table.notes)


def _head(column: Column) -> str:
    return f"{column.over}: {column.head}" if column.over else column.head


def _cells(table: Table, row: Row) -> list[str]:
    if row.kind is RowKind.HEADING:
        return [_harmless(str(row.cells[0]))]
    return [
        "" if column.key in row.merged and column.kind is not Kind.TEXT else _text(cell, column.kind)
        for cell, column in zip(row.cells, table.columns, strict=True)
    ]


def _text(cell: Cell, kind: Kind) -> str:
    if isinstance(cell, str):
        return _harmless(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    return cell_text(cell, kind)


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(_STARTS_A_FORMULA) else text
