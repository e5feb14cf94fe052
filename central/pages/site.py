"""What all pages share: who asks, in which language, the forms' keys, the headers, the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams

from central import sessions
from central.addresses import client_address
from central.audit import By
from central.pages.navigation import navigation_of
from central.pages.numbers import filters
from central.pages.static import static_files
from central.pages.texts import BASE_LANGUAGE, Texts, load_texts
from central.roles import Person
from central.store import Store
from central.web import MAX_FORM_BYTES, AnswerError, Upload, form_of, upload_of
from kiosk.domain.report_settings import ReportSettings
from kiosk.reports.letter import Letter

_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
LANGUAGE_COOKIE = "language"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_TLS_HEADERS = {"Strict-Transport-Security": "max-age=31536000"}

LOGIN, PASSWORD = "/login", "/password"

View = Callable[["Visit"], Response]
Allowed = Callable[[Person], bool]


class Site:
    """The pages of one centre: `zone` is the agency's, `now` gives aware moments, `letter` its template."""

    def __init__(
        self,
        app: FastAPI,
        store: Store,
        *,
        secure_cookies: bool,
        behind_proxy: bool,
        time_zone: str,
        now: Callable[[], datetime],
        letter: Letter | None,
    ) -> None:
        self.behind_proxy = behind_proxy
        self.letter = letter
        self.settings = (letter and letter.settings) or ReportSettings()
        self.store = store
        self.zone = ZoneInfo(time_zone)
        self.now = now
        self.texts = load_texts()
        self._app = app
        self._secure = secure_cookies
        self._headers = _HEADERS | (_TLS_HEADERS if secure_cookies else {})
        self._static = static_files()
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(static=self._static.path, languages=list(self.texts.values()))
        self._templates.filters.update(filters())
        app.get("/static/{name}", include_in_schema=False)(self._static.serve)

    def get(self, path: str, view: View, *, allowed: Allowed | None = None) -> None:
        """Show a page to whom `allowed` lets; without it anybody who has logged in."""

        def read(request: Request) -> Response:
            return self._answer(self.visit(request), view, allowed)

        self._app.api_route(path, methods=["GET", "HEAD"], include_in_schema=False)(read)

    def post(
        self, path: str, view: View, *, allowed: Allowed | None = None, limit: int = MAX_FORM_BYTES
    ) -> None:
        """Take a form of one of our own pages, of at most so many bytes; raises AnswerError for any other."""

        async def take(request: Request) -> Response:
            if limit > MAX_FORM_BYTES and await run_in_threadpool(self._is_strange, request):
                return self.redirect(LOGIN)
            form = await form_of(request, limit)
            return await run_in_threadpool(self._take, request, form, {}, view, allowed)

        self._app.post(path, include_in_schema=False)(take)

    def upload(self, path: str, view: View, *, allowed: Allowed, limit: int) -> None:
        """Take a form with a file of at most so many bytes, as `post` does."""

        async def take(request: Request) -> Response:
            if await run_in_threadpool(self._is_strange, request):
                return self.redirect(LOGIN)
            form, files = await upload_of(request, limit)
            return await run_in_threadpool(self._take, request, form, files, view, allowed)

        self._app.post(path, include_in_schema=False)(take)

    def _is_strange(self, request: Request) -> bool:
        """Whether nobody has logged in, from whom nothing long is read."""
        return self.visit(request).person is None

    def _take(
        self,
        request: Request,
        form: Mapping[str, str],
        files: Mapping[str, Upload],
        view: View,
        allowed: Allowed | None,
    ) -> Response:
        visit = replace(self.visit(request, form), files=files)
        if not sessions.is_form_key(visit.cookie or "", form.get("key", "")):
            raise AnswerError(HTTPStatus.FORBIDDEN, "This form is not of this session.", "other_site")
        return self._answer(visit, view, allowed)

    def _answer(self, visit: Visit, view: View, allowed: Allowed | None) -> Response:
        if any("\0" in text for text in (*visit.query.values(), *visit.form.values())):
            raise AnswerError(HTTPStatus.BAD_REQUEST, "No text has a NUL in it; no database would keep it.")
        if allowed is anybody:
            return view(visit)
        if visit.person is None:
            return visit.to_login()
        if visit.person.must_change and visit.path != PASSWORD:
            return visit.go(PASSWORD)
        if allowed is not None and not allowed(visit.person):
            raise AnswerError(HTTPStatus.FORBIDDEN, "This account may not see this page.")
        return view(visit)

    def visit(self, request: Request, form: Mapping[str, str] | None = None) -> Visit:
        """Who asks, and in which language."""
        texts = self.texts.get(request.cookies.get(LANGUAGE_COOKIE, ""), self.texts[BASE_LANGUAGE])
        cookie = request.cookies.get(self.cookie)
        person = sessions.current(self.store, cookie, self.now())
        return Visit(self, request, texts, person, form or {})

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; one of this prefix can't be set by a neighbouring host."""
        return "__Host-central" if self._secure else "central"

    def page(self, template: str, status: HTTPStatus, values: Mapping[str, object]) -> Response:
        """A page of a template."""
        return HTMLResponse(self._templates.get_template(template).render(values), status, self._headers)

    def redirect(self, path: str) -> Response:
        """An answer to a form: read on there."""
        return RedirectResponse(path, HTTPStatus.SEE_OTHER, self._headers)

    def file(self, content: bytes, name: str, kind: str) -> Response:
        """A file to keep."""
        headers = {**self._headers, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return Response(content, headers=headers, media_type=kind)

    def set_cookie(self, response: Response, name: str, value: str, seconds: int | None) -> None:
        """Let the browser keep something for us alone, for so long; None: until it is closed."""
        response.set_cookie(
            name, value, max_age=seconds, secure=self._secure, httponly=True, samesite="strict"
        )

    def fault(
        self, request: Request, status: HTTPStatus, reason: str, headers: Mapping[str, str]
    ) -> Response:
        """A fault as a page in the reader's language; `reason` is a word of the texts' table "error"."""
        try:
            visit = self.visit(request)
        except SQLAlchemyError:  # the database may be what is at fault
            visit = Visit(self, request, self.texts[BASE_LANGUAGE], None)
        response = visit.page("fault.html", status, reason=reason, status=status.value)
        response.headers.update(headers)
        return response


@dataclass(frozen=True)
class Visit:
    """One request of somebody; `form` is what a form sent, `files` by the names of its fields."""

    site: Site
    request: Request
    texts: Texts
    person: Person | None
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        """The centre's database."""
        return self.site.store

    @property
    def reader(self) -> Person:
        """Who has logged in; raises AnswerError where nobody has."""
        if self.person is None:
            raise AnswerError(HTTPStatus.FORBIDDEN, "Nobody has logged in.")
        return self.person

    @property
    def by(self) -> By:
        """Who does something, from where, when: for the audit trail."""
        return By(self.person.name if self.person else None, self.address, self.site.now())

    @property
    def address(self) -> str:
        """Where the request came from."""
        return client_address(self.request, behind_proxy=self.site.behind_proxy)

    @property
    def cookie(self) -> str | None:
        """The session's cookie."""
        return self.request.cookies.get(self.site.cookie)

    @property
    def query(self) -> QueryParams:
        """What stands behind the path."""
        return self.request.query_params

    @property
    def path(self) -> str:
        """The path that was routed: the one in `request.url` begins with whatever Host says."""
        return str(self.request.scope["path"])

    @property
    def here(self) -> str:
        """The path and query that were asked for."""
        query = self.request.scope["query_string"].decode("latin-1")
        return f"{self.path}?{query}" if query else self.path

    @property
    def today(self) -> date:
        """The agency's day."""
        return self.local(self.site.now()).date()

    def local(self, moment: datetime) -> datetime:
        """An aware moment in the agency's time zone."""
        return moment.astimezone(self.site.zone)

    def page(self, template: str, http_status: HTTPStatus = HTTPStatus.OK, /, **values: object) -> Response:
        """A page of a template, with what every page shows."""
        shared = {
            "t": self.texts,
            "person": self.person,
            "form_key": sessions.form_key(self.cookie or ""),
            "here": self.here if self.request.method != "POST" else self.path,
            "navigation": navigation_of(self.person, self.path, self.query) if self.person else (),
            "now": self.local(self.site.now()),
            "done": self.query.get("done", ""),
            "local": self.local,
        }
        return self.site.page(template, http_status, shared | values)

    def go(self, path: str) -> Response:
        """Read on there."""
        return self.site.redirect(path)

    def to_login(self) -> Response:
        """The log-in, which leads back here."""
        back = "/" if self.request.method == "POST" else self.here
        return self.go(LOGIN if back == "/" else f"{LOGIN}?back={quote(back)}")


def anybody(_person: Person) -> bool:
    """Whom a page is shown to that needs no log-in."""
    return True


def own_path(path: str) -> str:
    """The path where it is one of our own, else the first page's: a form must not lead to another site."""
    odd = not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable()
    return "/" if odd or urlsplit(path).netloc else path
