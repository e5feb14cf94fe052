"""One table of a report as a sheet that prints on A4."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kiosk.reports.as_xlsx.fields import Field, fields_of
from kiosk.reports.as_xlsx.formulas import Formulas
from kiosk.reports.cells import cell_text
from kiosk.reports.numbers import day
from kiosk.reports.report import Kind, Report, Row, RowKind, Table

_A4 = 9
_LINE = 17  # points that a line of text takes
_SHORTEST, _WIDEST = 4, 42  # letters
_NUMBER_FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.SHARE: "0.0%",
    Kind.INTERVAL: "0.0%",
    Kind.POINTS: "+0.0;-0.0;0.0",
    Kind.INDEX: "0.0",
    Kind.RANK: "0",
}
_ZERO_PADDED = "[=0]0;[<10]00;#,##0"


def write_sheet(workbook: Workbook, sheet: Worksheet, report: Report, table: Table) -> None:
    """Fills an empty sheet: titles, head, rows, notes; and how it looks on paper."""
    _Sheet(workbook, sheet, report, table).write()


class _Sheet:
    def __init__(self, workbook: Workbook, sheet: Worksheet, report: Report, table: Table) -> None:
        self._workbook, self._sheet, self._report, self._table = workbook, sheet, report, table
        self._fields = fields_of(table)
        self._last = max(len(self._fields) - 1, 1)  # a merged cell needs two columns
        self._widths = [_width(table, field) for field in self._fields]
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._row = 0

    def write(self) -> None:
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        self._titles()
        first = self._row
        self._head()
        self._sheet.freeze_panes(self._row, 0)
        self._sheet.repeat_rows(first, self._row - 1)
        self._body()
        self._notes()
        self._paper()

    def _titles(self) -> None:
        report = self._report
        self._line(report.agency, bold=True)
        self._line(report.unit)
        self._line(f"{report.title} {report.span}", bold=True, font_size=14)
        self._line(f"Từ ngày {day(report.first)} đến ngày {day(report.last)}", italic=True)
        for mark in report.marks:
            self._line(mark, bold=True, border=2, align="center")
        self._line(self._table.title, bold=True)

    def _line(self, text: str, **looks: Any) -> None:
        """A text across the table, as high as its lines are many."""
        if not text:
            return
        points = looks.get("font_size", 12)
        lines = math.ceil(len(text) * points / 12 / max(sum(self._widths), 1))
        self._sheet.set_row(self._row, _LINE * points / 12 * lines)
        form = self._format(text_wrap=True, valign="vcenter", **looks)
        self._sheet.merge_range(self._row, 0, self._row, self._last, "", form)
        self._sheet.write_string(self._row, 0, text, form)
        self._row += 1

    def _head(self) -> None:
        """Heads in one or two rows, then the row of numbers and formulas."""
        form = self._format(bold=True, text_wrap=True, align="center", valign="vcenter", border=1)
        common = list(_common_heads(self._fields))
        upper = self._common_row(common, form) if common else 0
        lower = self._row + 1 if common else self._row
        height = _LINE
        for column, (field, width) in enumerate(zip(self._fields, self._widths, strict=True)):
            stands_in_both = bool(common) and not field.over
            if stands_in_both:
                self._sheet.merge_range(self._row, column, lower, column, "", form)
            self._sheet.write_string(self._row if stands_in_both else lower, column, field.head, form)
            height = max(height, _LINE * _lines(field.head, width) - (upper if stands_in_both else 0))
        self._sheet.set_row(lower, height)
        self._row = lower + 1
        if self._table.numbered:
            self._numbers()

    def _common_row(self, common: Sequence[tuple[int, int, str]], form: Format) -> int:
        """The heads above several columns; how high their row is."""
        height = _LINE
        for start, end, text in common:
            if end > start:
                self._sheet.merge_range(self._row, start, self._row, end, "", form)
            self._sheet.write_string(self._row, start, text, form)
            height = max(height, _LINE * _lines(text, sum(self._widths[start : end + 1])))
        self._sheet.set_row(self._row, height)
        return height

    def _numbers(self) -> None:
        form = self._format(italic=True, align="center", border=1)
        self._sheet.set_row(self._row, _LINE)
        for column, field in enumerate(self._fields):
            self._sheet.write_string(self._row, column, field.column.formula or f"({field.number + 1})", form)
        self._row += 1

    def _body(self) -> None:
        places = {field.number: column for column, field in reversed(list(enumerate(self._fields)))}
        formulas = Formulas(self._table, [places[number] for number in sorted(places)], self._row)
        for number, row in enumerate(self._table.rows):
            if row.kind is RowKind.HEADING:
                form = self._format(bold=True, border=1)
                self._sheet.merge_range(self._row + number, 0, self._row + number, self._last, "", form)
                self._sheet.write_string(self._row + number, 0, cell_text(row.cells[0], Kind.TEXT), form)
                continue
            self._sheet.set_row(self._row + number, _LINE * self._lines_of(number))
            for column, field in enumerate(self._fields):
                if field.column.key not in row.merged:
                    self._cell(number, column, field, formulas.of(number, field.number))
        self._row += len(self._table.rows)

    def _cell(self, number: int, column: int, field: Field, formula: str) -> None:
        row, form = self._row + number, self._cell_format(self._table.rows[number], field)
        below = self._rows_below(number, field.column.key)
        if below:
            self._sheet.merge_range(row, column, row + below, column, "", form)
        value = field.value(self._table.rows[number])
        if formula:
            self._sheet.write_formula(row, column, formula, form, value)
        elif value == "":
            self._sheet.write_blank(row, column, None, form)
        elif isinstance(value, str):
            self._sheet.write_string(row, column, value, form)
        else:
            self._sheet.write_number(row, column, value, form)

    def _lines_of(self, number: int) -> int:
        """How many lines the texts of this row take; what goes on below has the room of several rows."""
        texts = [
            _lines(str(self._table.rows[number].cells[field.number] or ""), width)
            for field, width in zip(self._fields, self._widths, strict=True)
            if field.column.kind is Kind.TEXT and not self._is_merged(number, field.column.key)
        ]
        return max(texts, default=1)

    def _is_merged(self, number: int, key: str) -> bool:
        return key in self._table.rows[number].merged or self._rows_below(number, key) > 0

    def _rows_below(self, number: int, key: str) -> int:
        """How many rows continue this cell."""
        below = 0
        for row in self._table.rows[number + 1 :]:
            if key not in row.merged:
                break
            below += 1
        return below

    def _cell_format(self, row: Row, field: Field) -> Format:
        kind = field.column.kind
        looks: dict[str, Any] = {"border": 1, "valign": "vcenter", "align": "center"}
        if kind is Kind.TEXT and len(cell_text(row.cells[field.number], kind)) > _SHORTEST:
            looks |= {"align": "left", "text_wrap": True}
        elif kind in _NUMBER_FORMATS:
            padded = kind is Kind.COUNT and self._table.zero_padded
            looks["num_format"] = _ZERO_PADDED if padded else _NUMBER_FORMATS[kind]
        if row.kind is RowKind.TOTAL:
            looks["bold"] = True
        elif row.kind is RowKind.LEFT_OUT:
            looks["italic"] = True
        return self._format(**looks)

    def _notes(self) -> None:
        self._row += 1
        for note in (*self._table.notes, *self._report.remarks, *self._report.footer):
            self._line(note, italic=True)

    def _paper(self) -> None:
        sheet, report = self._sheet, self._report
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.set_header(_printed("&C&B", " – ".join(report.marks)))
        # The blank ends the order for the size, which would take the code's first digits too.
        sheet.set_footer(_printed("&L&9 ", report.code) + "&R&9 &P/&N")

    def _format(self, **looks: Any) -> Format:
        """One format for the same looks: a workbook keeps only so many."""
        key = tuple(sorted(looks.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(looks)
        return self._formats[key]


def _printed(where: str, text: str) -> str:
    """A text in the head or foot of the printed page, where & begins an order."""
    return where + text.replace("&", "&&")[:200] if text else ""


def _common_heads(fields: Sequence[Field]) -> Iterator[tuple[int, int, str]]:
    """First and last column of each head that stands above several."""
    for over, group in groupby(enumerate(fields), lambda one: one[1].over):
        columns = [column for column, _ in group]
        if over:
            yield columns[0], columns[-1], over


def _width(table: Table, field: Field) -> float:
    """Letters that fit on a line of this column."""
    cells = [
        cell_text(row.cells[field.number], field.column.kind, zero_padded=table.zero_padded)
        for row in table.rows
        if row.kind is not RowKind.HEADING and field.end is None
    ]
    longest_word = max(map(len, field.head.split()), default=0)
    longest = max([*map(len, cells), longest_word, len(field.column.formula), _SHORTEST])
    return float(min(longest, _WIDEST) + 3)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in its column, each word being moved down whole."""
    lines, used = 1, 0
    for word in text.split():
        used += len(word) + 1
        if used > width:
            lines, used = lines + 1, len(word) + 1
    return lines
