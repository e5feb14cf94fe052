"""The centre's pages: HTML made by the server, that needs no script and nothing from any other host."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI

from central.pages import (
    audit,
    catalogue,
    devices,
    dossiers,
    export,
    fleet,
    forms,
    language,
    login,
    overview,
    papers,
    people,
    ranking,
    trend,
)
from central.pages.site import Site
from central.store import Store
from central.web import answer_faults
from kiosk.reports.letter import Letter

_PAGES = (
    language,
    login,
    overview,
    forms,
    ranking,
    trend,
    export,
    papers,
    dossiers,
    fleet,
    devices,
    people,
    catalogue,
    audit,
)


def add(
    app: FastAPI,
    store: Store,
    *,
    secure_cookies: bool,
    behind_proxy: bool,
    time_zone: str,
    now: Callable[[], datetime],
    letter: Letter | None = None,
) -> None:
    """Add the pages to an app; the parameters are those of `create_app`."""
    site = Site(
        app,
        store,
        secure_cookies=secure_cookies,
        behind_proxy=behind_proxy,
        time_zone=time_zone,
        now=now,
        letter=letter,
    )
    answer_faults(app, site.fault)
    for page in _PAGES:
        page.add(site)
