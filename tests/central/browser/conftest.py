"""A real Chromium in front of a real `central serve` over a province; one of each for all these tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
def visit(browser: Browser, url: str) -> Iterator[Any]:
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
def kept_logins(browser: Browser, url: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The cookies of each person, from one log-in: a hash of a password takes its time."""
    kept: dict[str, Path] = {}

    def login_of(who: str) -> Path:
        if who not in kept:
            context = browser.new_context()
            log_in(context.new_page(), url, who)
            kept[who] = tmp_path_factory.mktemp("login") / "cookies.json"
            context.storage_state(path=kept[who])
            context.close()
        return kept[who]

    return login_of


@pytest.fixture
def visit_as(browser: Browser, url: str, kept_logins: Any) -> Iterator[Any]:
    """A browser of somebody who has logged in: visit_as("lanh-dao", "/path", width=…) is the page."""
    open_now: list[tuple[BrowserContext, Watched]] = []

    def go(who: str, path: str, width: int = 1366, height: int = 768) -> Page:
        context = browser.new_context(
            base_url=url,
            locale="vi-VN",
            storage_state=kept_logins(who),
            viewport={"width": width, "height": height},
        )
        context.set_default_timeout(15_000)
        open_now.append((context, Watched(context, url)))
        page = context.new_page()
        page.goto(path)
        return page

    yield go
    complaints = [one for context, watched in open_now for one in watched.complaints]
    for context, _ in open_now:
        context.close()
    assert complaints == []
