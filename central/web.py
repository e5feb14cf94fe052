"""What is read of a request, all of it bounded; and faults as one sentence, never a traceback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import psycopg
import sqlalchemy.exc
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Message

from central.limits import TooManyRequestsError
from central.store import first_line

BODY_SECONDS = 60
BUSY_SECONDS = 5
MAX_FORM_BYTES = 4096
_MOST_FIELDS = 20

_log = logging.getLogger(__name__)
_BUSY = (
    sqlalchemy.exc.OperationalError,
    sqlalchemy.exc.TimeoutError,
    psycopg.OperationalError,  # COPY does not go through SQLAlchemy
)


_REASONS = {
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method",
    HTTPStatus.REQUEST_TIMEOUT: "timeout",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.TOO_MANY_REQUESTS: "too_many",
    HTTPStatus.SERVICE_UNAVAILABLE: "busy",
    HTTPStatus.INTERNAL_SERVER_ERROR: "fault",
}


@dataclass(frozen=True)
class Upload:
    """A file that somebody sent, by the name that it had there."""

    name: str
    content: bytes


FaultPage = Callable[[Request, HTTPStatus, str, Mapping[str, str]], Response]
"""A fault as a page: its status, its reason (a word that pages translate), further headers."""


class AnswerError(Exception):
    """Ends a request with this status and sentence; `reason` is what pages say instead of the sentence."""

    def __init__(self, status: HTTPStatus, sentence: str, reason: str = "") -> None:
        super().__init__(sentence)
        self.status = status
        self.reason = reason


async def body_of(request: Request, limit: int) -> bytes:
    """The body of a request; raises AnswerError where it is longer than `limit` bytes or takes too long."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > limit:
                    raise AnswerError(
                        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body is longer than {limit} bytes."
                    )
    except TimeoutError:
        raise AnswerError(HTTPStatus.REQUEST_TIMEOUT, "The body took too long to arrive.") from None
    except ClientDisconnect:
        raise AnswerError(HTTPStatus.BAD_REQUEST, "The connection broke off.") from None
    return bytes(body)


def bearer_of(request: Request) -> str:
    """The token of a request; raises AnswerError where it has none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise AnswerError(HTTPStatus.UNAUTHORIZED, "A token is needed: Authorization: Bearer TOKEN.")
    return token.strip()


async def form_of(request: Request, limit: int = MAX_FORM_BYTES) -> Mapping[str, str]:
    """The fields of a form that our own page sent; raises AnswerError where another site did."""
    _refuse_other_sites(request)
    fields = parse_qs((await body_of(request, limit)).decode(errors="replace"))
    return {name: values[0] for name, values in fields.items()}


async def upload_of(request: Request, limit: int) -> tuple[Mapping[str, str], Mapping[str, Upload]]:
    """The fields and the one file of such a form; raises AnswerError as `form_of` does."""
    _refuse_other_sites(request)
    body = await body_of(request, limit + MAX_FORM_BYTES)

    async def whole() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    async with Request(request.scope, whole).form(max_files=1, max_fields=_MOST_FIELDS) as form:
        for name, value in form.items():
            if isinstance(value, str):
                fields[name] = value
            else:
                files[name] = Upload(value.filename or "", await value.read())
    return fields, files


def number_of(text: str, largest: int) -> int | None:
    """The number that a field holds, 0 to `largest`; None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(largest))):
        return None
    return int(text) if int(text) <= largest else None


def day_of(request: Request, name: str) -> date:
    """The day in the query under this name; raises AnswerError where it is missing or none."""
    text = request.query_params.get(name, "")
    try:
        if len(text) == len("YYYY-MM-DD"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise AnswerError(HTTPStatus.BAD_REQUEST, f'"{name}" must be a day like 2026-11-21.')


def simulated_of(request: Request) -> bool | None:
    """Which kind of figures the query wishes: true, false or none; raises AnswerError for anything else."""
    wish = request.query_params.get("simulated")
    wishes = {None: None, "true": True, "false": False}
    if wish not in wishes:
        raise AnswerError(HTTPStatus.BAD_REQUEST, '"simulated" must be true or false.')
    return wishes[wish]


def answer_faults(app: FastAPI, page: FaultPage | None = None) -> None:
    """Make an app answer every fault with its status: programs get {"error": one sentence}, people a page."""

    def answer(
        request: Request,
        status: HTTPStatus,
        sentence: str,
        reason: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        if page is not None and not _is_programs(request):
            return page(request, status, reason or _REASONS.get(status, "bad_request"), headers or {})
        own = {"WWW-Authenticate": "Bearer"} if status is HTTPStatus.UNAUTHORIZED else {}
        return JSONResponse({"error": sentence}, status, {**own, **(headers or {})})

    @app.exception_handler(AnswerError)
    def _(request: Request, error: AnswerError) -> Response:
        return answer(request, error.status, str(error), error.reason)

    @app.exception_handler(TooManyRequestsError)
    def _(request: Request, error: TooManyRequestsError) -> Response:
        headers = {"Retry-After": str(error.seconds)}
        return answer(request, HTTPStatus.TOO_MANY_REQUESTS, str(error), headers=headers)

    @app.exception_handler(HTTPException)
    def _(request: Request, error: HTTPException) -> Response:
        return answer(request, HTTPStatus(error.status_code), f"{error.detail}.", headers=error.headers)

    @app.exception_handler(Exception)
    def _(request: Request, _error: Exception) -> Response:
        sentence = "The centre has a fault of its own; its log says more."
        return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, sentence)

    def busy(request: Request, error: Exception) -> Response:
        _log.warning("The database does not answer: %s", first_line(error))
        headers = {"Retry-After": str(BUSY_SECONDS)}
        sentence = "The database does not answer; try again."
        return answer(request, HTTPStatus.SERVICE_UNAVAILABLE, sentence, headers=headers)

    for kind in _BUSY:
        app.add_exception_handler(kind, busy)


def _is_programs(request: Request) -> bool:
    return str(request.scope["path"]).startswith(("/v1/", "/healthz"))


def _refuse_other_sites(request: Request) -> None:
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is None and origin is not None:  # an older browser
        site = "same-origin" if urlsplit(origin).netloc == request.headers.get("Host") else "cross-site"
    if site not in (None, "same-origin", "none"):
        raise AnswerError(HTTPStatus.FORBIDDEN, "This form was sent by another site.", "other_site")
