"""A backlog leaves over loopback to a centre on PostgreSQL that commits before it answers.

*Ours* is the kiosk's shipper without its pauses, as `kiosk sync --once` runs it: it reads the journal,
follows its hashes, makes the header with its health, serialises, compresses, posts, and moves the watermark.
The *limit* is the same batches of another journal, serialised and compressed beforehand and posted by
requests in one session to the same centre. Both take turns, some batches at a time. Bytes a line are those of
request lines, headers and bodies that left.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

import requests

from benchmarks.centre import batches_of, durable_postgresql, enrolled, journal_like, workers
from benchmarks.counter import counter_on
from benchmarks.journals import DEVICE, journal_of
from benchmarks.measure import Figure, NotMeasuredError, Size, at_least, at_most, figure, in_turns, of_turns
from kiosk.journal import JournalSource
from sync.endpoint import Endpoint
from sync.shipper import Shipper
from sync.wire import CONTENT_TYPE, MAX_BATCH_LINES, compress, encode

_OTHER = "posts-what-was-made-before"
_BALLOTS_OF_A_MILLION_LINES = 170_000


def measure(size: Size) -> Iterator[Figure]:
    """Lines a second, and bytes a line."""
    turns = size.of(short=1, long=20)
    journal = size.folder / "journal.sqlite"
    with counter_on(journal, journal_of(size, size.of(short=1_000, long=_BALLOTS_OF_A_MILLION_LINES))):
        pass  # a journal has its WAL from its owner
    with closing(sqlite3.connect(journal)) as connection:
        lines = [line for (line,) in connection.execute("SELECT line FROM journal ORDER BY seq")]
    bodies = [compress(encode(batch)) for batch in batches_of(journal_like(lines, _OTHER), _OTHER)]
    a_turn = len(bodies) // turns
    tomorrow = datetime.now(UTC).astimezone() + timedelta(days=1)  # every privacy step is over
    with ExitStack() as stack:
        database = stack.enter_context(durable_postgresql())
        (centre,) = stack.enter_context(workers(size.folder, database))
        tokens = enrolled(database, [DEVICE, _OTHER])
        source = stack.enter_context(JournalSource(journal, step_minutes=15, now=lambda: tomorrow))
        endpoint = stack.enter_context(closing(_Counted(centre.batches, tokens[DEVICE])))
        shipper, session = Shipper(source, endpoint), session_of(tokens[_OTHER])
        left = iter(bodies)

        def shipped() -> float:
            before, begun = source.acknowledged_through(), time.perf_counter()
            for _ in range(a_turn):
                shipper.step()
            return (source.acknowledged_through() - before) / (time.perf_counter() - begun)

        def posted() -> float:
            begun = time.perf_counter()
            for body in islice(left, a_turn):
                session.post(centre.batches, data=body, timeout=60).raise_for_status()
            return a_turn * MAX_BATCH_LINES / (time.perf_counter() - begun)

        found = in_turns(turns, shipped, posted)
        sent = source.acknowledged_through()
    if sent < min(len(lines), a_turn * turns * MAX_BATCH_LINES):
        raise NotMeasuredError(f"only {sent} lines arrived")
    note = f"{sent:,} lines by each, {a_turn} batches a turn"
    yield of_turns("shipping a backlog", found, "lines/s", at_least(0.7), note)
    note = f"a line is {sum(map(len, lines)) / len(lines):.0f} bytes long"
    yield figure(
        "shipping a backlog, on the wire", endpoint.sent / sent, 60, "bytes a line", at_most(1), note
    )


class _Counted(Endpoint):
    """The kiosk's own endpoint; `sent` counts the bytes of its requests."""

    sent = 0

    def __init__(self, url: str, token: str) -> None:
        super().__init__(url, token)
        self._session.hooks["response"].append(self._count)

    def _count(self, response: requests.Response, *_: object, **__: object) -> None:
        request = response.request
        head = [f"{request.method} {request.path_url} HTTP/1.1", f"Host: {_host(request)}", ""]
        head += [f"{name}: {_text(value)}" for name, value in request.headers.items()]
        self.sent += len("\r\n".join([*head, ""])) + len(request.body or b"")


def _host(request: requests.PreparedRequest) -> str:
    """What stands in the header Host, which requests leaves to http.client."""
    return urlsplit(str(request.url)).netloc


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def session_of(token: str) -> requests.Session:
    """A session as a careful program has it."""
    session = requests.Session()
    session.trust_env = False  # as ours: else each request reads proxies anew
    session.headers.update(
        {"Authorization": f"Bearer {token}", "Content-Type": CONTENT_TYPE, "Content-Encoding": "gzip"}
    )
    return session
