"""The table of a terminal, as its reader sees it."""

from datetime import date

import pytest

from kiosk.reports.as_table import WIDTH, as_table
from kiosk.reports.report import Column, Kind, Report, Row, RowKind, Table
from tests.reports.figures_kit import form, town
from tests.reports.kit import LONG, form_a


def report_of(*tables, **changes):
    values = {"form": "b", "title": "Tên biểu", "agency": "", "unit": "", "span": "ngày 02/01/2024"}
    return Report(first=date(2024, 1, 2), last=date(2024, 1, 2), tables=tables, **{**values, **changes})


def lines_of(*tables, width=WIDTH, **changes):
    return as_table(report_of(*tables, **changes), width).splitlines()


NAME = Column("name", "Bộ phận", Kind.TEXT)


def counts(*heads, over=""):
    return tuple(Column(f"c{number}", head, Kind.COUNT, over=over) for number, head in enumerate(heads))


def test_numbers_stand_under_each_other_as_vietnamese_documents_write_them():
    rows = (Row(("Địa chính", 1234)), Row(("Tư pháp", 5)), Row(("Tổng", None), RowKind.TOTAL))
    lines = lines_of(Table("t", "", (NAME, *counts("Số phiếu")), rows))
    body = [line for line in lines if line.startswith(("Địa", "Tư", "Tổng"))]
    assert [line.split()[-1] for line in body] == ["1.234", "5", "–"]
    assert len({len(line) for line in body}) == 1


def test_the_head_says_whose_report_it_is_of_which_days_and_what_stands_out():
    text = as_table(form_a())
    for told in (
        "KẾT QUẢ ĐÁNH GIÁ MỨC ĐỘ HÀI LÒNG\n",
        "Ủy ban nhân dân thị trấn Tân Thành – Bộ phận Tiếp nhận và Trả kết quả\n",
        "6 tháng đầu năm 2024 (từ 01/01/2024 đến 30/06/2024)\nSỐ LIỆU MÔ PHỎNG\n",
        "Lưu ý: Bộ phận Kinh tế chưa có phiếu nào trong kỳ.\n",
        "Mã đối chiếu: 7K2M-9QXA-4TTE-0B1C-ZZ3D-8HWN\n",
    ):
        assert told in text


def test_a_common_head_stands_above_its_columns_and_a_row_numbers_them():
    lines = as_table(form_a()).splitlines()
    over = next(line for line in lines if "Mức độ (số phiếu)" in line)
    numbers = next(line for line in lines if line.startswith("(1)"))
    middle = over.index("Mức độ (số phiếu)") + len("Mức độ (số phiếu)") // 2
    assert numbers.index("(3)") < middle < numbers.index("(5)") + 3
    assert numbers.split() == ["(1)", "(2)", "(3)", "(4)", "(5)", "6=3+4+5", "7=(3+4):6", "(8)"]


def test_a_cell_of_several_rows_is_printed_once_and_goes_on_beside_the_rows_below():
    merged = frozenset({"name"})
    rows = [Row((LONG, 1)), Row((LONG, 2), merged=merged), Row((LONG, 3), merged=merged), Row(("Khác", 4))]
    lines = lines_of(Table("t", "", (NAME, *counts("n")), tuple(rows)))
    body = lines[lines.index(next(line for line in lines if line.startswith("Trung tâm"))) :]
    assert [line.split()[-1] for line in body[:4]] == ["1", "2", "3", "4"]
    assert " ".join(" ".join(line.split()[:-1]) for line in body[:3]) == LONG


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width):
    assert max(map(len, as_table(form_a(), width).splitlines())) <= width


def test_a_table_that_is_too_wide_goes_on_below_with_the_names_again():
    columns = (NAME, *counts(*(f"Cột số {number}" for number in range(30))))
    rows = (Row(("Địa chính", *range(1000, 1030))),)
    lines = lines_of(Table("t", "", columns, rows))
    parts = [line for line in lines if line.startswith("Địa chính")]
    assert len(parts) > 1
    assert [cell for part in parts for cell in part.split()[2:]] == [f"1.{cell:03}" for cell in range(30)]


def test_a_heading_goes_across_the_table_and_small_counts_are_padded_where_the_agency_wants_it():
    rows = (Row(("Nhóm một cửa", None), RowKind.HEADING), Row(("a", 5)), Row(("b", 15)))
    lines = lines_of(Table("t", "", (NAME, *counts("Số phiếu thu về")), rows, zero_padded=True))
    assert "Nhóm một cửa" in lines
    assert [line.split() for line in lines[-3:-1]] == [["a", "05"], ["b", "15"]]


def test_a_table_without_rows_is_its_notes_alone():
    assert "Chưa có gì." in as_table(report_of(Table("t", "Bảng", (NAME,), (), ("Chưa có gì.",))))
    assert "Bộ phận" not in as_table(report_of(Table("t", "Bảng", (NAME,), (), ("Chưa có gì.",))))


def test_names_of_a_wide_table_are_not_broken_after_each_word():
    lines = as_table(form("b", town())).splitlines()
    assert any("Văn hóa – Xã hội" in line for line in lines)
