"""A report as a file that Excel opens by a double click."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kiosk.reports.as_csv import as_csv
from kiosk.reports.report import Column, Kind, Report, Row, RowKind, Table
from tests.reports.kit import form_a

NAME = Column("name", "Bộ phận", Kind.TEXT)


def rows_of(report):
    text = as_csv(report).decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def of_cells(column, *cells):
    table = Table("t", "", (NAME, column), tuple(Row(("a", cell)) for cell in cells))
    report = Report("b", "Tên biểu", "", "", "", date(2024, 1, 1), date(2024, 6, 30), (table,))
    return [row[1] for row in rows_of(report) if row[:1] == ["a"]]


def test_it_begins_with_a_byte_order_mark_and_its_lines_end_as_on_windows():
    content = as_csv(form_a())
    assert content.startswith(b"\xef\xbb\xbfK")
    assert content.count(b"\n") == content.count(b"\r\n") > 10


@pytest.mark.parametrize(
    ("kind", "cell", "told"),
    [
        (Kind.COUNT, 12394, "12394"),
        (Kind.COUNT, None, "–"),
        (Kind.COUNT, "<5", "<5"),
        (Kind.SHARE, Decimal("84.5"), "84,5%"),
        (Kind.SHARE, None, "–"),
        (Kind.POINTS, Decimal("-3.5"), "-3,5"),
        (Kind.INDEX, Decimal("91.0"), "91,0"),
        (Kind.INTERVAL, (Decimal("81.2"), Decimal("87.1")), "81,2–87,1%"),
        (Kind.MET, False, "Không đạt"),
    ],
)
def test_numbers_are_written_so_that_a_vietnamese_excel_reads_them(kind, cell, told):
    assert of_cells(Column("c", "Cột", kind), cell) == [told]


def test_text_that_excel_would_take_for_a_formula_is_made_harmless():
    wicked = ("=1+1", "+84 28", "-x", "@SUM(A1)", " =cmd", "\t=cmd", "Địa chính")
    assert of_cells(Column("c", "Cột", Kind.TEXT), *wicked) == [
        *(f"'{text}" for text in wicked[:-1]),
        "Địa chính",
    ]
    report = replace(form_a(), agency="=HYPERLINK(1)", remarks=("@x",))
    first = [row[0] for row in rows_of(report) if row]
    assert "'=HYPERLINK(1)" in first
    assert "'@x" in first


def test_tables_are_apart_by_an_empty_line_and_common_heads_stand_before_their_columns():
    [table] = form_a().tables
    rows = rows_of(replace(form_a(), tables=(table, table)))
    heads = [number for number, row in enumerate(rows) if row[:1] == ["Bộ phận"]]
    assert len(heads) == 2
    assert rows[heads[0]][2] == "Mức độ (số phiếu): Rất hài lòng"
    assert rows[heads[1] - 2] == []


def test_each_row_stands_alone_but_a_number_of_several_rows_is_there_once():
    columns = (NAME, Column("issued", "Phát ra", Kind.COUNT), Column("n", "n", Kind.COUNT))
    merged = frozenset({"name", "issued"})
    rows = (Row(("a", 30, 1)), Row(("a", 30, 2), merged=merged), Row(("Nhóm", None, None), RowKind.HEADING))
    table = Table("t", "", columns, rows)
    told = rows_of(replace(form_a(), tables=(table,)))
    assert ["a", "30", "1"] in told
    assert ["a", "", "2"] in told
    assert ["Nhóm"] in told
