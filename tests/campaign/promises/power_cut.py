"""Power cuts below the process: everything that a disk may hold after one, started from again."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.campaign.lanes import in_lanes
from tests.campaign.promise import Effort, Promise, broken_by
from tests.faults import disk, scenes
from tests.faults.after_a_cut import Told, all_lines, check_a_start
from tests.faults.power_cut import CutDisk, cuts, lay_out
from tests.faults.recorded_counter import be_newer, configured
from tests.journal.kit import fast_folder

_EVENTS_AT_ONCE = 40
_TOUCHES = 60
_EVERY = 9  # of the events, where the campaign is short


@dataclass(frozen=True)
class Recording:
    """A scene that was played once: what stood on the disk before it, and what was promised by then."""

    scene: str
    folder: Path
    events: list[disk.Event]
    before: dict[str, bytes]
    base: list[str]
    carried: frozenset[str]
    said: tuple[str, ...] = ()

    def check(self, said: tuple[str, ...], left: dict[str, Any]) -> None:
        """Start from what a cut left; asserts that nothing is lost."""
        with fast_folder() as folder:
            lay_out(left, self.folder, folder)
            config = configured(folder / "data" / "journal.db", self.scene)
            told = Told(self.base, self.carried, (*self.said, *said))
            check_a_start(config, told, salvage=self.scene == "salvage")
            if self.scene == "a new name":
                missing = set(self.base) - all_lines(folder / "data")
                assert not missing, f"{len(missing)} lines are in no file any more"


def _played(scene: str, place: Path, library: Path) -> Recording:
    folder = place / scene.replace(" ", "-")
    folder.mkdir()
    base = scenes.prepare(scene, folder)
    before, events = _recorded(scene, folder, library, _TOUCHES)
    holds = next(event.data.decode() for event in events if event.op is disk.Op.SAID)
    carried = frozenset(Told([], frozenset(), [holds]).confirmed)
    return Recording(scene, folder, events, before, base, carried)


def _recorded(
    scene: str, folder: Path, library: Path, touches: int
) -> tuple[dict[str, bytes], list[disk.Event]]:
    """Run a counter there; the model of the disk must know every byte that it wrote."""
    before = _files(folder)
    log = folder.with_name(f"{folder.name}.log")
    words = (scene, folder, log, touches)
    with disk.started_with(
        library, "tests.faults.recorded_counter", *words, stderr=subprocess.PIPE
    ) as process:
        _, said = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"the counter failed: {said}")
    events = disk.events_in(log)
    model = CutDisk(before)
    for event in events:
        model.take(event)
    written = {path: content for path, content in model.as_written().items() if content is not None}
    if written != _files(folder):
        raise RuntimeError("the recording lacks something that was written")
    return before, events


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _cut(recording: Recording, moments: range, each: int, seed: int) -> list[str | None]:
    """Start after each cut at one of these moments."""
    if recording.scene == "a newer program":
        be_newer()
    results: list[str | None] = []
    for number, said, left in cuts(recording.events, recording.before, moments, each=each, seed=seed):
        with broken_by(f"{seed}, {recording.scene}, event {number}, try {len(results)}") as broken:
            recording.check(said, left)
        results.append(broken.sentence)
    return results


def _power_cut(scene: str, effort: Effort) -> Iterator[str | None]:
    recording = _played(scene, effort.folder, disk.compiled(effort.folder))
    end, every = len(recording.events), effort.times(short=_EVERY, long=1)
    each = effort.times(short=1, long=8)
    asked = [
        (recording, range(first, min(first + _EVENTS_AT_ONCE * every, end), every), each, effort.seed)
        for first in range(effort.seed % every, end, _EVENTS_AT_ONCE * every)
    ]
    yield from in_lanes(_cut, asked)


def _cut_twice(effort: Effort) -> Iterator[str | None]:
    """Cuts in the start after a cut."""
    library = disk.compiled(effort.folder)
    recordings = [
        _played(scene, effort.folder, library) for scene in ("a first day", "salvage", "a new name")
    ]
    times = effort.times(short=1, long=20)
    asked = [(one, library, number, effort) for one in recordings for number in range(times)]
    yield from in_lanes(_cut_again, asked)


def _cut_again(recording: Recording, library: Path, number: int, effort: Effort) -> list[str | None]:
    """One cut, most often while one journal takes another's place, and cuts again while the kiosk starts."""
    chance = random.Random(f"{effort.seed} {recording.scene} {number}")
    end = len(recording.events)
    moment = chance.choice([chance.randrange(end - 3), chance.randrange(90)])
    moments = range(moment, moment + 3)  # one of them is no mere word
    states = list(cuts(recording.events, recording.before, moments, each=3, seed=number))
    _, said, left = chance.choice(states)
    with fast_folder() as place:
        folder = place / "again"
        lay_out(left, recording.folder, folder)
        before, events = _recorded(recording.scene, folder, library, 0)
        again = Recording(recording.scene, folder, events, before, recording.base, recording.carried, said)
        moments = range(0, len(events), effort.times(short=_EVERY, long=1))
        return _cut(again, moments, effort.times(short=1, long=4), effort.seed)


_SENTENCES = {
    "a first day": "A power cut at any moment of a counter's first day, from the making of its journal"
    " through ballots, checkpoints and shipping to the end and the next start, loses no confirmed tap and"
    " needs no hand.",
    "retention": "A power cut while retention removes old entries leaves them all or none of them, and every"
    " other line.",
    "salvage": "A power cut while a damaged journal is set aside and continued loses nothing that its hashes"
    " vouch for, and nothing confirmed since.",
    "a new name": "A power cut while a device that was enrolled anew takes its journal along loses no line.",
    "a newer program": "A power cut while a newer program brings a journal's tables up to date loses none.",
}


def _promise(scene: str, sentence: str) -> Promise:
    return Promise(sentence, lambda effort: _power_cut(scene, effort))


PROMISES = (
    *(_promise(scene, sentence) for scene, sentence in _SENTENCES.items()),
    Promise("A second power cut while the kiosk starts after the first one loses no more.", _cut_twice),
)
