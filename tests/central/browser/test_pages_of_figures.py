"""What a leader reads: the overview, the way down to the published table, the ranking, files to take away."""

import io
import zipfile

import pytest
from playwright.sync_api import Page

from central import printed
from tests.central.browser.province import HALF_YEAR, PUBLISHED, TOWN

YEAR = "from=2024-01-01&to=2024-12-31"


def rows_of(page: Page, caption: str) -> list[list[str]]:
    """The cells of the table under this caption, row by row, as they are seen."""
    table = page.locator(f"table:has(caption:text-is('{caption}'))")
    return [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]


def test_the_overview_tells_the_key_figures_of_the_whole_province(visit_as):
    page = visit_as("lanh-dao", f"/?{YEAR}")
    figures = page.locator(".figures").inner_text()
    assert "470" in figures  # 280 of the town and 190 of the communes
    assert "phát ra 280 · hợp lệ 465" in figures
    assert "47,8%" in figures  # 425 ballots of 890 dossiers
    assert page.get_by_role("heading", level=1).inner_text() == "UBND tỉnh Bình Dương"


def test_the_way_down_leads_to_the_published_table_of_the_town(visit_as):
    page = visit_as("lanh-dao", f"/?{HALF_YEAR}")
    page.get_by_role("link", name="UBND thị trấn Bình Dương").click()
    page.get_by_role("link", name="Xem bảng kết quả đầy đủ").click()
    assert "6 tháng đầu năm 2024" in page.locator(".when").inner_text()
    rows = rows_of(page, "Kết quả khảo sát")
    told = [row[-4:-1] for row in rows]
    assert told == [
        [str(row[level]) for level in ("very_satisfied", "satisfied", "dissatisfied")] for row in PUBLISHED
    ]
    total = rows_of(page, "Số phiếu phát ra, thu về và hợp lệ")[-1]
    assert total[-3:] == ["280", "280", "280"]


def test_a_department_spans_its_criteria_and_heads_them(visit_as):
    page = visit_as("lanh-dao", f"/table?{HALF_YEAR}&agency={TOWN}")
    table = page.get_by_role("table", name="Kết quả khảo sát")
    head = table.get_by_role("rowheader", name="Tư pháp – Hộ tịch")
    assert head.get_attribute("rowspan") == "4"


def test_the_ranking_leaves_small_samples_out_and_tells_the_change(visit_as):
    page = visit_as("lanh-dao", f"/ranking?{YEAR}")
    rows = rows_of(page, "Xếp hạng theo chỉ số hài lòng")
    assert rows[0][:2] == ["1", "UBND thị trấn Bình Dương"]
    assert rows[0][5] == "100,0"
    small = next(row for row in rows if row[1] == "UBND xã Thới Hòa")
    assert small[0] == "–"
    assert small[-1] == "mẫu nhỏ"
    page.get_by_role("link", name="Không so").click()
    assert "So với" not in page.locator("thead").first.inner_text()


def test_the_trend_is_told_by_month_week_and_day_beside_its_picture(visit_as):
    page = visit_as("lanh-dao", f"/trend?{YEAR}")
    rows = rows_of(page, "Diễn biến tỷ lệ hài lòng")
    assert len(rows) == 12
    assert rows[0][:3] == ["Tháng 01/2024", "69", "97,5%"]
    assert page.locator("svg.trend circle").count() == 12
    page.get_by_role("link", name="Tuần").click()
    assert rows_of(page, "Diễn biến tỷ lệ hài lòng")[0][0] == "Tuần từ 01/01/2024"
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    assert taken.value.suggested_filename == "trend_2024-01-01_2024-12-31.csv"
    assert "Tuần từ 01/01/2024" in taken.value.path().read_text(encoding="utf-8-sig")


def test_the_overview_tells_the_change_against_the_period_before(visit_as):
    page = visit_as("lanh-dao", "/?from=2024-07-01&to=2024-12-31")
    assert "-7,5 điểm phần trăm so với 6 tháng đầu năm 2024" in page.locator(".figures").inner_text()


