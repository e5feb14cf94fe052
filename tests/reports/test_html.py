"""The page of a report: every number in its place, whole on paper, closed to the network, open to all."""

import io
import re
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from functools import cache
from hashlib import sha256

import pytest
from lxml import html as lxml_html
from pypdf import PdfReader

from kiosk.domain.figures import Dossiers
from kiosk.reports import colours
from kiosk.reports.as_html import as_html
from kiosk.reports.cells import cell_text
from kiosk.reports.report import Column, Kind, Report, Row, RowKind, Table
from tests.reports import kit
from tests.reports.figures_kit import form, town

HOSTILE = "</style><script>alert(1)</script>\"'\\ & <b>"


@cache
def page_of(kind):
    return as_html({"a": kit.form_a(), "ranking": ranking()}[kind])


def ranking(rows=40):
    columns = (
        Column("rank", "Hạng", Kind.RANK),
        Column("unit", "Cơ quan", Kind.TEXT),
        *(
            Column(f"k{level}", words, Kind.COUNT, over="Tại máy")
            for level, (words, _) in enumerate(kit.LEVELS)
        ),
        *(
            Column(f"p{level}", words, Kind.COUNT, over="Phiếu giấy")
            for level, (words, _) in enumerate(kit.LEVELS)
        ),
        Column("index", "Chỉ số", Kind.INDEX),
        Column("change", "Thay đổi (điểm phần trăm)", Kind.POINTS),
        Column("met", "Đạt mục tiêu 80%", Kind.MET),
    )
    made = [
        Row(
            (
                number + 1,
                f"{kit.LONG} {number}",
                12000 + number,
                30,
                2,
                5,
                4,
                "<5",
                Decimal("98.5"),
                None,
                number % 2 == 0,
            ),
            RowKind.LEFT_OUT if number == rows - 1 else RowKind.BODY,
        )
        for number in range(rows)
    ]
    return kit.form_a(tables=(Table("ranking", "Xếp hạng", columns, tuple(made), numbered=True),), charts=())


def grid_of(table, part):
    """What stands at each row and column of a part of a table; a merged cell stands at all its places."""
    rows = [row for group in table.findall(part) for row in group.findall("tr")]
    grid = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in grid:
                x += 1
            for down in range(int(cell.get("rowspan", "1"))):
                for right in range(int(cell.get("colspan", "1"))):
                    grid[y + down, x + right] = cell
            x += int(cell.get("colspan", "1"))
    return grid


@pytest.mark.parametrize(("kind", "report"), [("a", kit.form_a()), ("ranking", ranking())])
def test_every_cell_of_the_report_stands_once_where_it_belongs(kind, report):
    tables = lxml_html.fromstring(page_of(kind)).findall(".//table")
    for table, shown in zip(report.tables, tables, strict=True):
        grid = grid_of(shown, "tbody")
        assert len(grid) == len(table.rows) * len(table.columns)
        for y, row in enumerate(table.rows):
            for x, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
                if column.key in row.merged:
                    assert grid[y, x] is grid[y - 1, x]
                else:
                    assert grid[y, x].text_content() == cell_text(cell, column.kind)


def test_heads_stand_over_their_columns_and_say_what_they_are_heads_of():
    table = lxml_html.fromstring(page_of("a")).find(".//table")
    heads = grid_of(table, "thead")
    assert [heads[1, x].text_content() for x in range(8)] == [
        column.head for column in kit.form_a().tables[0].columns
    ]
    assert heads[0, 2] is heads[0, 4]
    assert heads[0, 2].get("scope") == "colgroup"
    assert heads[0, 0] is heads[1, 0]
    assert [heads[2, x].text_content() for x in (0, 5, 6)] == ["(1)", "(6=3+4+5)", "(7=(3+4):6)"]
    body = grid_of(table, "tbody")
    assert (body[0, 0].tag, body[0, 0].get("scope"), body[0, 0].get("rowspan")) == ("th", "rowgroup", "4")
    assert (body[1, 1].tag, body[1, 1].get("scope")) == ("th", "row")
    assert body[1, 2].tag == "td"


@pytest.mark.parametrize(("kind", "first"), [(Kind.COUNT, 1), (Kind.RANK, 1), (Kind.TEXT, "1")])
def test_a_number_or_a_rank_may_stand_before_the_name_of_a_row(kind, first):
    columns = (
        Column("no", "STT", kind),
        Column("name", "Bộ phận", Kind.TEXT),
        Column("n", "n", Kind.COUNT),
        Column("notes", "Ghi chú", Kind.TEXT),
    )
    table = Table("t", "Bảng", columns, (Row((first, "Địa chính", 5, "Không")),))
    cells = lxml_html.fromstring(as_html(kit.form_a(tables=(table,), charts=()))).findall(".//tbody/tr/*")
    assert [cell.tag for cell in cells] == ["td", "th", "td", "td"]
    assert cells[1].get("scope") == "row"


