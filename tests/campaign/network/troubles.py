"""What may answer instead of the centre, or do with what it says; and the name that the fault must have."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from sync.status import Fault
from tests.campaign.network.answers import Answer, Centre
from tests.campaign.network.hostile_batches import bomb
from tests.sync.scripted_server import Reply, ScriptedServer, begin_and_reset, close, raw, reset

LOGIN_PAGE = b"<!DOCTYPE html><html><body>Welcome! Please log in to the guest network.</body></html>"
_CLOSE = {"Connection": "close"}
_EVERY_ERROR = range(400, 600)
_SOME_ERRORS = (400, 401, 403, 404, 405, 407, 408, 409, 410, 413, 418, 422, 429, 451, 499)
_SOME_ERRORS += (500, 502, 503, 504, 511, 599)


@dataclass(frozen=True)
class Scene:
    """What a trouble is made of: the centre, the server in front of it, and another host's address."""

    centre: Centre
    front: ScriptedServer
    elsewhere: str
    time_out: float


@dataclass(frozen=True)
class Trouble:
    """`answer` makes what the front does from now on; `faults` are the right names for it.

    Without a name nothing may be seen of it. `longest_wait`: the desk tries again by itself after so many
    seconds at most; where that is longer than a campaign, somebody at the desk says "send now".
    """

    name: str
    faults: frozenset[Fault]
    answer: Callable[[Scene], Answer]
    longest_wait: float | None = None


def troubles(*, every: bool) -> Iterator[Trouble]:
    """Each trouble of the network that speaks HTTP; `every` status, or one of each kind."""
    yield from _statuses(_EVERY_ERROR if every else _SOME_ERRORS)
    yield from _successes_that_are_none()
    yield from _redirects()
    yield from _numbers()
    yield from _conflicts()
    yield from _patience()
    yield from _broken_off()
    yield from _harmless()


def fault_of(status: int) -> Fault:
    """The name of an HTTP error, by docs/protocol.md."""
    named = {
        400: Fault.BAD_REQUEST,
        401: Fault.UNAUTHORISED,
        403: Fault.FORBIDDEN,
        404: Fault.WRONG_ADDRESS,
        405: Fault.WRONG_ADDRESS,
        407: Fault.PROXY_LOGIN,
        408: Fault.TIMEOUT,
        409: Fault.NOT_BELIEVED,  # without a number
        413: Fault.TOO_LARGE,
        429: Fault.BUSY,
        503: Fault.BUSY,
        511: Fault.CAPTIVE_PORTAL,
    }
    return named.get(status, Fault.REJECTED if status < 500 else Fault.SERVER_ERROR)


def _always(name: str, fault: Fault, answer: Answer, **more: float) -> Iterator[Trouble]:
    """Two troubles: the answer comes instead of the centre's, and after the centre has taken the batch."""
    faults = frozenset({fault})
    yield Trouble(f"{name}, and the centre never hears of it", faults, lambda _: answer, **more)
    yield Trouble(
        f"{name}, though the centre has it", faults, lambda scene: scene.centre.then(answer), **more
    )


def _statuses(those: range | tuple[int, ...]) -> Iterator[Trouble]:
    for status in those:
        yield from _always(f"status {status}", fault_of(status), Reply(status, LOGIN_PAGE, _CLOSE))


def _successes_that_are_none() -> Iterator[Trouble]:
    bodies = {
        "a login page": LOGIN_PAGE,
        "nothing": b"",
        "a list": b"[1]",
        "a number": b"20",
        "an empty object": b"{}",
        "half an object": b'{"acknowledged_through":',
        "an object and more": b'{"acknowledged_through":20} {}',
        "deep JSON": b'{"a":' * 600 + b"1" + b"}" * 600,
        "very deep JSON": b"[" * 4000,
        "no UTF-8": b'{"acknowledged_through":"\xff\xfe"}',
        "a number of a million digits": b'{"acknowledged_through":' + b"9" * 1_000_000 + b"}",
        "a number of 4,000 digits": b'{"acknowledged_through":' + b"9" * 4_000 + b"}",
        "gzip that nobody asked for, cut": gzip.compress(b'{"acknowledged_through":20}')[:-9],
        "a megabyte": b" " * 1_000_000,
    }
    for name, body in bodies.items():
        yield from _always(f"200 with {name}", Fault.NOT_BELIEVED, Reply(200, body, _CLOSE))
    packed = gzip.compress(b'{"acknowledged_through":20}' * 9)
    for name, body in {"cut": packed[:-12], "none": LOGIN_PAGE, "a bomb": bomb(64)}.items():
        answer = Reply(200, body, {"Content-Encoding": "gzip", **_CLOSE})
        yield from _always(f"200 in a gzip that is {name}", Fault.NOT_BELIEVED, answer)
    for status in (201, 202, 203, 205, 206, 207, 299, 102, 103):
        answer = Reply(status, {"acknowledged_through": 20}, _CLOSE)
        yield from _always(f"status {status}", Fault.NOT_BELIEVED, answer)


