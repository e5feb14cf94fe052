"""A counter whose disk fails: `python -m tests.faults.failing_disk`, cases on its input.

Each line of input is a case, [when, scene, at, error, times]: `when` the counter starts or works, from the
`at`th call on that reaches the disk, so many fail; or each call is slow, by `at` milliseconds. Each line of
output is a list: what that broke, or null, and the same for power cuts afterwards. Where `at` is 0, nothing
fails, and the output is how many calls there were.
"""

import json
import random
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty

from kiosk.domain.desk_view import Screen
from kiosk.journal import JournalError, writer
from tests.campaign.promise import broken_by
from tests.domain.desk_kit import StillClock
from tests.faults import scenes
from tests.faults.after_a_cut import Told, check_a_start
from tests.faults.desk_process import MorningClock, touch
from tests.faults.disk import Disk, events_in
from tests.faults.power_cut import cuts, lay_out
from tests.faults.recorded_counter import RecordedCounter, configured
from tests.journal.kit import fast_folder

writer._LOOK_AGAIN_SECONDS = 0.01
_SILENCE_SECONDS = 0.5  # the writer looks again often here: on a failing disk no more is to be expected
_PATIENCE_SECONDS = 120  # on a disk that works
_DESK_GIVES_UP_SECONDS = 6
_OUT_OF_SERVICE_SECONDS = 5
_CALLS_OF_A_COMMIT = 3
_CUTS = 2


class FailingCounter(RecordedCounter):
    """Waits for no answer that can't come."""

    def touched(self, times):
        """Touch until something is refused or silent; whether everything was taken."""
        return all(self._touched_once() for _ in range(times))

    def _touched_once(self):
        touch(self.desk, self.chance)
        while self.desk.view().busy:
            shown = self.desk.view().screen
            if not self._answered():
                assert self.desk.view().screen is shown, "the screen goes on before the disk"
                self.clock.pass_(_DESK_GIVES_UP_SECONDS)
                self.desk.tick()
                assert self.desk.view().screen is Screen.OUT_OF_SERVICE
        return self.desk.view().screen is not Screen.OUT_OF_SERVICE

    patience = _PATIENCE_SECONDS

    def _answered(self, within=None):
        if not self.committer.waiting:
            return False
        with suppress(Empty):
            self.committer.answer(within=within or self.patience)
            return True
        return False

    def touched_and_watched(self):
        """One touch, looked at as often as the screens do; whether the desk went out of service meanwhile."""
        touch(self.desk, self.chance)
        shown, went, began = self.desk.view().screen, False, time.monotonic()
        while self.committer.waiting:
            waiting = not self._answered(0.05)
            self.desk.tick()
            went = went or self.desk.view().screen is Screen.OUT_OF_SERVICE
            assert not went or time.monotonic() - began >= _OUT_OF_SERVICE_SECONDS, "out of service too soon"
            assert not waiting or went or self.desk.view().screen is shown, (
                "the screen goes on before the disk"
            )
        return went

    def works_on(self):
        """After slowness: what was late has come, and everything is taken."""
        assert self.desk.view().screen is not Screen.OUT_OF_SERVICE
        assert self.touched(6)

    def works_through_faults(self):
        """Taps, checkpoints, shipping, and retention: whatever the disk says to it."""
        for number in range(4):
            if not self.touched(4):
                return
            with suppress(JournalError):
                self.ship()
            if number == 1 and self.lines_are_old:
                with suppress(JournalError):
                    self.forget()
            self.journal._since_checkpoint = 10_000  # the writer folds the WAL after the next commit

    def comes_back(self):
        """By itself, once the disk works: nobody touches anything."""
        for _ in range(10):
            if self.desk.view().screen is not Screen.OUT_OF_SERVICE:
                return True
            self.clock.pass_(_DESK_GIVES_UP_SECONDS)
            self.desk.tick()
            while self._answered():
                pass
        return False


def fails_at_work(disk, counter, at, error, times):
    with counter.open():
        assert counter.touched(4)
        disk.fails(at, error, times)
        counter.patience = _SILENCE_SECONDS
        counter.works_through_faults()
        counter.calls = disk.calls()
        disk.works()
        counter.patience = _PATIENCE_SECONDS
        assert counter.comes_back(), "the desk does not come back by itself"
        assert counter.touched(6), counter.writer.fault


def fails_at_the_start(disk, counter, at, error, times):
    disk.fails(at, error, times)
    counter.patience = _SILENCE_SECONDS
    with suppress(JournalError), counter.open():
        counter.touched(2)
    counter.calls = disk.calls()
    disk.works()
    counter.patience = _PATIENCE_SECONDS
    with counter.open():
        assert counter.touched(6), counter.writer.fault


def is_slow(disk, counter, milliseconds, *_):
    counter.clock = MorningClock(counter.config.zone)
    with counter.open():
        assert counter.touched(4)
        disk.is_slow(milliseconds / 1000)
        went = [counter.touched_and_watched() for _ in range(2)]
        disk.is_slow(0)
        slow = milliseconds * _CALLS_OF_A_COMMIT > _OUT_OF_SERVICE_SECONDS * 1000
        assert any(went) or not slow, "not out of service at all"
        counter.works_on()


WHEN = {"works": fails_at_work, "starts": fails_at_the_start, "is slow": is_slow}


def tried(when, scene, at, error, times):
    """One case in a folder of its own; what it broke, and what power cuts after it broke."""
    with fast_folder() as place:
        folder = place / "data of it"
        folder.mkdir()
        base = scenes.prepare(scene, folder)
        carried = carried_by_a_sound_disk(scene, folder)
        before = {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        disk = Disk(folder, place / "log")
        config = configured(folder / "data" / "journal.db", scene)
        named = f"{when}, {scene}, call {at}, error {error}, times {times}"
        with broken_by(named) as broken:
            counter = FailingCounter(config, StillClock(), disk, random.Random(at))
            counter.lines_are_old = scene == "retention"
            WHEN[when](disk, counter, at, error, times)
            disk.rests()
            events = events_in(place / "log")
            said = [event.data.decode() for event in events if event.op.name == "SAID"]
            salvage = scene == "salvage"
            check_a_start(config, Told(base, carried, said), salvage=salvage)
        if broken.sentence:
            disk.rests()
            return [broken.sentence]
        if at == 0:
            return counter.calls
        chance = random.Random(named)
        results = [None]
        for _ in range(_CUTS):
            moment = chance.randrange(len(events))
            for number, heard, left in cuts(events, before, range(moment, moment + 1), each=1, seed=at):
                with broken_by(f"{named}, power cut after event {number}") as broken, fast_folder() as copy:
                    lay_out(left, folder, copy)
                    told = Told(base, carried, heard)
                    check_a_start(configured(copy / "data" / "journal.db", scene), told, salvage=salvage)
                results.append(broken.sentence)
        return results


_CARRIED = {}


def carried_by_a_sound_disk(scene, folder):
    """The lines that a start takes along where nothing fails."""
    if scene not in _CARRIED:
        copy = Path(shutil.copytree(folder, folder.with_name("sound")))
        counter = FailingCounter(
            configured(copy / "data" / "journal.db", scene), StillClock(), _Quiet(), None
        )
        with counter.open():
            pass
        _CARRIED[scene] = set(counter.disk.holds)
        shutil.rmtree(copy)
    return _CARRIED[scene]


class _Quiet:
    holds = ()

    def hears(self, holds=(), **_):
        self.holds = holds


if __name__ == "__main__":
    for asked in sys.stdin:
        sys.stdout.write(json.dumps(tried(*json.loads(asked))) + "\n")
        sys.stdout.flush()
