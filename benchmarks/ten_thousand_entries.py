"""10,000 entries, exactly once and durable at both ends, against one POST a record, as programs that collect
forms do it.

*Ours*: the kiosk's shipper with batches of 500 lines. The *limit*, which is none here but the usual way: each
line is a POST of its own by requests, answered once it is committed, and marked as sent in a SQLite file
before the next one leaves. The same centre on PostgreSQL takes both.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.centre import Worker, batches_of, durable_postgresql, enrolled, journal_like, workers
from benchmarks.counter import counter_on
from benchmarks.journals import DEVICE, journal_of
from benchmarks.measure import TOLD, Figure, NotMeasuredError, Size, figure
from benchmarks.shipping_a_backlog import session_of
from kiosk.journal import JournalSource
from sync.endpoint import Endpoint
from sync.shipper import Shipper
from sync.wire import compress, encode

_OTHER = "one-post-a-record"


def measure(size: Size) -> Iterator[Figure]:
    """How many times faster."""
    entries, one_by_one = size.of(short=1_000, long=10_000), size.of(short=50, long=10_000)
    journal = size.folder / "journal.sqlite"
    with counter_on(journal, journal_of(size, 2_000)):
        pass  # a journal has its WAL from its owner
    with ExitStack() as stack:
        database = stack.enter_context(durable_postgresql())
        (centre,) = stack.enter_context(workers(size.folder, database))
        tokens = enrolled(database, [DEVICE, _OTHER])
        ours = _shipped(journal, centre, tokens[DEVICE], entries)
        with closing(sqlite3.connect(journal)) as connection:
            lines = [
                line
                for (line,) in connection.execute(
                    "SELECT line FROM journal ORDER BY seq LIMIT ?", (one_by_one,)
                )
            ]
        theirs = _posted(size.folder, centre, tokens[_OTHER], lines)
    alone = f"one POST each, {one_by_one:,} of them, in {one_by_one / theirs:.0f} s"
    note = f"{entries:,} entries in {entries / ours:.1f} s; {alone}"
    yield figure(
        "10,000 entries, exactly once, against one POST a record", ours, theirs, "lines/s", TOLD, note
    )


def _shipped(journal: Path, centre: Worker, token: str, entries: int) -> float:
    tomorrow = datetime.now(UTC).astimezone() + timedelta(days=1)  # every privacy step is over
    with (
        JournalSource(journal, step_minutes=15, now=lambda: tomorrow) as source,
        closing(Endpoint(centre.batches, token)) as endpoint,
    ):
        shipper = Shipper(source, endpoint)
        begun = time.perf_counter()
        while source.acknowledged_through() < entries:
            before = source.acknowledged_through()
            shipper.step()
            if source.acknowledged_through() == before:
                raise NotMeasuredError("the centre does not take a batch")
        return source.acknowledged_through() / (time.perf_counter() - begun)


def _posted(folder: Path, centre: Worker, token: str, lines: Sequence[str]) -> float:
    batches = [compress(encode(batch)) for batch in batches_of(journal_like(lines, _OTHER), _OTHER, 1)]
    with (
        closing(sqlite3.connect(folder / "forms.sqlite", isolation_level=None)) as forms,
        session_of(token) as session,
    ):
        forms.execute("PRAGMA journal_mode = WAL")
        forms.execute("PRAGMA synchronous = FULL")
        forms.execute("CREATE TABLE form (no INTEGER PRIMARY KEY, sent INTEGER NOT NULL DEFAULT 0)")
        forms.executemany("INSERT INTO form (no) VALUES (?)", ((number,) for number in range(len(batches))))
        begun = time.perf_counter()
        for number, body in enumerate(batches):
            session.post(centre.batches, data=body, timeout=60).raise_for_status()
            forms.execute("UPDATE form SET sent = 1 WHERE no = ?", (number,))
        return len(batches) / (time.perf_counter() - begun)