def _redirects() -> Iterator[Trouble]:
    for status in (300, 301, 302, 303, 305, 307, 308, 399):

        def away(scene: Scene, status: int = status) -> Answer:
            return Reply(status, b"", {"Location": scene.elsewhere, **_CLOSE})

        yield Trouble(f"status {status} to another host", frozenset({Fault.REDIRECTED}), away)


def _numbers() -> Iterator[Trouble]:
    """Acknowledgements of what was not sent, in every spelling."""
    changes: dict[str, Callable[[int], object]] = {
        "too high by one": lambda through: through + 1,
        "too high by far": lambda through: through + 10**9,
        "too low by one": lambda through: through - 1,
        "zero": lambda _: 0,
        "less than zero": lambda _: -1,
        "text": str,
        "a float": float,
        "true": lambda _: True,
        "null": lambda _: None,
        "a list": lambda through: [through],
        "beyond every integer": lambda _: 10**40,
    }
    for name, change in changes.items():

        def lying(scene: Scene, change: Callable[[int], object] = change) -> Answer:
            return scene.centre.changed(
                lambda members: {
                    "acknowledged_through": change(members.get("acknowledged_through", 0)),
                }
            )

        yield Trouble(f"an acknowledgement that is {name}", frozenset({Fault.NOT_BELIEVED}), lying)


def _conflicts() -> Iterator[Trouble]:
    """`known_through` of every kind: a lie costs questions, and what is no number is not believed."""
    for number in (0, 1, 7, 10**6, 2**53, 10**30):
        answer = Reply(409, {"known_through": number})
        yield from _always(f"409 that knows {number} and nothing else", Fault.CONTRADICTION, answer)
    for kind in (-1, True, "3", 3.5, None, [3], {"3": 3}):
        answer = Reply(409, {"known_through": kind})
        yield from _always(f"409 that knows {json.dumps(kind)}", Fault.NOT_BELIEVED, answer)
    yield from _always("409 with a page", Fault.NOT_BELIEVED, Reply(409, LOGIN_PAGE, _CLOSE))


def _patience() -> Iterator[Trouble]:
    now = datetime.now(UTC)
    texts = {
        "1": 1.0,
        "0": 1.0,
        "-5": 1.0,
        format_datetime(now - timedelta(days=20_000), usegmt=True): 1.0,
        "99999999999999999999": 3600.0,
        "9" * 5_000: 3600.0,
        format_datetime(datetime(9999, 12, 31, tzinfo=UTC), usegmt=True): 3600.0,
        format_datetime(now + timedelta(minutes=30), usegmt=True): 1800.0,
        "1e9": 300.0,
        "soon": 300.0,
        "": 300.0,
        "12:00": 300.0,
        "Sat, 99 Nov 2026 99:99:99 GMT": 300.0,
    }
    for status in (429, 503):
        for text, longest in texts.items():
            answer = Reply(status, b"", {"Retry-After": text, **_CLOSE})
            name = f"status {status} with Retry-After {text[:40]!r}"
            yield from _always(name, Fault.BUSY, answer, longest_wait=longest)


def _broken_off() -> Iterator[Trouble]:
    broken = Fault.CONNECTION_RESET
    yield from _always("a reset instead of an answer", broken, reset)
    yield from _always("an end instead of an answer", broken, close)
    yield from _always("a reset within the answer", broken, begin_and_reset)
    cut = b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"acknowledged_through":20}'
    yield from _always("an end within the answer", broken, raw(cut))
    yield from _always("an end within the head of an answer", broken, raw(b"HTTP/1.1 20"))
    yield from _always("an answer that is no HTTP", broken, raw(b"SSH-2.0-OpenSSH_9.9\r\n"))
    yield from _always("chunks that are none", broken, raw(_chunked(b"zz\r\nno chunk\r\n")))
    yield from _always("chunks without an end", broken, raw(_chunked(b'5\r\n{"ack\r\n')))
    yield from _always("a head of a megabyte", broken, raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000))
    silence = frozenset({Fault.TIMEOUT})
    yield Trouble("no answer at all", silence, lambda scene: scene.front.hang)
    yield Trouble("an answer byte by byte without an end", silence, lambda scene: scene.front.dribble)
    yield Trouble(
        "no answer, though the centre has it", silence, lambda scene: scene.centre.then(scene.front.hang)
    )
    yield Trouble(
        "a reply that comes too late", silence, lambda scene: scene.centre.late(1.5 * scene.time_out)
    )
    yield Trouble(
        "a batch of which half arrives",
        frozenset({Fault.BAD_REQUEST}),
        lambda scene: scene.centre.cut_on_its_way,
    )


def _chunked(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body


def _harmless() -> Iterator[Trouble]:
    yield Trouble("a batch that arrives twice", frozenset(), lambda scene: scene.centre.twice)
