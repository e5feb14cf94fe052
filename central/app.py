"""The centre over HTTP: batches in, tallies and pages out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import text
from starlette.concurrency import run_in_threadpool

from central import audit, devices, enrolment_calls, figures, openapi, pages, readers
from central.addresses import client_address
from central.audit import By, What
from central.devices import Device
from central.ingest import NotAllowedError, NotEnrolledError, NotHeld, take
from central.limits import Limit, Limits
from central.proved import Proved
from central.store import Store
from central.web import AnswerError, answer_faults, bearer_of, body_of, day_of, simulated_of
from kiosk.domain.tally import Period, tally_of
from kiosk.reports import as_json
from kiosk.reports.letter import Letter
from sync.wire import MAX_BODY_BYTES, BatchTooLargeError, WireError, decode, decompress

Now = Callable[[], datetime]


def description(app: FastAPI) -> dict[str, Any]:
    """What OpenAPI says of the app: no server shows it, for it is nobody's business who has no token."""
    return {**app.openapi(), "components": openapi.COMPONENTS}


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def create_app(
    store: Store,
    *,
    secure_cookies: bool = False,
    behind_proxy: bool = False,
    time_zone: str = figures.TIME_ZONE,
    now: Now = utc_now,
    limit: Limit | None = None,
    letter: Letter | None = None,
) -> FastAPI:
    """The centre over this store.

    `secure_cookies` where browsers reach it by https only; `behind_proxy` where a proxy says who asks;
    `time_zone` is the agency's, `now` aware; what one device may do has a `limit`; `letter` is the template
    of the reports that pages give.
    """
    # No generated pages about the interface: they load scripts from elsewhere.
    app = FastAPI(title="Hài Lòng", docs_url=None, redoc_url=None, openapi_url=None)
    answer_faults(app)
    _take_batches(app, store, now, Limits(limit or Limit()))
    _give_tallies(app, store, time_zone, now, behind_proxy=behind_proxy)
    enrolment_calls.add(app, store, now=now, behind_proxy=behind_proxy)
    pages.add(
        app,
        store,
        secure_cookies=secure_cookies,
        behind_proxy=behind_proxy,
        time_zone=time_zone,
        now=now,
        letter=letter,
    )
    return app


def _take_batches(app: FastAPI, store: Store, now: Now, limits: Limits) -> None:
    proved = Proved()

    @app.post("/v1/batches", openapi_extra=openapi.BATCHES)
    async def batches(request: Request) -> JSONResponse:
        token = bearer_of(request)
        device = proved.device(token)
        if device is None:
            device = await run_in_threadpool(_device, store, proved, token)
        with limits.request_of(device.name):
            body = await body_of(request, MAX_BODY_BYTES)
            encoding = request.headers.get("Content-Encoding", "identity")
            status, answer = await run_in_threadpool(_take, store, device, encoding, body, now())
            if status >= HTTPStatus.BAD_REQUEST:  # that it was revoked meanwhile comes first
                await run_in_threadpool(_device, store, proved, token)
        return JSONResponse(answer, status)

    @app.get("/healthz", openapi_extra=openapi.HEALTH)
    def healthz() -> JSONResponse:
        with store.reading() as connection:
            connection.execute(text("SELECT 1"))
        return JSONResponse({"status": "ok"})


def _device(store: Store, proved: Proved, token: str) -> Device:
    proved.forget(token)
    with store.looking() as connection:
        device = devices.with_token(connection, token)
    if device is None:
        raise AnswerError(
            HTTPStatus.UNAUTHORIZED, "This token is unknown or revoked: enrol the device again."
        )
    if device.is_next:
        with store.writing() as connection:
            devices.settle(connection, device)
    proved.keep(token, device)
    return device


def _take(
    store: Store, device: Device, encoding: str, body: bytes, now: datetime
) -> tuple[HTTPStatus, dict[str, object]]:
    try:
        taken = take(store, device, decode(_plain(encoding, body)), now=now)
    except BatchTooLargeError as error:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": str(error)}
    except WireError as error:
        return HTTPStatus.BAD_REQUEST, {"error": str(error)}
    except NotEnrolledError as error:
        return HTTPStatus.UNAUTHORIZED, {"error": str(error)}
    except NotAllowedError as error:
        return HTTPStatus.FORBIDDEN, {"error": str(error)}
    if isinstance(taken, NotHeld):
        return HTTPStatus.CONFLICT, {"known_through": taken.known_through}
    return HTTPStatus.OK, {"acknowledged_through": taken.through}


def _plain(encoding: str, body: bytes) -> bytes:
    match encoding.strip().lower():
        case "gzip":
            return decompress(body)
        case "identity" | "":
            return body
    raise AnswerError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding must be gzip.")


def _give_tallies(app: FastAPI, store: Store, time_zone: str, now: Now, *, behind_proxy: bool) -> None:
    @app.get("/v1/tally", openapi_extra=openapi.TALLY)
    def tally(request: Request) -> JSONResponse:
        token = bearer_of(request)
        with store.reading() as connection:
            reader = readers.with_token(connection, token)
        if reader is None:
            raise AnswerError(HTTPStatus.UNAUTHORIZED, "This token is unknown or revoked: ask for a new one.")
        period = Period(day_of(request, "from"), day_of(request, "to"), time_zone)
        if period.first > period.last:
            raise AnswerError(HTTPStatus.BAD_REQUEST, '"from" must not be after "to".')
        found = figures.of_period(store, period, simulated=simulated_of(request), over_time=False)
        by = By(f"{reader} (reader)", client_address(request, behind_proxy=behind_proxy), now())
        with store.writing() as connection:
            audit.note(connection, by, What.TALLY_READ, period=f"{period.first} {period.last}")
        return JSONResponse(as_json(tally_of(found)), headers={"Cache-Control": "no-store"})
