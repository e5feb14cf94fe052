"""How many lines a second a centre on PostgreSQL takes, against raw COPY of the same rows in the same
transactions.

*Ours*: devices that post prepared batches of 500 lines to `central serve`, as many workers as the machine has
processors, each batch answered once it is durable. The *limit*: as many connections as there are devices,
each of which COPYs the rows that are to be kept of a batch (journal, seq, hash, line, hour; made beforehand)
into a table with the same primary key, and commits. Both in one PostgreSQL with fsync, taking turns; whoever
sends is connected, with all that it sends in its memory, before the first of them begins. The
curve has its own figures: the same with so many lines already stored, against the same limit measured then;
`python -m benchmarks.ingest_by_the_centre 100000000` gives it where that many are, in hours.
"""

from __future__ import annotations

import os
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from itertools import count
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.centre import (
    Parcel,
    Worker,
    batches_of,
    connected,
    durable_postgresql,
    enrolled,
    journal_like,
    send_by,
    workers,
)
from benchmarks.journals import simulated_lines
from benchmarks.measure import Figure, NotMeasuredError, Size, at_least, of_turns
from build_spec.demo.programs import PATIENCE_SECONDS
from sync.wire import Batch, compress, encode

_RAW = """CREATE TABLE raw_entries (journal integer NOT NULL, seq bigint NOT NULL, hash bytea NOT NULL,
line text NOT NULL, arrival_hour integer NOT NULL, PRIMARY KEY (journal, seq, hash))"""
_COPY = "COPY raw_entries FROM STDIN (FORMAT binary)"
_BALLOTS = 2_000  # of each device in each turn: some 12,000 lines
_MOST_DEVICES = 4
_HOUR = 494_000


def measure(size: Size) -> Iterator[Figure]:
    """One device and four, then as the tables grow."""
    turns = size.of(short=1, long=5)
    with _running(size) as bench:
        bench.turn(_MOST_DEVICES)  # the first of all finds nothing ready
        one = [bench.turn(1) for _ in range(turns)]
        note = f"{turns} turns, {bench.about}"
        yield of_turns("ingest by the centre, one device", one, "lines/s", at_least(0.45), note)
        four = [bench.turn(_MOST_DEVICES) for _ in range(turns)]
        yield of_turns("ingest by the centre, four devices", four, "lines/s", at_least(0.45), note)
        both = [(many[0], single[0]) for many, single in zip(four, one, strict=True)]
        yield of_turns("ingest by the centre, four devices against one", both, "lines/s", at_least(1), note)
        for stored in (4_000,) if not size.long else (100_000, 1_000_000, 10_000_000):
            yield _at(bench, stored, turns)


@contextmanager
def _running(size: Size) -> Iterator[_Bench]:
    """A centre with as many workers as there are processors, and as many processes that send."""
    template = simulated_lines(size.folder, size.of(short=50, long=_BALLOTS))
    with ExitStack() as stack:
        database = stack.enter_context(durable_postgresql())
        processes = size.of(short=1, long=os.cpu_count() or 1)
        centre = stack.enter_context(workers(size.folder, database, processes))
        spawning = get_context("spawn")
        starts = {devices: spawning.Barrier(devices) for devices in (1, _MOST_DEVICES)}
        pool = stack.enter_context(ProcessPoolExecutor(_MOST_DEVICES, spawning, _remember, (starts,)))
        yield _Bench(database, centre, pool, template)


def _at(bench: _Bench, stored: int, turns: int) -> Figure:
    bench.fill(stored)
    found = [bench.turn(4) for _ in range(turns)]
    note = f"{bench.stored:,} lines stored in the end"
    return of_turns(
        f"ingest by the centre, four devices, {stored:,} lines stored", found, "lines/s", at_least(0.45), note
    )


