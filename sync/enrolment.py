"""One-time codes by which a device is enrolled, and the answer that one gets. Rules only: no network.

A code is eleven letters of Crockford's base 32 and his check letter (the number modulo 37), written in three
groups: DKRS-XK8H-A5CS. Small letters, spaces, O for 0, and I or L for 1 are understood.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from sync.answers import Answer, Failed, judge
from sync.status import Fault
from sync.wire import json_object

MAX_REQUEST_BYTES = 1024
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 12, 4
_CHECKED_BY = 37
_MEANT = str.maketrans("OIL", "011", "- ")


class CodeError(ValueError):
    """No code, or one mistyped; the text is one sentence and does not repeat it."""


@dataclass(frozen=True)
class Enrolled:
    """The centre took the code: this device is called so there, and this is its token."""

    device: str
    token: str = field(repr=False)


@dataclass(frozen=True)
class OtherDevice:
    """The code is good, but for this other device: it was not used."""

    device: str


@dataclass(frozen=True)
class CodeRefused:
    """The code is unknown, used, or too old."""


def new_code() -> str:
    """A random code of 55 bits; those whose check is none of the letters are passed over."""
    while True:
        number = secrets.randbits(5 * (_LENGTH - 1))
        if number % _CHECKED_BY < len(_LETTERS):
            letters = [_LETTERS[number >> 5 * place & 31] for place in reversed(range(_LENGTH - 1))]
            return "".join(letters) + _LETTERS[number % _CHECKED_BY]


def written(code: str) -> str:
    """A code as it is read and typed."""
    return "-".join(code[place : place + _GROUP] for place in range(0, _LENGTH, _GROUP))


def plain(text: str) -> str:
    """The code that somebody typed; raises CodeError for anything else, and for any one wrong letter."""
    code = text.strip().upper().translate(_MEANT)
    if len(code) != _LENGTH or not set(code) <= set(_LETTERS):
        raise CodeError("A code has twelve letters and digits, like DKRS-XK8H-A5CS.")
    number = 0
    for letter in code[:-1]:
        number = number * len(_LETTERS) + _LETTERS.index(letter)
    if number % _CHECKED_BY != _LETTERS.index(code[-1]):
        raise CodeError("The code is mistyped: read it again letter by letter.")
    return code


def request_of(code: str, device: str) -> bytes:
    """What a device that is called so sends to the centre."""
    return json.dumps({"code": code, "device": device}).encode()


def read_request(body: bytes) -> tuple[str, str | None]:
    """The code in what was sent, and the device's name where it is told; raises CodeError."""
    members = json_object(body) or {}
    code, device = members.get("code"), members.get("device")
    return plain(code if isinstance(code, str) else ""), device if isinstance(device, str) else None


def judge_enrolment(
    status: int, headers: Mapping[str, str], body: bytes
) -> Enrolled | OtherDevice | CodeRefused | Answer:
    """What an HTTP answer to a code means; other than success and refusal as for a batch."""
    if status in {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN}:
        return CodeRefused()
    members = json_object(body) or {}
    device, token = members.get("device"), members.get("token")
    if status == HTTPStatus.CONFLICT and isinstance(device, str):
        return OtherDevice(device)
    if status == HTTPStatus.OK:
        if isinstance(device, str) and device and isinstance(token, str) and token:
            return Enrolled(device, token)
        return Failed(Fault.NOT_BELIEVED, "an answer without device and token")
    return judge(status, headers, body, through=0, now=datetime.now(UTC))
