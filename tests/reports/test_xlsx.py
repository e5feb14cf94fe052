"""The workbook as openpyxl reads it, and as LibreOffice counts it again."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from kiosk.reports.as_xlsx import write_xlsx, xlsx_of
from kiosk.reports.report import Column, Kind, Row, RowKind, SharesOf, Table
from tests.reports import kit
from tests.reports.figures_kit import form, town
from tests.reports.letters_kit import CRITERIA, many, participation, percent, published, ranking
from tests.reports.office import convert

FORMS = ("a", "b", "c", "ranking")
MARK = "SỐ LIỆU MÔ PHỎNG"


def opened(report, **options):
    return openpyxl.load_workbook(io.BytesIO(xlsx_of(report)), **options)


def body(sheet, head):
    """The rows below the head whose first cell is `head`, and below its merged cell."""
    row = next(cell.row for cell in sheet["A"] if cell.value == head)
    merged = next((one for one in sheet.merged_cells.ranges if f"A{row}" in one), None)
    first = (merged.max_row if merged else row) + 1
    return first, [[cell.value for cell in cells] for cells in sheet.iter_rows(min_row=first)]


def test_counts_and_shares_are_numbers_and_what_follows_is_a_formula():
    sheet = opened(published()).active
    first, rows = body(sheet, "STT")
    assert rows[0][:6] == ["1", "Tư pháp – Hộ tịch", CRITERIA["thoi-gian"], 169, 31, 0]
    assert rows[0][6:] == [
        f"=SUM(D{first}:F{first})",
        f'=IF(G{first}=0,"–",ROUND(SUM(D{first}:E{first})/G{first},3))',
    ]
    assert rows[1][:2] == [None, None]
    total = rows[12]
    assert total[1:3] == ["Tổng cộng", CRITERIA["thoi-gian"]]
    assert total[3] == f"=SUM(D{first},D{first + 4},D{first + 8})"


def test_cached_values_are_those_of_the_report():
    _, rows = body(opened(published(), data_only=True).active, "STT")
    assert rows[0][6:] == [200, 1]
    assert rows[12][3:] == [220, 60, 0, 280, 1]
    assert rows[15][3:] == [222, 58, 0, 280, 1]


def test_a_total_of_all_rows_is_one_range_and_targets_are_words():
    sheet = opened(participation()).active
    first, rows = body(sheet, "STT")
    rows = rows[1:]  # the row of numbers
    first += 1
    assert rows[3][3] == f"=SUM(D{first}:D{first + 2})"
    assert rows[0][6] == f'=IF(C{first}=0,"–",ROUND(SUM(F{first})/C{first},3))'
    assert [row[7] for row in rows[:4]] == ["Đạt", "Không đạt", "–", "Đạt"]
    assert rows[2][2] == "–"
    numbers = [cell.value for cell in sheet[first - 1]]
    assert numbers[:7] == ["(1)", "(2)", "(3)", "(4)", "(5)", "6=4+5", "7=6:3"]


def test_an_interval_is_two_numbers_and_a_change_has_its_sign():
    sheet = opened(ranking(3)).active
    _, rows = body(sheet, "Hạng")
    assert rows[0][0] == "Nhóm xã"
    assert rows[1][:7] == [1, "Ủy ban nhân dân xã số 1", 301, 99, 0.969, 1, -0.5]
    change = next(cell for row in sheet.iter_rows() for cell in row if cell.value == -0.5)
    assert change.number_format == "+0.0;-0.0;0.0"
    assert rows[4][:3] == ["–", "Ủy ban nhân dân xã Đảo", 7]


def test_departments_share_a_cell_and_heads_stand_above_several():
    sheet = opened(published()).active
    first, _ = body(sheet, "STT")
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {f"B{first}:B{first + 3}", f"A{first + 4}:A{first + 7}", f"D{first - 2}:F{first - 2}"} <= merged


def test_numbers_are_shown_as_the_agency_writes_them():
    first, _ = body(opened(published()).active, "STT")
    sheet = opened(published()).active
    assert sheet[f"D{first}"].number_format == "[=0]0;[<10]00;#,##0"
    assert sheet[f"H{first}"].number_format == "0.0%"
    assert opened(participation()).active["C12"].number_format == "#,##0"


def test_the_sheet_prints_on_lying_a4_with_its_head_on_each_page():
    report = many(60, marks=(MARK,))
    sheet = opened(report).active
    first, _ = body(sheet, "STT")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, one wide
    assert sheet.print_title_rows == f"${first - 2}:${first - 1}"
    assert sheet.freeze_panes == f"A{first}"
    assert sheet.oddHeader.center.text == f"&B{MARK}"  # bold
    assert sheet.oddFooter.left.text.strip() == report.code
    assert sheet.oddFooter.left.size == 9
    assert sheet.column_dimensions["B"].width > 40


def test_titles_notes_and_the_code_stand_around_the_table():
    report = participation(marks=(MARK,))
    column = [cell.value for cell in opened(report).active["A"] if cell.value]
    for text in (report.agency, "Từ ngày 01/01/2024 đến ngày 30/06/2024", MARK, "Hồ sơ: số đã biết."):
        assert text in column
    assert column[-1] == f"Mã đối chiếu: {report.code}"


def test_each_table_has_its_sheet_whatever_its_title():
    table = published().tables[0]
    titles = ("Bảng: [một]/hai?", "Rất dài " * 10, "rất dài " * 10, "")
    report = published(tables=tuple(replace(table, title=title) for title in titles))
    assert opened(report).sheetnames == [
        *("Bảng một hai", "Rất dài Rất dài Rất dài Rất dài", "rất dài rất dài rất dài rất (2)", "levels"),
    ]


def test_what_is_hidden_or_unknown_takes_no_part_in_a_formula():
    table = published().tables[0]
    first, *others = table.rows
    hidden = replace(first, cells=(*first.cells[:3], "<5", "<5", "<5", "<5", None))
    sheet = opened(published(tables=(replace(table, rows=(hidden, *others)),))).active
    _, rows = body(sheet, "STT")
    assert rows[0][3:] == ["<5", "<5", "<5", "<5", "–"]
    assert rows[12][3:6] == [220, 60, 0]


def test_texts_are_never_formulas_or_links():
    names = ("=1+1", "+84", "@cmd", "https://example.org", "<b>&amp;", "  x")
    table = published().tables[0]
    cells = table.rows[0].cells
    rows = tuple(Row((str(number), name, *cells[2:])) for number, name in enumerate(names, 1))
    sheet = opened(published(tables=(replace(table, rows=rows),))).active
    first, _ = body(sheet, "STT")
    those = [sheet[f"B{first + number}"] for number in range(len(names))]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in those] == [
        (name, "s", None) for name in names
    ]


def test_the_same_report_gives_the_same_bytes_and_names_nobody():
    content = xlsx_of(published())
    assert content == xlsx_of(published())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(published()).properties
    assert not properties.creator
    assert properties.created.date() == published().last


def halves():
    """A table of shares that lie on the edge between two tenths of a per cent, and just beside it."""
    columns = (
        Column("name", "Tên", Kind.TEXT),
        Column("part", "Số", Kind.COUNT),
        Column("n", "n", Kind.COUNT),
        Column("share", "Tỷ lệ", Kind.SHARE, follows=SharesOf(("part",), "n")),
    )
    pairs = [(part, n) for n in (16, 80, 400, 2000) for part in range(1, n, max(1, n // 160))]
    pairs += [(part, n) for n in (3, 7, 333, 999_999) for part in range(1, min(n, 40))]
    rows = [Row((f"{part}/{n}", part, n, percent(part, n))) for part, n in pairs]
    rows.append(Row(("không", 0, 0, None)))
    return published(tables=(Table("halves", "Nửa", columns, tuple(rows)),))


@pytest.fixture(scope="module")
def counted_again(tmp_path_factory):
    """Workbooks whose every cached result was spoilt before LibreOffice opened them, with their reports."""
    folder = tmp_path_factory.mktemp("workbooks")
    reports = {
        "town": published(),
        "many": many(60),
        "participation": participation(),
        "form": kit.form_a(),
        "halves": halves(),
        **{name: form(name, town()) for name in FORMS},
    }
    for name, report in reports.items():
        write_xlsx(report, folder / f"{name}.xlsx")
        spoil(folder / f"{name}.xlsx")
    files = convert([folder / f"{name}.xlsx" for name in reports], "xlsx", folder)
    return {file.stem: (openpyxl.load_workbook(file, data_only=True), reports[file.stem]) for file in files}


def spoil(file):
    with zipfile.ZipFile(file) as package:
        members = {name: package.read(name) for name in package.namelist()}
    spoilt = 0
    for name, content in members.items():
        if name.startswith("xl/worksheets/"):
            sheet, count = re.subn(rb"</f><v>[^<]*</v>", b"</f><v>777</v>", content)
            members[name], spoilt = sheet, spoilt + count
    assert spoilt
    with zipfile.ZipFile(file, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)


@pytest.mark.parametrize("name", ["town", "many", "participation", "form", "halves", *FORMS])
def test_counted_again_every_value_is_the_reports(counted_again, name):
    workbook, report = counted_again[name]
    cached = opened(report, data_only=True)
    for sheet in cached:
        again = workbook[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                value = again[cell.coordinate].value
                if isinstance(cell.value, float):
                    assert value == pytest.approx(cell.value, abs=1e-9), (sheet.title, cell.coordinate)
                else:
                    assert value == cell.value, (sheet.title, cell.coordinate)


def test_a_total_of_more_rows_than_one_sum_takes_is_added_in_parts():
    columns = (
        Column("unit", "Đơn vị", Kind.TEXT),
        Column("criterion", "Nội dung", Kind.TEXT),
        Column("n", "n", Kind.COUNT),
    )
    rows = [Row((f"u{number}", f"c{number % 2}", number)) for number in range(600)]
    total = Row(("Tổng", "c1", sum(range(1, 600, 2))), RowKind.TOTAL)
    sheet = opened(published(tables=(Table("n", "n", columns, (*rows, total)),))).active
    formulas = [row[2].value for row in sheet.iter_rows() if str(row[2].value).startswith("=")]
    assert len(formulas) == 1
    assert formulas[0].count("SUM(") == 2


def test_a_row_is_as_high_as_its_longest_name_has_lines():
    columns = (Column("unit", "Bộ phận", Kind.TEXT), Column("n", "Số phiếu", Kind.COUNT))
    rows = (Row(("Địa chính", 5)), Row((kit.LONG, 7)))
    report = replace(kit.form_a(), tables=(Table("ballots", "", columns, rows),))
    sheet = opened(report).active
    short, long = (
        next(sheet.row_dimensions[cell.row].height for cell in sheet["A"] if cell.value == row.cells[0])
        for row in rows
    )
    assert long > 1.9 * short