def test_a_heading_reaches_across_the_table():
    columns = (Column("c", "Nội dung", Kind.TEXT), Column("n", "n", Kind.COUNT))
    rows = (
        Row(("Nhóm 1", None), RowKind.HEADING),
        Row(("Một", 1)),
        Row(("Hai", 2)),
        Row(("Nhóm 2", None), RowKind.HEADING),
    )
    shown = lxml_html.fromstring(as_html(kit.form_a(tables=(Table("t", "Bảng", columns, rows),), charts=())))
    groups = shown.findall(".//tbody")
    assert [len(group) for group in groups] == [3, 1]
    assert [cell.get("colspan") for cell in shown.findall(".//tr[@class='heading']/th")] == ["2", "2"]


def test_what_is_around_the_tables_stands_there_too():
    report, page = kit.form_a(), lxml_html.fromstring(page_of("a"))
    assert page.get("lang") == "vi"
    assert page.findtext(".//h1") == report.title
    assert "Từ 01/01/2024 đến 30/06/2024" in page.text_content()
    assert page.find(".//header//strong").text == report.marks[0]
    assert [item.text for item in page.findall(".//li")] == list(report.remarks)
    assert page.findtext(".//footer//code") == report.code
    assert report.basis in page.find(".//footer").text_content()
    assert [one.text for one in page.findall(".//figcaption/span[@class='title']")] == [
        c.title for c in report.charts
    ]
    assert page.find(".//caption").text == report.tables[0].title


def test_a_table_without_rows_says_so():
    report = kit.form_a()
    page = as_html(replace(report, tables=(replace(report.tables[0], rows=()),), charts=()))
    assert "Chưa có phiếu nào trong kỳ" in lxml_html.fromstring(page).find(".//tbody").text_content()


def test_targets_are_met_in_words():
    met = lxml_html.fromstring(page_of("ranking")).findall(".//td[@class='word met']")
    missed = lxml_html.fromstring(page_of("ranking")).findall(".//td[@class='word missed']")
    assert ({one.text for one in met}, {one.text for one in missed}) == ({"Đạt"}, {"Không đạt"})


def hostile() -> Report:
    report = kit.form_a()
    columns = (Column("c", HOSTILE, Kind.TEXT, over=HOSTILE, formula=HOSTILE), Column("n", "n", Kind.COUNT))
    return replace(
        report,
        title=HOSTILE,
        agency=HOSTILE,
        unit=HOSTILE,
        span=HOSTILE,
        tables=(Table("t", HOSTILE, columns, (Row((HOSTILE, "<5")),), (HOSTILE,), numbered=True),),
        charts=(replace(kit.bars(((HOSTILE, 5, (5, 0, 0)),)), title=HOSTILE),),
        remarks=(HOSTILE,),
        marks=(HOSTILE,),
        basis=HOSTILE,
        code=HOSTILE,
    )


def test_hostile_words_stay_words():
    text = as_html(hostile())
    page = lxml_html.fromstring(text)
    assert page.findall(".//script") == page.findall(".//b") == []
    assert text.count("</style>") == 1
    assert page.findtext(".//h1") == HOSTILE
    assert page.find(".//tbody//th").text == HOSTILE


def test_a_browser_finds_nothing_to_load_and_nothing_to_run(browser):
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.set_content(as_html(hostile()))
    page.emulate_media(media="print")
    fonts = page.evaluate("document.fonts.ready.then(all => [...all].map(one => one.status))")
    colour = page.evaluate("getComputedStyle(document.body).color")
    page.close()
    assert [url for url in asked if not url.startswith("data:")] == []
    assert said == []
    assert fonts == ["loaded", "loaded"]
    assert colour == "rgb(20, 38, 58)"  # the style is let in by its digest


