"""The same journal twice: a cloned disk, a restored backup, two processes on one file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from kiosk.journal import Journal
from kiosk.journal.machine import Part
from tests.campaign.promise import Effort, Promise, broken_by
from tests.campaign.real_centre import RealCentre, with_a_centre
from tests.journal.kit import (
    HERE,
    fast_folder,
    later,
    lines,
    opened,
    shift_opened,
    shown,
    start,
    whole_ballot,
)
from tests.journal.other_process import hold, started, try_to_open

_THERE = (Part("machine_id", "x"), Part("board", "y"), Part("disk", "c"), Part("network_card", "z"))
_NOW = later(days=1)


class Machines:
    """PCs with one device name, and what each of them has shipped."""

    def __init__(self, folder: Path, centre: RealCentre, chance: Random) -> None:
        self.folder, self.centre, self.chance = folder, centre, chance
        self.token = centre.enrol("quay-1")
        self.shipped: set[str] = set()
        self._ballots = 0

    def open(self, path: Path, parts: tuple[Part, ...]) -> Journal:
        journal: Journal = opened(path, parts=parts)
        return journal

    def works(self, path: Path, parts: tuple[Part, ...] = HERE) -> None:
        """A start and some ballots; some of them are shipped at once."""
        with self.open(path, parts) as journal:
            journal.append([start(), shown(), shift_opened()] if journal.head.seq == 1 else [start()])
            for _ in range(self.chance.randint(1, 6)):
                self._ballots += 1
                journal.append(whole_ballot(self._ballots))
                if self.chance.random() < 0.3:
                    self.ships(path, parts)

    def ships(self, path: Path, parts: tuple[Part, ...] = HERE) -> None:
        self.centre.ship(path, self.token, _NOW, parts)
        self.shipped.update(lines(path))

    def check(self) -> None:
        """Every ballot that any of them shipped counts, once."""
        closed = {json.loads(line)["ballot"] for line in self.shipped if '"kind":"ballot_closed"' in line}
        counted = self.centre.counted()["total"]["collected"]
        assert counted == len(closed), f"{counted} are counted, {len(closed)} were given"


def _cloned(effort: Effort) -> Iterator[str | None]:
    yield from _lived(effort, _clone)


def _clone(machines: Machines) -> None:
    first, second = machines.folder / "first" / "journal.db", machines.folder / "second" / "journal.db"
    machines.works(first)
    shutil.copytree(first.parent, second.parent)
    for _ in range(machines.chance.randint(2, 5)):
        machines.works(first)
        machines.works(second, _THERE)
    with machines.open(second, _THERE) as journal:
        assert "other_machine" in {fault.code for fault in journal.faults}, "the second PC does not say it"
    with machines.open(first, HERE) as journal:
        assert journal.faults == [], "the first PC says something"
    machines.ships(first)
    machines.ships(second, _THERE)
    assert "fork" in {kind for _, kind in machines.centre.findings()}, "the centre says nothing"
    machines.check()


def _restored(effort: Effort) -> Iterator[str | None]:
    yield from _lived(effort, _restore)


def _restore(machines: Machines) -> None:
    path, backup = machines.folder / "data" / "journal.db", machines.folder / "backup"
    machines.works(path)
    shutil.copytree(path.parent, backup)
    machines.works(path)
    machines.ships(path)
    shutil.rmtree(path.parent)
    shutil.copytree(backup, path.parent)
    asked = machines.centre.held(path, machines.token, _NOW)
    assert asked.first_other == len(lines(path)) + 1, "verify --centre does not say that it was restored"
    machines.works(path)
    machines.ships(path)
    assert "fork" in {kind for _, kind in machines.centre.findings()}, "the centre says nothing"
    machines.check()


def _lived(effort: Effort, history: Callable[[Machines], None]) -> Iterator[str | None]:
    def case(centre: RealCentre, folder: Path, chance: Random) -> None:
        history(Machines(folder, centre, chance))

    yield from with_a_centre(effort, effort.times(short=4, long=100), case)


def _two_processes(effort: Effort) -> Iterator[str | None]:
    """A second owner is refused, in one sentence, as long as the first one lives, and not longer."""
    for number in range(effort.times(short=5, long=200)):
        with broken_by(number) as broken, fast_folder() as folder:
            path = folder / "journal.db"
            with started(hold, path) as (process, first):
                assert first.recv() == "mine"
                _check_refused(path)
                process.kill()
                process.join()
            with started(try_to_open, path) as (_, third):
                assert third.recv() == "", "the lock of a killed kiosk stays"
        yield broken.sentence


def _check_refused(path: Path) -> None:
    before = lines(path)
    with started(try_to_open, path) as (_, second):
        assert "Another kiosk already runs on" in second.recv(), "two kiosks on one journal"
    assert lines(path) == before


PROMISES = (
    Promise(
        "A disk cloned into a second PC loses and doubles nothing at the centre; the second PC says that it"
        " is another one, and the centre shows the fork.",
        _cloned,
    ),
    Promise(
        "A backup restored on the same PC loses and doubles nothing that was shipped; `kiosk verify"
        " --centre` names the entry, and the centre shows the fork.",
        _restored,
    ),
    Promise(
        "A second kiosk on a journal in use is refused in one sentence and changes nothing; a killed one"
        " leaves no lock.",
        _two_processes,
    ),
)