def test_english_pages_hide_and_judge_in_english(visit_as):
    page = visit_as("lanh-dao", f"/participation?{YEAR}")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Tiếng Việt").wait_for()
    told = page.locator("table").first.inner_text()
    page.get_by_role("button", name="Tiếng Việt").click()
    page.get_by_role("button", name="English").wait_for()
    assert "hidden" in told
    assert "Not met" in told
    assert "ẩn" not in told
    assert "Đạt" not in told


def test_few_ballots_are_hidden_from_all_but_auditors(visit_as):
    path = f"/ranking?{YEAR}"
    assert "<5" in visit_as("lanh-dao", path).locator("tbody").first.inner_text()
    shown = visit_as("thanh-tra", path).locator("tbody").first.inner_text()
    assert "<5" not in shown


def test_an_agency_sees_its_own_and_nothing_else(visit_as):
    page = visit_as("thi-tran", f"/?{HALF_YEAR}")
    assert page.get_by_role("heading", level=1).inner_text() == "UBND thị trấn Bình Dương"
    for other in ("xa-an-binh", "tinh", "nowhere"):
        answer = page.goto(f"/table?{HALF_YEAR}&agency={other}")
        assert answer.status == 403
        assert "không được xem" in page.get_by_role("alert").inner_text()


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("a", "xlsx", b"PK"),
        ("b", "csv", b"\xef\xbb\xbf"),
        ("ranking", "html", b"<!"),
    ],
)
def test_a_report_is_taken_away_and_noted(visit_as, form, kind, begins):
    page = visit_as("lanh-dao", "/password")
    answer = page.request.get(f"/export/{form}.{kind}?{HALF_YEAR}&agency={TOWN}")
    assert answer.status == 200
    assert answer.body().lower().startswith(begins.lower())
    assert f"{form}_{TOWN}_2024-01-01_2024-06-30.{kind}" in answer.headers["content-disposition"]
    trail = visit_as("thanh-tra", "/audit?what=exported").locator("tbody").inner_text()
    assert f"biểu: {form}; định dạng: {kind}" in trail


def test_the_document_has_the_published_table(visit_as):
    page = visit_as("lanh-dao", f"/table?{HALF_YEAR}&agency={TOWN}")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Văn bản Word (DOCX)").click()
    content = taken.value.path().read_bytes()
    text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert "169" in text
    assert "Đánh giá chung về quá trình giải quyết TTHC" in text


@pytest.mark.parametrize("query", ["from=2024-06-30&to=2024-01-01", "from=yesterday&to=2024-01-01"])
def test_odd_days_are_told_in_words(visit_as, query):
    page = visit_as("lanh-dao", "/password")
    answer = page.goto(f"/?{query}")
    assert answer.status == 400
    assert "ngày đầu không được sau ngày cuối" in page.get_by_role("alert").inner_text()


def test_a_period_without_ballots_says_so(visit_as):
    page = visit_as("lanh-dao", "/?from=2023-01-01&to=2023-03-31")
    assert "Chưa có phiếu nào trong kỳ này." in page.locator("main").inner_text()
    assert "0,0%" not in page.locator(".figures").inner_text()


def test_simulated_ballots_are_marked_and_never_mixed(visit_as):
    page = visit_as("lanh-dao", f"/?{YEAR}")
    page.get_by_role("link", name="Số liệu mô phỏng").click()
    assert "SỐ LIỆU MÔ PHỎNG" in page.locator(".mark").first.inner_text()
    assert "470" not in page.locator(".figures").inner_text()


def test_what_was_taken_away_is_kept_to_be_confirmed(visit_as, store):
    page = visit_as("lanh-dao", "/password")
    text = page.request.get(f"/export/a.csv?{HALF_YEAR}&agency={TOWN}").body().decode("utf-8-sig")
    code = text.split("Mã đối chiếu: ")[1].split()[0].strip('"')
    with store.reading() as connection:
        kept = printed.find(connection, code)
    assert (kept.form, kept.agency, kept.by) == ("a", TOWN, "lanh-dao")
    assert len(kept.heads) == 3  # the three kiosks of the town