def test_the_policy_lets_in_its_own_style_only():
    text = page_of("a")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    policy = lxml_html.fromstring(text).find(".//meta[@http-equiv]").get("content")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert not re.search(r'(src|href|action)="(?!#)', text)
    assert set(re.findall(r"https?://[^\s\"'<]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert " style=" not in text


@pytest.fixture(scope="module")
def papers(browser):
    return {kind: printed(browser, page_of(kind)) for kind in ("a", "ranking")}


def printed(browser, text):
    page = browser.new_page()
    page.set_content(text)
    page.evaluate("document.fonts.ready")
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    return PdfReader(io.BytesIO(pdf)).pages


def plain(page):
    return re.sub(r"\s+", " ", page.extract_text())


def test_on_paper_heads_marks_and_numbers_stand_on_every_page_and_nothing_is_lost(papers):
    pages = [plain(one) for one in papers["ranking"]]
    assert len(pages) > 2
    tables = [text for text in pages if "Trung tâm Phục vụ" in text]
    assert len(tables) > 2
    for number, text in enumerate(pages, 1):
        assert "SỐ LIỆU MÔ PHỎNG" in text
        assert f"Trang {number}/{len(pages)}" in text
        assert kit.form_a().code in text
    for text in tables:
        assert "Cơ quan" in text
        assert "(11)" in text
    everything = " ".join(tables)
    for number in range(40):
        assert everything.count(f"đất đai {number} ") == 1
        assert everything.count(f"{12000 + number:,}".replace(",", ".")) == 1


def test_a_wide_table_is_printed_on_paper_that_lies_a_narrow_one_on_paper_that_stands(papers):
    wide = papers["ranking"][0].mediabox
    assert (round(wide.width), round(wide.height)) == (842, 595)
    assert {(round(one.mediabox.width), round(one.mediabox.height)) for one in papers["a"]} == {(595, 842)}


def test_nothing_reaches_beyond_the_paper(browser):
    for text, width in ((page_of("a"), 643), (page_of("ranking"), 1009)):  # 170 and 267 mm at 96 dots an inch
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.emulate_media(media="print")
        page.set_content(text)
        page.evaluate("document.fonts.ready")
        ends = page.evaluate(
            "[...document.querySelectorAll('th, td, svg, p')].map(e => e.getBoundingClientRect().right)"
        )
        page.close()
        assert max(ends) <= width


def test_on_a_phone_only_tables_and_charts_move_sideways(browser):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_content(page_of("a"))
    page.evaluate("document.fonts.ready")
    sizes = page.evaluate(
        "[document.documentElement.scrollWidth,"
        " parseFloat(getComputedStyle(document.querySelector('td')).fontSize)]"
    )
    moving = page.evaluate(
        "[...document.querySelectorAll('.scroll')].every(e => e.tabIndex === 0 && e.role === 'region')"
    )
    page.close()
    assert sizes[0] <= 390
    assert sizes[1] >= 12
    assert moving


@pytest.mark.parametrize("language", ["vi", "en"])
def test_on_a_desks_screen_form_b_is_seen_whole(browser, language):
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    dossiers = tuple(Dossiers(one.code, 300, 1, 0) for one in town().units)
    page.set_content(as_html(form("b", town(dossiers=dossiers), language=language), language))
    page.evaluate("document.fonts.ready")
    room, needed = page.evaluate("(e => [e.clientWidth, e.scrollWidth])(document.querySelector('.scroll'))")
    page.close()
    assert needed <= room


def test_a_listener_is_told_the_table_and_the_message_of_each_chart(browser):
    page = browser.new_page()
    page.set_content(page_of("a"))
    told = page.locator("main").aria_snapshot()
    page.close()
    assert 'heading "Kết quả đánh giá mức độ hài lòng" [level=1]' in told
    assert 'table "Kết quả theo bộ phận và nội dung"' in told
    assert 'rowheader "Tư pháp – Hộ tịch"' in told
    assert told.count("Tỷ lệ hài lòng cao nhất: Kết quả giải quyết") <= 2
    assert "figure" in told


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        (colours.INK, colours.PAPER),
        (colours.INK, colours.SUNKEN),
        (colours.QUIET, colours.PAGE),
        (colours.QUIET, colours.PAPER),
        (colours.GOOD, colours.PAGE),
        colours.WARNING,
        (colours.WARNING[0], colours.PAPER),
    ],
)
def test_words_are_readable_on_their_ground(words, ground):
    assert colours.contrast(words, ground) >= 4.5


def test_the_same_report_is_the_same_page():
    assert as_html(ranking(3)) == as_html(ranking(3))


def test_english_has_its_own_words_and_marks():
    page = lxml_html.fromstring(as_html(ranking(3), "en"))
    text = page.text_content()
    assert page.get("lang") == "en"
    assert {"From 01/01/2024 to 30/06/2024", "Remarks", "Confirmation code", "12,001", "98.5", "Not met"} <= {
        *filter(
            lambda words: words in text, ("From 01/01/2024 to 30/06/2024", "Remarks", "Confirmation code")
        ),
        *(cell.text for cell in page.findall(".//td")),
    }
    assert "<5" in text
