"""The letter's structure, read back with python-docx; what pages look like stands in test_docx_pages.py."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree
from PIL import Image

from kiosk.reports.as_docx import docx_of, write_docx
from kiosk.reports.cells import cell_text
from kiosk.reports.letter import Part, Section, default_letter
from kiosk.reports.letter_file import load_letter
from kiosk.reports.report import Row
from tests.reports import kit
from tests.reports.figures_kit import form, town
from tests.reports.letters_kit import CRITERIA, TEMPLATE, many, participation, published, ranking

MARK = "SỐ LIỆU MÔ PHỎNG"


@pytest.fixture(scope="module")
def letter():
    return load_letter(TEMPLATE)


@pytest.fixture(scope="module")
def signed(letter):
    return opened(published(), letter)


def opened(report, letter=None):
    return docx.Document(io.BytesIO(docx_of(report, letter or default_letter(report.agency))))


def texts(document):
    return [one.text for one in document.paragraphs]


def rows_of(table):
    """Texts by row and column, a cell of several rows or columns once in each."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def size_mm(section):
    return round(section.page_width / Mm(1), 1), round(section.page_height / Mm(1), 1)


def points_of(paragraph):
    return {run.font.size.pt if run.font.size else None for run in paragraph.runs}


def test_the_paper_is_a4_with_the_decrees_margins(signed):
    (section,) = signed.sections
    assert size_mm(section) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1), 1) for margin in margins] == [20, 20, 30, 15]


