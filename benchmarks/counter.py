"""A real desk with a real journal, without its window: what touches do, and when each is durable."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from benchmarks.measure import ROOT
from kiosk.cli.counter import opened
from kiosk.clock import SystemClock
from kiosk.config.load import load
from kiosk.config.overrides import override_of
from kiosk.domain.desk import Desk
from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import Entry
from kiosk.journal import JournalWriter
from kiosk.secrets import Pins

DEPARTMENT = "dia-chinh"
LEVELS = ("very_satisfied", "satisfied", "dissatisfied")


class Durable(NamedTuple):
    """A commit: the entries, and when it was known to be on the disk (`time.perf_counter`)."""

    entries: Sequence[Entry]
    at: float


class _Watched:
    """A committer between desk and writer, as the screens have one; notes when the answer came."""

    def __init__(self, writer: JournalWriter) -> None:
        self._writer = writer
        self._answers = SimpleQueue[tuple[Durable, Callable[[], None]]]()

    def commit(self, entries: Sequence[Entry], done: Callable[[bool], None]) -> None:
        def answered(ok: bool) -> None:
            at = time.perf_counter()
            self._answers.put((Durable(entries, at), lambda: done(ok)))

        self._writer.commit(entries, answered)

    def wait(self) -> Durable:
        """The next answer, which the desk has heard, too."""
        durable, tell_desk = self._answers.get()
        tell_desk()
        return durable


class Counter:
    """A counter on duty; `touch` is the next thing that its endless citizens do."""

    def __init__(self, desk: Desk, committer: _Watched) -> None:
        self._desk, self._committer, self._touches = desk, committer, 0
        if desk.view().screen is Screen.LOGIN:
            desk.choose_department(DEPARTMENT)
            committer.wait()

    def touch(self) -> tuple[float, Durable]:
        """One answer, or after the last one no reasons: the seconds until it was durable, and the commit."""
        desk = self._desk
        level = LEVELS[self._touches % len(LEVELS)]
        self._touches += 1
        act = desk.skip_reasons if desk.view().screen is Screen.REASONS else partial(desk.tap, level)
        begun = time.perf_counter()
        act()
        durable = self._committer.wait()
        if desk.view().screen is Screen.THANKS:
            desk.cancel()
        return durable.at - begun, durable


def _copy(source: Path, journal: Path) -> None:
    """To the disk itself: what the system has yet to write of a copy weighs on each commit after it."""
    shutil.copyfile(source, journal)
    with journal.open("r+b") as file:
        os.fsync(file.fileno())


@contextmanager
def counter_on(journal: Path, source: Path | None = None) -> Iterator[Counter]:
    """A counter with its journal at this path; `source` is copied there first."""
    if source is not None:
        _copy(source, journal)
    config = load(ROOT / "config.toml", [override_of(f"journal.path={journal}")])
    clock = SystemClock(config.zone)
    with ExitStack() as stack:
        counter = stack.enter_context(opened(config, clock, simulated=True))
        writer = stack.enter_context(closing(JournalWriter(counter.journal)))
        committer = _Watched(writer)
        desk = Desk(
            config.questionnaire,
            config.desk,
            clock=clock,
            committer=committer,
            pins=Pins(),
            shift=counter.shift,
            simulated=True,
        )
        yield Counter(desk, committer)
