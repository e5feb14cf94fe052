"""Draw pages of the centre: python -m tests.central.browser.pictures [OUT [PAGE …]].

Into a folder every page, or those named, for looking; without one the pages that stand in the documents.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from central.store import Store
from tests.central.browser import province
from tests.central.browser.served import serving

SIZES = {"1366x768": (1366, 768), "1920x1080": (1920, 1080), "390x844": (390, 844)}
_YEAR = "from=2024-01-01&to=2024-12-31"
PAGES = {
    "login": ("", "/login"),
    "overview": ("lanh-dao", f"/?{_YEAR}"),
    "overview-town": ("lanh-dao", f"/?{province.HALF_YEAR}&agency={province.TOWN}"),
    "overview-empty": ("lanh-dao", "/?from=2023-01-01&to=2023-03-31"),
    "overview-english": ("lanh-dao", f"/?{_YEAR}"),
    "table": ("lanh-dao", f"/table?{province.HALF_YEAR}&agency={province.TOWN}"),
    "ranking": ("lanh-dao", "/ranking?from=2024-07-01&to=2024-12-31"),
    "trend": ("lanh-dao", f"/trend?{_YEAR}"),
    "participation": ("lanh-dao", f"/participation?{_YEAR}"),
    "factors": ("lanh-dao", f"/factors?{_YEAR}"),
    "fleet": ("quan-tri", "/fleet"),
    "device": ("quan-tri", "/fleet/device?name=xa-hoa-loi-quay-2"),
    "device-new": ("quan-tri", "/fleet/add"),
    "device-auditor": ("thanh-tra", "/fleet/device?name=xa-hoa-loi-quay-2"),
    "people": ("quan-tri", "/people"),
    "catalogue": ("quan-tri", "/catalogue"),
    "audit": ("quan-tri", "/audit"),
    "password": ("lanh-dao", "/password"),
    "fault": ("lanh-dao", "/nowhere"),
}
FOLDER = Path(__file__).resolve().parents[3] / "docs/images"
IN_THE_DOCUMENTS = {"overview": "overview", "table": "table", "devices": "fleet"}
_SHOWN, _SCALE, _COLOURS = (1366, 900), 0.75, 256


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that is installed here."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def log_in(page: Page, url: str, who: str, language: str = "vi") -> None:
    """Log somebody in by the form."""
    page.goto(f"{url}/login")
    page.locator("#name").fill(who)
    page.locator("#password").fill(province.PASSWORD)
    page.locator("button.main").click()
    if language == "en":
        page.get_by_role("button", name="English").click()


def draw(out: Path, names: list[str]) -> None:
    """Draw these pages, or all of them, in each size and as they are printed."""
    out.mkdir(parents=True, exist_ok=True)
    with _shown(1) as show:
        for name in names or PAGES:
            _draw(show(name), out, name)


def draw_documents() -> None:
    """Draw the pages that stand in the documents, as far as a screen shows them."""
    with _shown(_SCALE) as show:
        for name, shown in IN_THE_DOCUMENTS.items():
            page = show(shown)
            page.set_viewport_size({"width": _SHOWN[0], "height": _SHOWN[1]})
            picture = Image.open(io.BytesIO(page.screenshot())).quantize(_COLOURS, Image.Quantize.MAXCOVERAGE)
            picture.save(FOLDER / f"centre-{name}.png", optimize=True)


@contextmanager
def _shown(scale: float) -> Iterator[Callable[[str], Page]]:
    """What opens a page by its name, at a centre with a province's year."""
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite:///{folder}/centre.sqlite"
        store = Store.open(database_url)
        province.fill(store)
        store.close()
        with serving(database_url, Path(folder)) as url, chromium() as browser:
            pages: dict[tuple[str, str], Page] = {}

            def show(name: str) -> Page:
                who, path = PAGES[name]
                reader = who, "en" if name.endswith("english") else "vi"
                if reader not in pages:
                    pages[reader] = browser.new_context(locale="vi-VN", device_scale_factor=scale).new_page()
                    if who:
                        log_in(pages[reader], url, *reader)
                pages[reader].goto(url + path)
                return pages[reader]

            yield show


def _draw(page: Page, out: Path, name: str) -> None:
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=out / f"{name}-{size}.png", full_page=True)
    page.pdf(path=out / f"{name}.pdf", prefer_css_page_size=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        draw(Path(sys.argv[1]), sys.argv[2:])
    else:
        draw_documents()