def test_every_letter_of_every_script_is_in_times_new_roman(letter):
    report = replace(many(2), charts=(kit.bars(),), marks=(MARK,))
    with zipfile.ZipFile(io.BytesIO(docx_of(report, letter))) as package:
        parts = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        fonts = {}
        for name in parts:
            if "theme" not in name and "fontTable" not in name:
                for one in etree.fromstring(package.read(name)).iter(qn("w:rFonts")):
                    fonts.setdefault(name, []).append(dict(one.attrib))
    wanted = {qn(f"w:{script}"): "Times New Roman" for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert fonts == {"word/styles.xml": [wanted]}


def test_the_head_names_the_state_the_issuer_the_number_and_the_day_to_fill(signed):
    head = signed.tables[0]
    left, right = head.rows[0].cells
    assert [one.text for one in left.paragraphs][:2] == ["UBND HUYỆN THĂNG BÌNH", "UBND THỊ TRẤN BÌNH DƯƠNG"]
    assert [one.runs[0].bold for one in left.paragraphs[:2]] == [None, True]
    assert [one.text for one in right.paragraphs][:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert [points_of(one) for one in right.paragraphs[:2]] == [{12.0}, {13.0}]
    number, place = head.rows[1].cells
    assert number.text.split() == ["Số:", "/BC-UBND"]
    assert place.text.split() == ["Bình", "Dương,", "ngày", "tháng", "năm", "2024"]
    assert place.paragraphs[0].runs[0].italic
    assert not head.style.element.xpath(".//w:tblBorders")


def test_rules_are_as_long_as_the_decree_has_them(signed):
    """Under the motto its whole length, under the issuer a third to a half, both centred."""
    left, right = signed.tables[0].rows[0].cells

    def rule_mm(cell):
        form = cell.paragraphs[-1].paragraph_format
        assert form.left_indent == form.right_indent
        assert form.element.xpath("w:pPr/w:pBdr/w:top[@w:val='single']")
        return (cell.width - form.left_indent - form.right_indent) / Mm(1)

    assert rule_mm(right) == pytest.approx(59.9, abs=0.2)
    issuer_mm = 62  # "UBND THỊ TRẤN BÌNH DƯƠNG" in bold letters of 12 points
    assert issuer_mm / 3 <= rule_mm(left) <= issuer_mm / 2


def test_a_period_that_ends_in_december_leaves_the_year_open(letter):
    report = published(last=published().last.replace(month=12))
    assert opened(report, letter).tables[0].rows[1].cells[1].text.split()[-1] == "20"


def test_the_title_is_bold_and_centred(signed):
    start = texts(signed).index("BÁO CÁO")
    for one in signed.paragraphs[start : start + 2]:
        assert one.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert one.runs[0].bold
        assert points_of(one) == {14.0}
    assert signed.paragraphs[start + 1].text.endswith("dịch vụ hành chính công 6 tháng đầu năm 2024")


def test_the_body_is_justified_with_an_indent_and_six_points_between(signed):
    first = next(one for one in signed.paragraphs if one.text.startswith("Thực hiện Kế hoạch"))
    form = first.style.paragraph_format
    assert form.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert form.first_line_indent == pytest.approx(Mm(12.7), abs=Pt(0.1))
    assert form.space_after == Pt(6)
    assert 1 <= form.line_spacing <= 1.5
    assert signed.styles.element.xpath("w:docDefaults//w:sz/@w:val") == ["28"]


def test_sections_have_roman_numbers_in_capitals_and_parts_are_counted(signed):
    headings = [(one.style.name, one.text) for one in signed.paragraphs if one.style.name.startswith("Head")]
    assert headings == [
        ("Heading 1", "I. KẾT QUẢ THỰC HIỆN"),
        ("Heading 2", "1. Đối tượng lấy ý kiến"),
        ("Heading 2", "2. Nội dung lấy ý kiến"),
        ("Heading 2", "3. Hình thức lấy ý kiến"),
        ("Heading 2", "4. Kết quả lấy ý kiến"),
        ("Heading 1", "II. ĐÁNH GIÁ CHUNG"),
        ("Heading 2", "1. Ưu điểm"),
        ("Heading 2", "2. Khó khăn, tồn tại, hạn chế"),
        ("Heading 1", "III. NHIỆM VỤ TRONG THỜI GIAN TỚI"),
    ]
    assert all(signed.styles[name].font.bold for name in ("Heading 1", "Heading 2"))


def test_the_ballots_stand_in_the_text_by_department(signed):
    lines = texts(signed)
    assert "- Số phiếu phát ra: 280 phiếu, trong đó:" in lines
    for line in ("+ Tư pháp – Hộ tịch: 200 phiếu;", "+ Văn hóa – Xã hội (VHXH): 30 phiếu;"):
        assert lines.count(line) == 2
    assert not any("hồ sơ đã trả" in line for line in lines)  # which this report does not know


def test_the_letter_ends_with_its_sign_and_who_signs(signed):
    assert next(text for text in reversed(texts(signed)) if text).endswith("6 tháng đầu năm 2024./.")
    left, right = signed.tables[-1].rows[0].cells
    assert left.paragraphs[0].text == "Nơi nhận:"
    assert (left.paragraphs[0].runs[0].bold, left.paragraphs[0].runs[0].italic) == (True, True)
    assert left.paragraphs[-1].text == "- Lưu: VT, VP."
    assert [points_of(one) for one in left.paragraphs] == [{12.0}] + [{11.0}] * 4
    assert [one.text for one in right.paragraphs if one.text] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_the_signers_lines_and_name_stand_in_order(letter):
    signer = replace(letter.signer, authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), title="PHÓ CHỦ TỊCH")
    document = opened(published(), replace(letter, signer=replace(signer, name="Nguyễn Văn A"), closing=""))
    right = document.tables[-1].rows[0].cells[1]
    assert [one.text for one in right.paragraphs if one.text] == [
        *("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A"),
    ]
    assert "./." in texts(document)


def test_the_published_table_has_each_number_in_its_place(signed):
    rows = rows_of(signed.tables[1])
    levels = ["Rất hài lòng", "Hài lòng", "Không hài lòng"]
    assert rows[0][3:6] == ["Mức độ đánh giá"] * 3
    assert rows[1][3:6] == levels
    assert [rows[0][2], rows[1][2]] == ["Nội dung đánh giá"] * 2
    body = {(row[1], row[2]): row[3:] for row in rows[2:]}
    time, attitude, result, overall = CRITERIA.values()
    assert body["Tư pháp – Hộ tịch", result] == ["14", "186", "0", "200", "100,0%"]
    assert body["Văn hóa – Xã hội (VHXH)", attitude] == ["29", "01", "0", "30", "100,0%"]
    assert body["Địa chính", overall] == ["41", "09", "0", "50", "100,0%"]
    assert body["Tổng cộng", time] == ["220", "60", "0", "280", "100,0%"]
    assert body["Tổng cộng", overall] == ["222", "58", "0", "280", "100,0%"]
    assert len(body) == 16


@pytest.mark.parametrize("make", [published, participation, ranking, many, kit.form_a])
def test_every_cell_of_every_form_is_printed(make):
    report = make(charts=())
    document = opened(report)
    printed = {one.text for table in document.tables for row in table.rows for one in row.cells}
    for table in report.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                text = cell_text(cell, column.kind, zero_padded=table.zero_padded)
                assert text in printed or row.kind == "heading"


def test_heads_repeat_rows_stay_whole_and_departments_share_a_cell(signed):
    table = signed.tables[1]
    rows = table.rows
    repeats = [
        bool(row.cells[0].paragraphs[0].paragraph_format.element.xpath("ancestor::w:tr/w:trPr/w:tblHeader"))
        for row in rows
    ]
    assert repeats == [True, True] + [False] * 16
    whole = (
        table.rows[0]
        .cells[0]
        .paragraphs[0]
        .paragraph_format.element.xpath("ancestor::w:tbl/w:tr[not(w:trPr/w:cantSplit)]")
    )
    assert whole == []
    merged = [
        [
            cell.paragraphs[0].paragraph_format.element
            for cell in (rows[start].cells[1], rows[start + 3].cells[1])
        ]
        for start in (2, 6, 10, 14)
    ]
    assert all(first is last for first, last in merged)
    assert rows[2].cells[1].text != rows[6].cells[1].text


def test_the_row_of_numbers_names_formulas_and_repeats_too():
    table = next(one for one in opened(participation()).tables if len(one.columns) == 13)
    numbers = table.rows[2]
    assert [cell.text for cell in numbers.cells][:7] == ["(1)", "(2)", "(3)", "(4)", "(5)", "6=4+5", "7=6:3"]
    assert numbers.cells[0].paragraphs[0].paragraph_format.element.xpath("ancestor::w:tr/w:trPr/w:tblHeader")
    assert table.rows[3].cells[2].text == "12.394"
    assert [cell.text for cell in table.rows[5].cells][2:9] == ["–", "0", "0", "0", "–", "–", "0"]


def test_a_table_that_is_too_wide_lies_in_an_annex(letter):
    document = opened(participation(), letter)
    upright, lying = document.sections
    assert size_mm(lying) == (297, 210)
    assert lying.different_first_page_header_footer is False
    assert "Số liệu chi tiết tại Phụ lục kèm theo." in texts(document)
    start = texts(document).index("PHỤ LỤC")
    assert texts(document)[start + 1].startswith("(Kèm theo Báo cáo số        /BC-UBND ngày")
    assert len(document.tables[-1].columns) == 13
    assert len(opened(published(), letter).sections) == 1
    for section, tables in ((upright, document.tables[:-1]), (lying, document.tables[-1:])):
        room = section.page_width - section.left_margin - section.right_margin
        assert all(sum(cell.width for cell in table.rows[-1].cells) <= room + Mm(0.2) for table in tables)


def test_what_the_numbers_rest_on_and_the_code_stand_on_every_page(signed):
    section = signed.sections[0]
    for footer in (section.footer, section.first_page_footer):
        assert [one.text for one in footer.paragraphs] == [
            "Số liệu dựa trên 1 nhật ký của máy đánh giá, đến mục 1.420.",
            "Mã đối chiếu: 7K2M-9QXA-4TTE-0B1C-ZZ3D-8HWN",
        ]


def test_numbers_that_are_simulated_say_so_on_every_page_and_real_ones_do_not(letter, signed):
    section = opened(published(marks=(MARK,)), letter).sections[0]
    assert [one.text for one in section.first_page_header.paragraphs] == [MARK]
    assert section.header.paragraphs[-1].text == MARK
    assert section.header.paragraphs[-1].runs[0].bold
    assert MARK not in signed.sections[0].header.paragraphs[-1].text


def test_the_page_number_stands_in_the_middle_from_the_second_page_on(signed):
    section = signed.sections[0]
    assert section.different_first_page_header_footer is True
    number = section.header.paragraphs[0]
    assert number.paragraph_format.element.xpath("w:fldSimple/@w:instr") == ["PAGE"]
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    first = section.first_page_header.paragraphs[0].paragraph_format.element
    assert first.xpath(".//w:fldSimple") == []


def test_charts_are_pictures_as_wide_as_the_text_with_words_for_those_who_hear_them(letter):
    report = replace(published(), charts=(kit.bars(), kit.shares()))
    document = opened(report, letter)
    assert [shape.width for shape in document.inline_shapes] == [Mm(165)] * 2
    words = document.element.body.xpath("//wp:docPr/@descr")
    assert all("%" in text or "phiếu" in text for text in words)
    assert len(set(words)) == 2
    for shape, part in zip(document.inline_shapes, pictures(document), strict=True):
        width, height = Image.open(io.BytesIO(part)).size
        assert shape.height / shape.width == pytest.approx(height / width, rel=0.01)
    assert {chart.title for chart in report.charts} <= {text.strip() for text in texts(document)}


def pictures(document):
    keys = document.element.body.xpath("//a:blip/@r:embed")
    return [document.part.related_parts[key].blob for key in keys]


def test_the_properties_name_the_report_and_nobody(signed):
    properties = signed.core_properties
    assert properties.title.endswith("6 tháng đầu năm 2024")
    assert (properties.author, properties.last_modified_by, properties.language) == ("", "", "vi-VN")
    assert properties.created.date() == published().last


@pytest.mark.parametrize("make", [published, participation, ranking])
def test_the_same_report_gives_the_same_bytes_at_any_time(make, letter):
    content = docx_of(make(), letter)
    assert content == docx_of(make(), letter)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_names_that_look_like_markup_and_very_long_ones_are_printed_as_they_are():
    names = ("A & B <b>", "\"ngoặc\" 'đơn'", "Rất dài " * 40, "]]>", "{ky}")
    row = published().tables[0].rows[0]
    rows = tuple(Row((str(n), name, *row.cells[2:])) for n, name in enumerate(names, 1))
    report = published(agency="UBND <xã> & phường", tables=(replace(published().tables[0], rows=rows),))
    document = opened(report)
    printed = [row.cells[1].text for row in document.tables[1].rows][2:]
    assert printed == list(names)
    assert document.tables[0].rows[0].cells[0].paragraphs[0].text == "UBND <XÃ> & PHƯỜNG"


def test_characters_that_no_document_may_hold_and_a_very_long_subject_do_no_harm(letter):
    row = published().tables[0].rows[0]
    table = replace(published().tables[0], title="a\x00b", rows=(Row(("1", "x\x0by\uffff", *row.cells[2:])),))
    document = opened(published(title="Rất dài\x01 " * 60, tables=(table,)), letter)
    assert document.tables[1].rows[2].cells[1].text == "x\ufffdy\ufffd"
    assert len(document.core_properties.title) == 255
    assert "Rất dài\ufffd " * 60 in texts(document)[texts(document).index("BÁO CÁO") + 1]


@pytest.mark.parametrize("name", ["a", "b", "c", "ranking"])
def test_the_forms_of_the_towns_real_ballots_are_letters_with_every_number(name, letter):
    report = replace(form(name, town()), charts=())
    everything = replace(letter, sections=(Section("Kết quả", (Part(shows=("tables",)),)),))
    document = opened(report, everything)
    printed = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    for table in report.tables:
        for row in table.rows:
            texts_of_row = [
                cell_text(cell, column.kind, zero_padded=table.zero_padded)
                for column, cell in zip(table.columns, row.cells, strict=True)
            ]
            assert texts_of_row in printed or row.kind == "heading"


def test_a_report_of_nothing_is_still_a_letter(tmp_path):
    empty = replace(published().tables[0], rows=())
    write_docx(published(tables=(empty,), words={}, basis="", code="", remarks=()), tmp_path / "a.docx")
    document = docx.Document(tmp_path / "a.docx")
    assert len(document.tables[1].rows) == 2
    assert [one.text for one in document.sections[0].footer.paragraphs] == [""]
