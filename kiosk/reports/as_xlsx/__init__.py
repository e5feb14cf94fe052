"""A report as a workbook: real numbers, and formulas where one number follows from others."""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter

from kiosk.reports.as_xlsx.sheet import write_sheet
from kiosk.reports.report import Report, Table
from kiosk.reports.same_bytes import without_times, written

TYPEFACE, POINTS = "Times New Roman", 12
_LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

__all__ = ["write_xlsx", "xlsx_of"]


def write_xlsx(report: Report, path: Path) -> None:
    """Writes the report as an XLSX, a sheet a table; the same report gives the same bytes. Raises OSError."""
    path.write_bytes(xlsx_of(report))


def xlsx_of(report: Report) -> bytes:
    """The workbook as the bytes of its file."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "default_format_properties": {"font_name": TYPEFACE, "font_size": POINTS},
        },
    )
    workbook.set_properties({"title": f"{report.title} {report.span}", "created": written(report)})
    names: set[str] = set()
    for table in report.tables:
        write_sheet(workbook, workbook.add_worksheet(_name(table, names)), report, table)
    workbook.close()
    return without_times(out.getvalue())


def _name(table: Table, taken: set[str]) -> str:
    """The table's title as a sheet may be called, unlike any other whatever the letters' case."""
    words = " ".join((table.title or table.key).translate(_NOT_IN_NAMES).split()).strip("'")
    name, number = words[:_LONGEST_NAME], 1
    while name.lower() in taken:
        number += 1
        name = f"{words[: _LONGEST_NAME - 4]} ({number})"
    taken.add(name.lower())
    return name
