"""A counter at work on a disk that is recorded.

python -m tests.faults.recorded_counter SCENE FOLDER LOG TOUCHES; without touches it only starts. It says
before each commit what it means to write, and afterwards what it was told is written.
"""

import random
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

from kiosk.cli.counter import opened
from kiosk.config import load, override_of
from kiosk.domain.desk import Desk
from kiosk.domain.entries import line_of
from kiosk.journal import JournalReader, JournalSource, JournalWriter, build, schema, strangers
from kiosk.secrets import Pins
from tests.faults.desk_process import MorningClock, touch
from tests.faults.disk import Disk

EXAMPLE = Path(__file__).parents[2] / "config.toml"
NEWER = ("0002 a view", ("CREATE VIEW shifts AS SELECT seq FROM journal WHERE kind = 'shift_opened'",))
SCENES = ("a first day", "retention", "salvage", "a new name", "a newer program")


def configured(path, scene):
    device = "quay-2" if scene == "a new name" else "quay-1"
    config = load(EXAMPLE, [override_of(f"journal.path={path}"), override_of(f"device.id={device}")])
    return replace(config, desk=replace(config.desk, hours=None))


def be_newer():
    """This program has a further migration from now on."""
    for module in (schema, strangers, build):
        module.MIGRATIONS = (*schema.MIGRATIONS[:1], NEWER)


def lines_of(path):
    with JournalReader(path) as reader:
        return [line_of(entry) for _, entry in reader.entries()]


class SayingCommitter:
    """Hands `done` back to the desk's thread; what is meant and what is confirmed goes into the recording."""

    def __init__(self, writer, disk):
        self._writer, self._disk, self._answers = writer, disk, SimpleQueue()
        self.waiting = 0

    def commit(self, entries, done):
        meant = [line_of(entry) for entry in entries]
        self._disk.hears(meant=meant)
        self.waiting += 1
        self._writer.commit(entries, lambda ok: self._answers.put((ok, done, meant)))

    def answer(self, within=None):
        """Take one answer; raises queue.Empty where none comes within so many seconds."""
        ok, done, meant = self._answers.get(timeout=within)
        self.waiting -= 1
        self._disk.hears(**{"confirmed" if ok else "refused": meant})
        done(ok)


class RecordedCounter:
    """A real counter, touched at random."""

    def __init__(self, config, clock, disk, chance):
        self.config, self.clock, self.disk, self.chance = config, clock, disk, chance

    @contextmanager
    def open(self):
        path = self.config.journal.path
        with opened(self.config, self.clock, simulated=False) as counter:
            self.disk.hears(holds=lines_of(path))
            self.journal = counter.journal
            self.writer = JournalWriter(counter.journal)
            self.committer = SayingCommitter(self.writer, self.disk)
            self.desk = Desk(
                self.config.questionnaire,
                self.config.desk,
                clock=self.clock,
                committer=self.committer,
                pins=Pins(),
                shift=counter.shift,
            )
            try:
                yield
            finally:
                self.writer.close()

    def touched(self, times):
        for _ in range(times):
            touch(self.desk, self.chance)
            while self.desk.view().busy:
                self.committer.answer()

    def ship(self):
        """The centre has everything that may be sent now."""
        with JournalSource(self.config.journal.path, step_minutes=15, now=self.clock.now) as source:
            source.acknowledge(source.last())

    def forget(self):
        self.disk.hears(forgets=True)
        if not self.journal.forget(days=400, today=self.clock.now().date()):
            raise RuntimeError("nothing was there to be forgotten")
        self.disk.hears(holds=lines_of(self.config.journal.path))

    def fold(self):
        """A checkpoint, now rather than after so many entries."""
        self.journal._since_checkpoint = 10_000
        self.touched(2)


def work(scene, folder, log, touches):
    path = folder / "data" / "journal.db"
    config = configured(path, scene)
    counter = RecordedCounter(config, MorningClock(config.zone), Disk(folder, log), random.Random(7))
    if scene == "a newer program":
        be_newer()
    with counter.open():
        if not touches:
            return
        counter.touched(touches)
        counter.ship()
        counter.touched(touches // 2)
        counter.fold()
        counter.touched(touches // 2)
        if scene == "retention":
            counter.forget()
        counter.fold()  # the second begins the WAL anew
        counter.touched(touches // 2)
        counter.ship()
    with counter.open():
        counter.touched(touches // 4)


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
