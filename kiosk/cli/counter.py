"""Opens the journal of this counter and takes up what the last run left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk import __version__
from kiosk.config import Config
from kiosk.domain.clock_watch import ClockWatch
from kiosk.domain.entries import ShiftOpened
from kiosk.domain.ports import Clock
from kiosk.domain.records import dataclass
from kiosk.domain.recovery import resume
from kiosk.journal import Journal, OwnerLock


@dataclass(frozen=True)
class Counter:
    """An open journal, and where its desk begins."""

    journal: Journal
    shift: ShiftOpened | None
    dossiers: int | None  # noted for that shift
    last_department: str | None
    clock_watch: ClockWatch  # since before anything was written


@contextmanager
def opened(
    config: Config, clock: Clock, *, simulated: bool, lock: OwnerLock | None = None
) -> Iterator[Counter]:
    """Be the journal's owner: what a crash left open is closed, and today's shift goes on.

    `lock` is the journal's, where it was taken before. Raises JournalError where the file may not be used
    like this or the disk refuses.
    """
    step = config.desk.step_minutes
    clock_watch = ClockWatch(clock)
    now = clock.now()
    with Journal.open(
        config.journal.path,
        device=config.device.id,
        simulated=simulated,
        now=now,
        step_minutes=step,
        lock=lock,
    ) as journal:
        work = journal.open_work()
        start = resume(
            work, config.questionnaire, now, step_minutes=step, program="kiosk", version=__version__
        )
        journal.append(start.entries)
        yield Counter(journal, start.shift, start.dossiers, work.last_department, clock_watch)
