"""The centre's pages: plain HTML in Vietnamese that needs no script and nothing from any other host."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool

from central import figures, fleet, readers
from central.findings import Finding
from central.result_table import tables
from central.store import Store
from central.web import AnswerError, day_of, form_of, simulated_of
from kiosk.domain.tally import Period, tally_of
from kiosk.reports.numbers import day, whole

_FOLDER = Path(__file__).parent / "templates"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
FINDINGS = {
    Finding.REWRITE: "bản ghi bị sửa",
    Finding.FORK: "nhật ký rẽ nhánh",
    Finding.GAP: "thiếu bản ghi cũ",
    Finding.ODD: "dòng chưa hiểu",
}


def add(
    app: FastAPI, store: Store, *, secure_cookies: bool, time_zone: str, now: Callable[[], datetime]
) -> None:
    """Add the pages to an app; the parameters are those of `create_app`."""
    pages = _Pages(store, secure_cookies=secure_cookies, time_zone=time_zone, now=now)
    app.get("/style.css", include_in_schema=False)(pages.style)
    app.get("/", include_in_schema=False)(pages.period)
    app.get("/devices", include_in_schema=False)(pages.devices)
    app.post("/login", include_in_schema=False)(pages.log_in)
    app.post("/logout", include_in_schema=False)(pages.log_out)


class _Pages:
    def __init__(
        self, store: Store, *, secure_cookies: bool, time_zone: str, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._secure = secure_cookies
        # A cookie of that prefix can't be set by a neighbouring host.
        self._cookie = "__Host-central" if secure_cookies else "central"
        self._zone = time_zone
        self._now = now
        self._templates = Environment(
            loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._templates.filters.update(day=day, whole=whole)

    def style(self) -> Response:
        return FileResponse(_FOLDER / "style.css", headers={"X-Content-Type-Options": "nosniff"})

    def period(self, request: Request) -> Response:
        reader = self._reader(request)
        if reader is None:
            return self._login(request.url.query)
        today = self._now().astimezone(ZoneInfo(self._zone)).date()
        try:
            period = self._asked_period(request, today)
            tally = tally_of(figures.of_period(self._store, period, simulated=simulated_of(request)))
        except AnswerError as error:
            return self._page("fault.html", error.status, reader=reader)
        flagged = tally.total.valid != tally.total.collected
        return self._page(
            "period.html",
            reader=reader,
            tally=tally,
            tables=tables(tally),
            valid_tables=tables(tally, valid_only=True) if flagged else [],
            choices=_choices(today),
            other=self._other_kind(period, simulated=tally.simulated),
        )

    def devices(self, request: Request) -> Response:
        reader = self._reader(request)
        if reader is None:
            return self._login("")
        with self._store.reading() as connection:
            states = fleet.states(connection)
        zone = ZoneInfo(self._zone)
        return self._page("devices.html", reader=reader, states=states, zone=zone, words=FINDINGS)

    async def log_in(self, request: Request) -> Response:
        form = await form_of(request)
        secret = await run_in_threadpool(self._open_session, form.get("token", "").strip())
        if secret is None:
            return self._login(form.get("query", ""), refused=True)
        response = RedirectResponse(f"/?{form.get('query', '')}", HTTPStatus.SEE_OTHER, _HEADERS)
        response.set_cookie(
            self._cookie,
            secret,
            max_age=readers.SESSION_SECONDS,
            secure=self._secure,
            httponly=True,
            samesite="strict",
        )
        return response

    async def log_out(self, request: Request) -> Response:
        await form_of(request)
        await run_in_threadpool(self._close_session, request.cookies.get(self._cookie, ""))
        response = RedirectResponse("/", HTTPStatus.SEE_OTHER, _HEADERS)
        response.delete_cookie(self._cookie, secure=self._secure, httponly=True, samesite="strict")
        return response

    def _asked_period(self, request: Request, today: date) -> Period:
        if "from" not in request.query_params and "to" not in request.query_params:
            return Period(today.replace(day=1), today, self._zone)
        period = Period(day_of(request, "from"), day_of(request, "to"), self._zone)
        if period.first > period.last:
            raise AnswerError(HTTPStatus.BAD_REQUEST, '"from" must not be after "to".')
        return period

    def _other_kind(self, period: Period, *, simulated: bool) -> str | None:
        """The link to the same period of the other kind of journals, if the centre holds any of it."""
        if not figures.holds(self._store, simulated=not simulated):
            return None
        return _link(period.first, period.last, simulated="false" if simulated else "true")

    def _reader(self, request: Request) -> str | None:
        secret = request.cookies.get(self._cookie)
        if not secret:
            return None
        with self._store.reading() as connection:
            return readers.in_session(connection, secret, now=self._seconds())

    def _open_session(self, token: str) -> str | None:
        with self._store.writing() as connection:
            reader = readers.with_token(connection, token)
            return reader and readers.open_session(connection, reader, now=self._seconds())

    def _close_session(self, secret: str) -> None:
        with self._store.writing() as connection:
            readers.close_session(connection, secret)

    def _seconds(self) -> int:
        return int(self._now().timestamp())

    def _login(self, query: str, *, refused: bool = False) -> Response:
        return self._page("login.html", HTTPStatus.UNAUTHORIZED, query=query, refused=refused)

    def _page(self, template: str, status: HTTPStatus = HTTPStatus.OK, **values: object) -> Response:
        return HTMLResponse(self._templates.get_template(template).render(values), status, _HEADERS)


def _choices(today: date) -> list[tuple[str, str]]:
    """The periods that reports are made for, and the link to each."""
    year = today.year
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    before = today.replace(day=1) - timedelta(days=1)
    return [
        ("Tháng này", _link(today.replace(day=1), today)),
        ("Tháng trước", _link(before.replace(day=1), before)),
        ("Quý này", _link(quarter, today)),
        ("6 tháng đầu năm", _link(date(year, 1, 1), date(year, 6, 30))),
        ("6 tháng cuối năm", _link(date(year, 7, 1), date(year, 12, 31))),
        ("Cả năm", _link(date(year, 1, 1), date(year, 12, 31))),
    ]


def _link(first: date, last: date, **more: str) -> str:
    return "/?" + urlencode({"from": first.isoformat(), "to": last.isoformat(), **more})
