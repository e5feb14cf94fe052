"""Pages by keyboard, by ear, in another language, on a phone, large, on paper."""

import io

import pytest
from pypdf import PdfReader

from tests.central.browser.pictures import PAGES
from tests.central.browser.province import HALF_YEAR, TOWN

SOMEBODYS = sorted((name, *where) for name, where in PAGES.items() if where[0])
NAMELESS = """() => [...document.querySelectorAll("input:not([type=hidden]), select, button, a")]
    .filter(one => !(one.labels?.length || one.textContent.trim() || one.getAttribute("aria-label")))
    .map(one => one.outerHTML)"""
TITLELESS = """[...document.querySelectorAll("table")]
    .filter(one => !one.caption && !one.ariaLabel && !one.getAttribute("aria-labelledby")).length"""
SETTLED = "one => Promise.all(one.getAnimations().map(one => one.finished))"
WIDTH = "document.documentElement.scrollWidth"


def test_the_keyboard_alone_leads_through_the_page(visit_as):
    page = visit_as("lanh-dao", f"/?{HALF_YEAR}")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Đến nội dung chính"
    skip.evaluate(SETTLED)
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    met = []
    for _ in range(12):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    order = [one for one in met if one in ("agency", "from", "to", "Xem", "Tháng này")]
    assert list(dict.fromkeys(order)) == ["agency", "from", "to", "Xem", "Tháng này"]
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_the_name_menu_opens_by_keyboard(visit_as):
    page = visit_as("lanh-dao", "/password")
    page.locator("details.account summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đổi mật khẩu"


def test_the_language_stays_from_page_to_page(visit_as):
    page = visit_as("lanh-dao", f"/table?{HALF_YEAR}&agency={TOWN}")
    page.get_by_role("button", name="English").click()
    page.get_by_text("The page can't").wait_for(state="detached")
    assert page.locator("html").get_attribute("lang") == "en"
    assert f"{HALF_YEAR}&agency={TOWN}" in page.url
    page.get_by_role("link", name="Ranking", exact=True).click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "100.0" in page.locator("tbody").first.inner_text()
    page.get_by_role("button", name="Tiếng Việt").click()
    assert "100,0" in page.locator("tbody").first.inner_text()


@pytest.mark.parametrize(("name", "who", "path"), SOMEBODYS, ids=[one[0] for one in SOMEBODYS])
def test_a_page_fits_a_phone_and_every_control_has_a_name(visit_as, name, who, path):
    page = visit_as(who, path, width=320, height=640)
    assert page.evaluate(WIDTH) <= 320
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.title().endswith("– Hài Lòng")
    nameless = page.evaluate(NAMELESS)
    assert nameless == []
    assert page.evaluate(TITLELESS) == 0
    unscoped = page.evaluate("document.querySelectorAll('th:not([scope])').length")
    assert unscoped == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_letters_twice_as_large_need_no_sideways_scrolling(visit_as):
    page = visit_as("lanh-dao", f"/?{HALF_YEAR}", width=683, height=384)  # 1366 at 200 %
    assert page.evaluate(WIDTH) <= 683
    assert page.get_by_role("button", name="Xem").is_visible()


def test_who_listens_hears_landmarks_captions_and_charts(visit_as):
    page = visit_as("lanh-dao", f"/?{HALF_YEAR}&agency={TOWN}")
    heard = page.locator("body").aria_snapshot()
    for part in ("- banner:", '- navigation "Các trang":', "- main:", "- contentinfo:"):
        assert part in heard
    assert 'navigation "Vị trí"' in heard
    assert '- table "Xếp hạng theo chỉ số hài lòng"' in heard
    assert 'img "Tỷ lệ hài lòng' in heard
    assert 'img "Rất hài lòng: 220; Hài lòng: 60; Không hài lòng: 0"' in heard


def test_a_page_prints_on_paper_without_what_can_be_touched(visit_as):
    page = visit_as("lanh-dao", f"/table?{HALF_YEAR}&agency={TOWN}")
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = (float(length) / 72 * 25.4 for length in paper.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    text = " ".join(one.extract_text() for one in paper.pages)
    assert "Kết quả khảo sát" in text
    assert "Đăng xuất" not in text
    assert "Excel" not in text


def test_a_page_that_is_not_there_says_so_in_the_language_of_the_reader(visit):
    page = visit("/nowhere")
    assert "Không có trang này." in page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="English").click()
    page.get_by_text("There is no such page.").wait_for()