class _Bench:
    """One centre, and the raw table beside it in the same database."""

    def __init__(
        self, database: str, centre: Sequence[Worker], pool: ProcessPoolExecutor, template: Sequence[str]
    ) -> None:
        self._database, self._centre, self._pool, self._template = database, centre, pool, template
        self._numbers = count(1)
        self.stored = 0
        with psycopg.connect(database) as connection:
            connection.execute(_RAW)

    def turn(self, devices: int) -> tuple[float, float]:
        """Lines a second of ours and of raw COPY, each with so many devices at the same time."""
        days = self._days(devices)
        ours = self._lines_a_second(devices, send_all, self._parcels(days))
        made = [
            [_rows(number, batch) for batch in batches]
            for number, (_, batches) in enumerate(days, self.stored)
        ]
        raw = self._lines_a_second(devices, copy_all, [(self._database, own) for own in made])
        self.stored += devices * len(self._template)
        return ours, raw

    def fill(self, lines: int) -> None:
        """Store lines until there are so many."""
        while self.stored < lines:
            self.turn(_MOST_DEVICES)

    @property
    def about(self) -> str:
        """How large a turn is."""
        return f"{len(self._centre)} workers, {len(self._template):,} lines a device in each"

    def _days(self, devices: int) -> list[tuple[str, list[Batch]]]:
        names = [f"quay-{next(self._numbers)}" for _ in range(devices)]
        return [(name, list(batches_of(journal_like(self._template, name), name))) for name in names]

    def _parcels(self, days: Sequence[tuple[str, list[Batch]]]) -> list[tuple[str, Parcel]]:
        tokens = enrolled(self._database, [name for name, _ in days])
        return [
            (
                self._centre[number % len(self._centre)].address,
                Parcel(tokens[name], tuple(compress(encode(batch)) for batch in batches)),
            )
            for number, (name, batches) in enumerate(days)
        ]

    def _lines_a_second(self, devices: int, do: Callable[[Any], Span], those: Sequence[Any]) -> float:
        spans = list(self._pool.map(do, [(devices, *one) for one in those]))
        seconds = max(end for _, end in spans) - min(begin for begin, _ in spans)
        return devices * len(self._template) / seconds


Span = tuple[float, float]
"""When one that sends began and ended, by the clock that all processes share."""

_starts: dict[int, Barrier] = {}


def _remember(starts: dict[int, Barrier]) -> None:
    """In a process that sends: where so many of them wait for each other."""
    _starts.update(starts)


def send_all(what: tuple[int, str, Parcel]) -> Span:
    """Send a parcel to an address."""
    devices, address, parcel = what
    with connected(address) as connection:
        _starts[devices].wait(PATIENCE_SECONDS)
        begun = time.monotonic()
        if any(status != HTTPStatus.OK for status, _ in send_by(connection, parcel)):
            raise NotMeasuredError("the centre did not take a batch")
        return begun, time.monotonic()


def copy_all(what: tuple[int, str, Sequence[bytes]]) -> Span:
    """COPY these rows into a database, one transaction each."""
    devices, database, those = what
    with psycopg.connect(database, autocommit=True) as connection:
        _starts[devices].wait(PATIENCE_SECONDS)
        begun = time.monotonic()
        for rows in those:
            with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
                copy.write(rows)
        return begun, time.monotonic()


def _rows(journal: int, batch: Batch) -> bytes:
    """What is kept of a batch, as PostgreSQL's binary COPY has it."""
    made = [b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0)]
    for seq, (digest, line) in enumerate(zip(batch.hashes(), batch.lines, strict=True), batch.header.first):
        text = line.encode()
        made.append(struct.pack("!hiiiqi", 5, 4, journal, 8, seq, len(digest)) + digest)
        made.append(struct.pack("!i", len(text)) + text + struct.pack("!ii", 4, _HOUR))
    return b"".join([*made, struct.pack("!h", -1)])


def main() -> None:
    """The curve's figure at so many stored lines."""
    with tempfile.TemporaryDirectory(prefix="hai-long-ingest-") as folder:
        size = Size(long=True, folder=Path(folder), kept=Path(folder))
        with _running(size) as bench:
            print(_at(bench, int(sys.argv[1]), 5))


if __name__ == "__main__":
    main()
