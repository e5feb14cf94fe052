"""A real Chromium in front of a real `central serve` over a province; one of each for all these tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from central import sessions
from central.sessions import Session
from central.store import Store
from tests.central.browser import province
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
    context.set_default_timeout(60_000)
    watched, page = Watched(context, url), context.new_page()

    def go(path: str) -> Page:
        page.goto(path)
        return page

    yield go
    context.close()
    assert watched.complaints == []


@pytest.fixture(scope="session")
def logged_in(
    browser: Browser, url: str, database_url: str
) -> Iterator[Callable[[str], tuple[Page, Watched]]]:
    """The one page of each person's browser, with a session of theirs: the log-in has tests of its own."""
    kept: dict[str, tuple[Page, Watched]] = {}

    def of(who: str) -> tuple[Page, Watched]:
        if who not in kept:
            context = browser.new_context(base_url=url, locale="vi-VN")
            context.set_default_timeout(60_000)
            context.add_cookies([{"name": "central", "value": _session(database_url, who), "url": url}])
            kept[who] = context.new_page(), Watched(context, url)
        return kept[who]

    yield of
    for page, _ in kept.values():
        page.context.close()


def _session(database_url: str, who: str) -> str:
    store = Store.open(database_url)
    try:
        begun = sessions.begin(store, who, province.PASSWORD, address="", now=datetime.now(UTC))
        assert isinstance(begun, Session)
        return begun.secret
    finally:
        store.close()


@pytest.fixture
def visit_as(logged_in: Callable[[str], tuple[Page, Watched]]) -> Iterator[Callable[..., Page]]:
    """The page of somebody who has logged in: visit_as("lanh-dao", "/path"). It must not complain."""
    watching: list[Watched] = []

    def go(who: str, path: str, width: int = 1366, height: int = 768) -> Page:
        page, watched = logged_in(who)
        watching.append(watched)
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        return page

    yield go
    complaints = [one for watched in watching for one in watched.complaints]
    for watched in watching:
        watched.complaints.clear()
    assert complaints == []
