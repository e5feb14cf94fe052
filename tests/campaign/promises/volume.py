"""What taps, starts, status screens and batches cost as a journal grows to a million ballots; and retention.

Cost is counted in steps of SQLite's virtual machine, which are the same on every machine; times are told, and
nothing rests on them.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from kiosk.journal import JournalReader, JournalSource, connect
from sync.batching import next_batch
from tests.campaign.promise import Effort, Promise, broken_by
from tests.campaign.trial import say
from tests.journal.kit import (
    AT,
    HERE,
    MORNING,
    day,
    opened,
    rows,
    shift_closed,
    shift_opened,
    shown,
    start,
    tap,
    verified,
    whole_ballot,
)

_BALLOTS_A_DAY = 200
_MOST_GROWTH = 1.5  # of the steps, from the shortest journal to the longest: a tree gets a level deeper
_STEPS_AT_ONCE = 10


class Counter:
    """Steps of SQLite's virtual machine on the product's own connections."""

    def __init__(self) -> None:
        self.steps = 0
        self._opened = connect._opened

    def _counting(self, path: Path, mode: str, text: type[str | bytes]) -> sqlite3.Connection:
        connection = self._opened(path, mode, text)
        connection.set_progress_handler(self._step, _STEPS_AT_ONCE)
        return connection

    def _step(self) -> None:
        self.steps += _STEPS_AT_ONCE

    @contextmanager
    def counts(self) -> Iterator[None]:
        """Count what is opened in here."""
        connect._opened = self._counting
        try:
            yield
        finally:
            connect._opened = self._opened


def _start(path: Path) -> None:
    with opened(path) as journal:
        journal.open_work()


def _tap(path: Path) -> None:
    with opened(path) as journal:
        for _ in range(20):
            journal.append([tap()])


def _status(path: Path) -> None:
    with JournalReader(path) as reader:
        reader.identity()
        reader.head()
        reader.acknowledged_through()
        reader.open_work()
        reader.faults(AT.date(), HERE)


def _batch(path: Path) -> None:
    with JournalSource(path, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
        acknowledged = source.acknowledged_through()
        batch = next_batch(source, acknowledged, through=source.last(), sent_at=datetime.now(UTC), most=500)
        source.acknowledge(batch.through)
        source.rewind(acknowledged)
        source.health()


_LOOKS: dict[str, Callable[[Path], None]] = {
    "a start": _start,
    "a start and 20 taps": _tap,
    "a status screen": _status,
    "a batch of 500": _batch,
}


def _flat(effort: Effort) -> Iterator[str | None]:
    path = effort.folder / "journal.db"
    sizes = (10_000, 100_000, 1_000_000) if effort.long else (500, 5_000)
    first: dict[str, int] = {}
    held = 0
    for ballots in sizes:
        began = time.monotonic()
        _grow(path, held, ballots)
        held = ballots
        megabytes = path.stat().st_size >> 20
        say(f"    {ballots:,} ballots, {megabytes:,} MiB, made in {time.monotonic() - began:.0f} s")
        for what, look in _LOOKS.items():
            steps, seconds = _cost(path, look)
            base = first.setdefault(what, steps)
            say(f"      {what}: {steps:,} steps ({steps / base:.2f} x), {seconds * 1000:.1f} ms")
            grown = steps > base * _MOST_GROWTH
            yield f"{what} takes {steps} steps with {ballots} ballots, {base} at first" if grown else None


def _cost(path: Path, look: Callable[[Path], None]) -> tuple[int, float]:
    """Steps, and the shortest of some times."""
    counter = Counter()
    with counter.counts():
        look(path)
    times = []
    for _ in range(5):
        began = time.monotonic()
        look(path)
        times.append(time.monotonic() - began)
    return counter.steps, min(times)


def _grow(path: Path, held: int, ballots: int) -> None:
    """Days of ballots, shipped but for the newest ones."""
    with opened(path) as journal:
        for first in range(held, ballots, _BALLOTS_A_DAY):
            at = AT - timedelta(days=5100) + timedelta(days=first // _BALLOTS_A_DAY)
            shift = f"{first:016x}"
            entries = [start(at), *([shown(at)] if first == 0 else []), shift_opened(at, shift)]
            for number in range(first, min(first + _BALLOTS_A_DAY, ballots)):
                entries += whole_ballot(number, at)
            journal.append([*entries, shift_closed(at, shift)])
            journal.tidy()
        last = journal.head.seq
    with JournalSource(path, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
        source.acknowledge(last - 1000)


def _retention(effort: Effort) -> Iterator[str | None]:
    """Years of days, shipped late at random, forgotten each month."""
    path, chance = effort.folder / "journal.db", Random(effort.seed)
    begin, sizes = AT - timedelta(days=4000), list[int]()
    for number in range(effort.times(short=18, long=120)):
        with broken_by(f"{effort.seed}, month {number}") as broken:
            _month(path, begin + timedelta(days=30 * number), chance)
            sizes.append(path.stat().st_size)
            full = sizes[15:18]  # the first months in which something is forgotten
            assert not full or sizes[-1] <= 1.3 * max(full), "the file grows all the same"
        yield broken.sentence
    say(f"    MiB by month: {', '.join(f'{size / 2**20:.1f}' for size in sizes[::6])}")


def _month(path: Path, begin: datetime, chance: Random) -> None:
    with opened(path, now=begin) as journal:
        for number in range(30):
            journal.append(day(begin + timedelta(days=number), ballots=6))
        with JournalSource(path, step_minutes=15, now=lambda: begin, parts=HERE) as source:
            behind = chance.choice((0, 0, 0, 50, 4000))
            source.acknowledge(max(0, source.last() - behind))
            acknowledged = source.acknowledged_through()
            waiting = {seq for seq, _, _ in rows(path) if seq > acknowledged}
            journal.forget(days=400, today=(begin + timedelta(days=30)).date())
            kept = {seq for seq, _, _ in rows(path)}
        assert waiting <= kept, "something is gone that the centre lacks"
    assert verified(path).sound


PROMISES = (
    Promise(
        "A start, a tap, a status screen and a batch cost the same with a million ballots in the journal as"
        " with ten thousand.",
        _flat,
    ),
    Promise(
        "Retention keeps the file bounded, year after year, and never removes what is not acknowledged.",
        _retention,
    ),
)
