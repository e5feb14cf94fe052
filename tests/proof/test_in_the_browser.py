"""In a real Chromium, from the login to the printed document: the ranking, the way down, the table."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.proof.documents import found_in
from tests.proof.expected import rows_of
from tests.proof.town import FIRST, LAST, PASSWORD, PUBLISHED, Town, published
from tests.reports.office import convert

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]

PERIOD = f"from={FIRST}&to={LAST}"
NAME = "UBND thị trấn Bình Dương"
UNITS = (NAME, "UBND xã Thới Hòa", "UBND xã Tân Định")
LEVELS = ("very_satisfied", "satisfied", "dissatisfied")


@pytest.fixture
def logged_in(browser: Browser, the_town: Town) -> Iterator[Callable[[str], Page]]:
    """A browser of somebody who has just logged in."""
    contexts = []

    def as_person(name: str) -> Page:
        contexts.append(browser.new_context(base_url=the_town.address, locale="vi-VN"))
        contexts[-1].set_default_timeout(60_000)
        page = contexts[-1].new_page()
        page.goto("/ranking")  # leads to the login, and back
        page.get_by_label("Tên đăng nhập").fill(name)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.locator("button.main").click()
        return page

    yield as_person
    for context in contexts:
        context.close()


def ask(page: Page) -> None:
    """The first half of 2024, typed into the form above the figures."""
    page.locator("#from").fill(str(FIRST))
    page.locator("#to").fill(str(LAST))
    page.locator("form.ask button.main").click()


def test_from_the_login_down_to_the_published_table_and_into_the_document(
    logged_in: Callable[[str], Page], tmp_path: Path
) -> None:
    page = logged_in("lanh-dao")
    ask(page)
    assert "SỐ LIỆU MÔ PHỎNG" in page.locator(".mark").first.inner_text()
    page.get_by_role("link", name=NAME).first.click()
    assert page.get_by_role("heading", level=1).inner_text()
    page.goto(page.url.replace("/ranking", "/table"))
    told = published()
    assert found_in(page.content().encode(), "html", *told.names) == rows_of("a", told)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Văn bản Word (DOCX)").click()
    document = tmp_path / "report.docx"
    taken.value.save_as(document)
    assert found_in(document.read_bytes(), "docx", *told.names) == rows_of("a", told)
    assert levels_in(printed(document, tmp_path)) == [
        tuple(row[level] for level in LEVELS) for row in PUBLISHED
    ]


def test_an_agency_s_person_has_its_own_table_and_no_other(logged_in: Callable[[str], Page]) -> None:
    page = logged_in("thi-tran")
    page.goto(f"/table?{PERIOD}")
    told = published()
    assert found_in(page.content().encode(), "html", *told.names) == rows_of("a", told)
    for path in ("/table", "/ranking", "/export/a.docx"):
        assert page.request.get(f"{path}?{PERIOD}&agency=xa-tan-dinh").status == 403


def test_few_ballots_are_shown_to_auditors_alone_on_every_page_and_in_every_file(
    logged_in: Callable[[str], Page],
) -> None:
    """Three ballots of a commune are hidden, and the next smallest, so that no total gives them away."""
    leader, auditor = logged_in("lanh-dao"), logged_in("thanh-tra")
    for path in ("/ranking", "/table", "/participation", "/factors"):
        shown, whole = (
            person.request.get(f"{path}?{PERIOD}&compare=no").text() for person in (leader, auditor)
        )
        assert "&lt;5" not in whole, path
        if path != "/factors":
            assert "&lt;5" in shown, path
    for kind in ("csv", "xlsx"):
        path = f"/export/ranking.{kind}?{PERIOD}&compare=no"
        seen, known = (
            {of: numbers[0] for of, numbers in found_in(person.request.get(path).body(), kind, UNITS, ())}
            for person in (leader, auditor)
        )
        assert known == {(NAME,): 280, ("UBND xã Thới Hòa",): 3, ("UBND xã Tân Định",): 12}
        assert seen == {(NAME,): 280}


def printed(document: Path, folder: Path) -> str:
    """The text of the document's pages, as LibreOffice lays them out."""
    (pdf,) = convert([document], "pdf", folder)
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def levels_in(text: str) -> list[tuple[int, ...]]:
    """The rows of the published table on paper: those that end in three counts."""
    table = text.partition("Kết quả khảo sát")[2].partition("Phụ lục")[0]
    lines = [line.split()[-3:] for line in table.splitlines()]
    return [tuple(map(int, line)) for line in lines if len(line) == 3 and all(map(str.isdigit, line))]
