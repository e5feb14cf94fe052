"""From a tap on the desk until its entry is on the disk, ten taps a second, beside two limits.

*Ours* is the desk as the screens drive it: the rules, the line, its hash, the hand-over to the writer's
thread, SQLite with its triggers and indexes, and the answer. The *limit* is plain `sqlite3` that inserts the
same bytes (line and hash) into a table of two columns, WAL and `synchronous = FULL` as ours; the other one a
file to which the same bytes are appended, with `fdatasync`. The three take turns within each tenth of a
second, on files in the same folder. Forced writes are counted by strace, as the difference between a run of
few and one of many touches, so that what a start writes does not count; a commit of SQLite's own needs one.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from benchmarks.counter import Durable, counter_on
from benchmarks.journals import journal_of
from benchmarks.measure import (
    ROOT,
    Figure,
    NotMeasuredError,
    Size,
    at_most,
    at_share,
    chunks,
    figure,
    of_turns,
)
from kiosk.domain.entries import line_of
from kiosk.journal.chain import ZERO, chain

PAUSE = 0.1
TURNS = 5


def measure(size: Size) -> Iterator[Figure]:
    """The figures at three sizes of the journal, and the forced writes."""
    touches = size.of(short=30, long=600)
    sizes = (0, 1_000) if not size.long else (0, 100_000, 1_000_000)
    for ballots in sizes:
        folder = size.folder / str(ballots)
        folder.mkdir()
        found = _paced(folder, journal_of(size, ballots), touches)
        shutil.rmtree(folder)
        yield from _against_raw(f"at {ballots:,} ballots", *found)
    yield _flat(size, sizes[0], sizes[-1], touches)
    yield _forced_writes(size)


def _against_raw(
    where: str, ours: Sequence[float], raw: Sequence[float], appended: Sequence[float]
) -> Iterator[Figure]:
    note = f"an appending fdatasync took {_ms(statistics.median(appended)):.3f} ms"
    yield of_turns(f"tap to durable commit, p50, {where}", _turns(ours, raw), "ms", at_most(1.3), note)
    tails = [_ms(at_share(those, 0.99)) for those in (ours, raw, appended)]
    note = f"an appending fdatasync took {tails[2]:.3f} ms; maximum {_ms(max(ours)):.2f} ms"
    yield figure(f"tap to durable commit, p99, {where}", tails[0], tails[1], "ms", at_most(2), note)


def _flat(size: Size, small: int, large: int, touches: int) -> Figure:
    """Two counters whose citizens take turns: one with a short journal, one with a long one."""
    files = [size.folder / name for name in ("short.sqlite", "long.sqlite")]
    seconds: tuple[list[float], list[float]] = ([], [])
    with ExitStack() as stack:
        counters = [
            stack.enter_context(counter_on(file, journal_of(size, ballots)))
            for file, ballots in zip(files, (small, large), strict=True)
        ]
        due = time.perf_counter()
        for _ in range(touches):
            for counter, those in zip(counters, seconds, strict=True):
                those.append(counter.touch()[0])
                due = _wait(due, PAUSE / 2)
    name = f"tap to durable commit, p50: {large:,} ballots against {small:,}"
    note = "two counters beside each other, the same touches in turns"
    return of_turns(name, _turns(seconds[1], seconds[0]), "ms", at_most(1.15), note)


def _paced(folder: Path, source: Path, touches: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds of each touch, of raw sqlite3 and of an append with the same bytes."""
    ours, raw, appended = [], [], []
    with (
        counter_on(folder / "journal.sqlite", source) as counter,
        closing(_raw(folder)) as connection,
        (folder / "log").open("ab") as log,
    ):
        digest, seq = ZERO, 0
        due = time.perf_counter()
        for touch in range(touches + TURNS):
            seconds, durable = counter.touch()
            rows = _rows(durable, digest, seq)
            digest, seq = rows[-1][2], rows[-1][0]
            due = _wait(due, PAUSE / 3)
            inserted = _timed(partial(_insert, connection, rows))
            due = _wait(due, PAUSE / 3)
            synced = _timed(partial(_append, log.fileno(), rows))
            due = _wait(due, PAUSE / 3)
            if touch >= TURNS:  # the first ones find cold caches
                ours.append(seconds)
                raw.append(inserted)
                appended.append(synced)
    return ours, raw, appended


def _turns(ours: Sequence[float], other: Sequence[float]) -> list[tuple[float, float]]:
    """Milliseconds at the middle of each fifth of the touches."""
    parts = zip(chunks(ours, TURNS), chunks(other, TURNS), strict=True)
    return [(_ms(statistics.median(one)), _ms(statistics.median(two))) for one, two in parts]


def _raw(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "raw.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE journal (seq INTEGER PRIMARY KEY, line TEXT NOT NULL, hash BLOB NOT NULL)"
    )
    return connection


def _rows(durable: Durable, digest: bytes, seq: int) -> list[tuple[int, str, bytes]]:
    rows = []
    for entry in durable.entries:
        line = line_of(entry)
        digest, seq = chain(digest, line.encode()), seq + 1
        rows.append((seq, line, digest))
    return rows


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[int, str, bytes]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO journal VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")


def _append(file: int, rows: Sequence[tuple[int, str, bytes]]) -> None:
    os.write(file, b"".join(line.encode() + digest for _, line, digest in rows))
    os.fdatasync(file)


def _timed(do: Callable[[], None]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def _wait(due: float, seconds: float) -> float:
    due = max(due + seconds, time.perf_counter())
    time.sleep(max(0.0, due - time.perf_counter()))
    return due


def _ms(seconds: float) -> float:
    return seconds * 1000


def _forced_writes(size: Size) -> Figure:
    few, many = size.of(short=20, long=200), size.of(short=80, long=2_200)
    counted = [_counted(size.folder, touches) for touches in (few, many)]
    a_touch = (counted[1] - counted[0]) / (many - few)
    note = f"{counted[1] - counted[0]} in {many - few} transactions, checkpoints included"
    return figure(
        "forced writes (fdatasync, fsync) a committed transaction", a_touch, 1, "calls", at_most(1.05), note
    )


def _counted(folder: Path, touches: int) -> int:
    if shutil.which("strace") is None:
        raise NotMeasuredError("strace counts the forced writes and is missing (apt install strace)")
    summary, journal = folder / "strace", folder / f"counted-{touches}.sqlite"
    traced: list[str | Path] = ["strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", summary]
    command: list[str | Path] = [
        *traced,
        sys.executable,
        "-m",
        "benchmarks.tap_to_durable_commit",
        journal,
        str(touches),
    ]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise NotMeasuredError(f"strace may not trace here: {done.stderr.strip()[-200:]}")
    lines = re.findall(
        r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+).*\bf(?:data)?sync$", summary.read_text(), re.MULTILINE
    )
    return sum(int(calls) for calls in lines)


def main() -> None:
    """So many touches as fast as they go: what strace counts."""
    with counter_on(Path(sys.argv[1])) as counter:
        for _ in range(int(sys.argv[2])):
            counter.touch()


if __name__ == "__main__":
    main()
