"""How many lines a second a centre on PostgreSQL takes, against raw COPY of the same rows in the same transactions.

*Ours*: devices that post prepared batches of 500 lines to `central serve`, as many workers as the machine has processors,
each batch answered once it is durable. The *limit*: as many connections as there are devices, each of which COPYs the rows
that are to be kept of a batch (journal, seq, hash, line, hour; made beforehand) into a table with the same primary key,
and commits. Both in one PostgreSQL with fsync, taking turns. The curve has its own figures: the same with so many
lines already stored, against the same limit measured then.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context

import psycopg

from benchmarks.centre import (
    Parcel,
    Worker,
    batches_of,
    durable_postgresql,
    enrolled,
    journal_like,
    send,
    workers,
)
from benchmarks.journals import simulated_lines
from benchmarks.measure import Figure, NotMeasuredError, Size, Wanted, at_least, of_turns
from sync.wire import Batch, compress, encode

_RAW = """CREATE TABLE raw_entries (journal integer NOT NULL, seq bigint NOT NULL, hash bytea NOT NULL,
line text NOT NULL, arrival_hour integer NOT NULL, PRIMARY KEY (journal, seq, hash))"""
_COPY = "COPY raw_entries FROM STDIN (FORMAT binary)"
_BALLOTS = 2_000  # of each device in each turn: some 12,000 lines
_PROCESSES = get_context("spawn")


def measure(size: Size) -> Iterator[Figure]:
    """One device and four, then as the tables grow."""
    turns, ballots = size.of(short=1, long=5), size.of(short=200, long=_BALLOTS)
    template = simulated_lines(size.folder, ballots)
    with ExitStack() as stack:
        bench = _Bench(stack.enter_context(durable_postgresql()), template)
        bench.centre = stack.enter_context(workers(size.folder, bench.database, os.cpu_count() or 1))
        one = [bench.turn(1) for _ in range(turns)]
        note = f"{turns} turns, {len(bench.centre)} workers, {len(template):,} lines a device in each"
        yield of_turns("ingest by the centre, one device", one, "lines/s", at_least(0.45), note)
        four = [bench.turn(4) for _ in range(turns)]
        yield of_turns("ingest by the centre, four devices", four, "lines/s", at_least(0.45), note)
        both = [(many[0], single[0]) for many, single in zip(four, one, strict=True)]
        yield of_turns("ingest by the centre, four devices against one", both, "lines/s", at_least(1), note)
        for stored in (20_000,) if not size.long else (100_000, 1_000_000, 10_000_000):
            yield _at(bench, stored, turns)


def _at(bench: _Bench, stored: int, turns: int) -> Figure:
    bench.fill(stored)
    found = [bench.turn(4) for _ in range(turns)]
    note = f"{bench.stored:,} lines stored in the end"
    return of_turns(f"ingest by the centre, four devices, {stored:,} lines stored", found, "lines/s", at_least(0.45), note)
