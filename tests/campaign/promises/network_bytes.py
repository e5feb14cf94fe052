"""Connections that are refused, break off at any byte, fall silent at any byte, or are slow."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from random import Random

from sync.status import Fault
from tests.campaign.network.line import PATIENT, TIME_OUT, Line, line
from tests.campaign.network.passage import Passage
from tests.campaign.promise import Effort, Promise

_AT_ONCE = 12
_SLOW_BYTES_A_SECOND = 1000
_CERTAIN = (0, 1, 40)  # every request and every answer is longer
_LONGEST = {"request_bytes": 1500, "reply_bytes": 2500}


def _breaks(effort: Effort, *, encrypted: bool) -> Iterator[str | None]:
    random = Random(effort.seed)
    ways: list[dict[str, object]] = [{"refused": True}]
    for which, longest in _LONGEST.items():
        lengths = [*_CERTAIN, *(random.randrange(longest) for _ in range(effort.times(short=3, long=60)))]
        ways += [{which: length, "silent": silent} for length in lengths for silent in (False, True)]
    with ExitStack() as stack:
        here = stack.enter_context(line(effort.folder / "line", encrypted=encrypted))
        desks = [f"desk-{number}" for number in range(len(ways))]
        here.enrol(*desks)
        pool = stack.enter_context(ThreadPoolExecutor(_AT_ONCE))
        yield from pool.map(lambda desk, way: _broken(here, desk, way), desks, ways)
        yield here.leaks()


def _broken(here: Line, desk: str, way: dict[str, object]) -> str | None:
    with Passage(_port(here)).open() as passage:
        certain = way.get("refused") or way.get("request_bytes", way.get("reply_bytes")) in _CERTAIN
        faults = _faults_of(way, encrypted=here.encrypted)

        def meanwhile(since: int) -> str | None:
            """A break behind the last byte is none: then everything is shipped."""
            here.desks.wait_for(desk, lambda status: status["fault"] or status["waiting"] == 0, since=since)
            return None if certain else here.others_named(desk, faults, since=since)

        wrong = here.survives(
            desk,
            _url(here, passage.port),
            faults,
            breaks=lambda: passage.is_now(**way),
            mends=passage.is_now,
            meanwhile=meanwhile,
            must_be_named=bool(certain),
            seconds=TIME_OUT if way.get("silent") else PATIENT,
        )
    return wrong and f"{way}: {wrong}"


def _faults_of(way: dict[str, object], *, encrypted: bool) -> frozenset[Fault]:
    if way.get("refused"):
        return frozenset({Fault.CONNECTION_REFUSED})
    if way["silent"]:
        return frozenset({Fault.TIMEOUT})
    # within the handshake no TLS connection came about, and that is what helps to find out why
    return frozenset({Fault.CONNECTION_RESET, *([Fault.TLS_FAILED] if encrypted else [])})


def _slow(effort: Effort) -> Iterator[str | None]:
    for encrypted in (False, True):
        kind = "https" if encrypted else "http"
        with (
            line(effort.folder / kind, encrypted=encrypted) as here,
            Passage(_port(here)).open() as passage,
        ):
            here.enrol(kind)
            passage.is_now(bytes_a_second=_SLOW_BYTES_A_SECOND)
            yield here.survives(
                kind,
                _url(here, passage.port),
                frozenset(),
                breaks=lambda: None,
                mends=lambda: None,
                ballots=effort.times(short=5, long=400),
                patience=600.0,
                seconds=60.0,  # the product's own
                pace={"batch_lines": 500},
            )
            yield here.leaks()


def _port(here: Line) -> int:
    return int(here.centre.address.rpartition(":")[2])


def _url(here: Line, port: int) -> str:
    return f"{'https' if here.encrypted else 'http'}://127.0.0.1:{port}/v1/batches"


def _promise(kind: str, *, encrypted: bool) -> Promise:
    return Promise(
        f"Wherever a connection by {kind} is refused, breaks off or falls silent, before, in or after "
        "request and reply, each line arrives once, the fault has its right name, and the queue moves again "
        "by itself.",
        lambda effort: _breaks(effort, encrypted=encrypted),
    )


PROMISES = (
    _promise("http", encrypted=False),
    _promise("https", encrypted=True),
    Promise("A line of 1 kB a second is no fault: each entry arrives once.", _slow),
)
