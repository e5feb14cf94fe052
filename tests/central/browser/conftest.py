"""A real Chromium in front of a real `central serve` over a province; one of each for all these tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from central.store import Store
from tests.central.browser import province
from tests.central.browser.pictures import log_in
from tests.central.browser.served import serving


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of the province, which other processes open, too."""
    url = f"sqlite:///{tmp_path_factory.mktemp('province')}/centre.sqlite"
    store = Store.open(url)
    province.fill(store)
    store.close()
    return url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def url(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(database_url, tmp_path_factory.mktemp("served")) as address:
        yield address


class Watched:
    """What a browser complained of, and what it asked of anybody else."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.complaints: list[str] = []
        context.on("console", lambda message: self._said(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", lambda request: self._asked(request.url, url))

    def _said(self, kind: str, text: str) -> None:
        # Chromium calls each answer that is no success an error; the tests look at those themselves.
        if kind in {"error", "warning"} and "Failed to load resource" not in text:
            self.complaints.append(text)

    def _asked(self, address: str, url: str) -> None:
        if not address.startswith((url, "data:")):
            self.complaints.append(f"a request to {address}")


@pytest.fixture
def visit(browser: Browser, url: str) -> Iterator[Callable[[str], Page]]:
    """A browser in which nobody has logged in: visit("/path") is the page. It must not complain."""
    context = browser.new_context(base_url=url, locale="vi-VN", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(15_000)
    watched, page = Watched(context, url), context.new_page()

    def go(path: str) -> Page:
        page.goto(path)
        return page

    yield go
    context.close()
    assert watched.complaints == []


@pytest.fixture(scope="session")
def logged_in(browser: Browser, url: str) -> Iterator[Callable[[str], tuple[BrowserContext, Watched]]]:
    """The browser of each person, who logs in once: the hash of a password takes its time."""
    kept: dict[str, tuple[BrowserContext, Watched]] = {}

    def of(who: str) -> tuple[BrowserContext, Watched]:
        if who not in kept:
            context = browser.new_context(base_url=url, locale="vi-VN")
            context.set_default_timeout(15_000)
            kept[who] = context, Watched(context, url)
            page = context.new_page()
            log_in(page, url, who)
            page.close()
        return kept[who]

    yield of
    for context, _ in kept.values():
        context.close()


@pytest.fixture
def visit_as(logged_in: Callable[[str], tuple[BrowserContext, Watched]]) -> Iterator[Callable[..., Page]]:
    """A page of somebody who has logged in: visit_as("lanh-dao", "/path", width=…). It must not complain."""
    opened: list[Page] = []
    watching: list[Watched] = []

    def go(who: str, path: str, width: int = 1366, height: int = 768) -> Page:
        context, watched = logged_in(who)
        watching.append(watched)
        opened.append(context.new_page())
        opened[-1].set_viewport_size({"width": width, "height": height})
        opened[-1].goto(path)
        return opened[-1]

    yield go
    for page in opened:
        page.close()
    complaints = [one for watched in watching for one in watched.complaints]
    for watched in watching:
        watched.complaints.clear()
    assert complaints == []
