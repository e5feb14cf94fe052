"""`POST /v1/enrolments`: a one-time code in, the device's name and token out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from central import enrolment, openapi
from central.addresses import client_address
from central.enrolment import LockedOut, Refused
from central.store import Store
from central.web import AnswerError, body_of
from sync.enrolment import MAX_REQUEST_BYTES, CodeError, OtherDevice, read_request

_HEADERS = {"Cache-Control": "no-store"}


def add(app: FastAPI, store: Store, *, now: Callable[[], datetime], behind_proxy: bool) -> None:
    """Add the call to an app."""

    @app.post("/v1/enrolments", openapi_extra=openapi.ENROLMENTS)
    async def enrolments(request: Request) -> JSONResponse:
        body = await body_of(request, MAX_REQUEST_BYTES)
        address = client_address(request, behind_proxy=behind_proxy)
        return await run_in_threadpool(_redeemed, store, body, address, now())


def _redeemed(store: Store, body: bytes, address: str, now: datetime) -> JSONResponse:
    try:
        code, device = read_request(body)
    except CodeError as error:
        raise AnswerError(HTTPStatus.BAD_REQUEST, str(error)) from None
    match enrolment.redeem(store, code, device=device, address=address, now=now):
        case LockedOut(seconds):
            sentence = f"Too many codes were wrong: again in {seconds} s."
            headers = {**_HEADERS, "Retry-After": str(seconds)}
            return JSONResponse({"error": sentence}, HTTPStatus.TOO_MANY_REQUESTS, headers)
        case OtherDevice(name):
            sentence = f"This code is for {name}: nothing was done."
            return JSONResponse({"error": sentence, "device": name}, HTTPStatus.CONFLICT, _HEADERS)
        case Refused():
            raise AnswerError(
                HTTPStatus.FORBIDDEN, "This code is unknown, used or too old: ask for a new one."
            )
        case given:
            return JSONResponse({"device": given.device, "token": given.token}, headers=_HEADERS)
