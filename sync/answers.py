"""What an answer of the centre means. Rules only: no network, standard library alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Protocol

from sync.status import Fault
from sync.wire import Batch, json_object

MAX_RETRY_AFTER = 3600
"""Seconds; a centre that asks for more is asked again after an hour."""
_SECONDS = re.compile(r"-?[0-9]+")


@dataclass(frozen=True)
class Acknowledged:
    """The batch is held through this seq, which is its own last one."""

    through: int
    clock_offset: float | None = None


@dataclass(frozen=True)
class NotHeld:
    """The entry before the batch is not held; `known_through` hints at the last that is."""

    known_through: int
    clock_offset: float | None = None


@dataclass(frozen=True)
class TooLarge:
    """The batch is too large for the centre or for something on the way."""


@dataclass(frozen=True)
class Busy:
    """The centre asks for patience: `retry_after` seconds (0 to 3600), or None where it does not say."""

    retry_after: float | None


@dataclass(frozen=True)
class Refused:
    """The centre will not take anything from this device until somebody acts."""

    fault: Fault


@dataclass(frozen=True)
class Failed:
    """The batch was not delivered, or nothing shows that it was. `note` says what else is known."""

    fault: Fault
    note: str = ""


Answer = Acknowledged | NotHeld | TooLarge | Busy | Refused | Failed


class Centre(Protocol):
    """Where batches go. `sync.endpoint.Endpoint` is the one over HTTP."""

    def post(self, batch: Batch) -> Answer:
        """Send one batch and say what came of it; never raises for what the network or the centre does."""


def judge(status: int, headers: Mapping[str, str], body: bytes, *, through: int, now: datetime) -> Answer:  # noqa: PLR0911 - a row of the contract's table a line
    """Return what an HTTP answer means for a batch that ends with entry `through`.

    `headers` must find a name however it is written; `now` is this PC's clock (aware), for the clock offset
    and for a Retry-After that is a date.
    """
    if status == HTTPStatus.OK:
        return _judge_success(json_object(body), through, _clock_offset(headers, now))
    if status == HTTPStatus.CONFLICT:
        return _judge_conflict(json_object(body), _clock_offset(headers, now))
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return TooLarge()
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return Busy(_retry_after(headers, now))
    if status == HTTPStatus.UNAUTHORIZED:
        return Refused(Fault.UNAUTHORISED)
    if status == HTTPStatus.FORBIDDEN:
        return Refused(Fault.FORBIDDEN)
    fault = _FAULTS.get(status) or _FAULTS_BY_CLASS.get(status // 100, Fault.NOT_BELIEVED)
    return Failed(fault, f"status {status}")


_FAULTS: dict[int, Fault] = {
    HTTPStatus.BAD_REQUEST: Fault.BAD_REQUEST,
    HTTPStatus.NOT_FOUND: Fault.WRONG_ADDRESS,
    HTTPStatus.METHOD_NOT_ALLOWED: Fault.WRONG_ADDRESS,
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: Fault.PROXY_LOGIN,
    HTTPStatus.REQUEST_TIMEOUT: Fault.TIMEOUT,
    HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED: Fault.CAPTIVE_PORTAL,
}
_FAULTS_BY_CLASS = {3: Fault.REDIRECTED, 4: Fault.REJECTED, 5: Fault.SERVER_ERROR}


def _judge_success(members: dict[str, object] | None, through: int, offset: float | None) -> Answer:
    if members is None:
        return Failed(Fault.NOT_BELIEVED, "a page instead of JSON")
    number = members.get("acknowledged_through")
    if type(number) is not int or number != through:  # true and 1.0 are not numbers of entries
        return Failed(Fault.NOT_BELIEVED, f"it acknowledges {str(number)[:40]!r} instead of {through}")
    return Acknowledged(through, offset)


def _judge_conflict(members: dict[str, object] | None, offset: float | None) -> Answer:
    known = (members or {}).get("known_through")
    if type(known) is not int or known < 0:
        return Failed(Fault.NOT_BELIEVED, "409 without the number of an entry")
    return NotHeld(known, offset)


def _retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    text = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(text):
        seconds = float(text)
    else:
        until = _http_date(text)
        if until is None:
            return None
        # a wrong clock here must not change the wait: count from the centre's own Date
        seconds = (until - (_http_date(headers.get("Date", "")) or now)).total_seconds()
    return min(max(seconds, 0.0), float(MAX_RETRY_AFTER))


def _clock_offset(headers: Mapping[str, str], now: datetime) -> float | None:
    date = _http_date(headers.get("Date", ""))
    return None if date is None else (now - date) / timedelta(seconds=1)


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
