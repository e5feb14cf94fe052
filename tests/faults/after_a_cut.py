"""What must be so when a kiosk starts after a power cut, whatever the cut left."""

import json
import sqlite3
from collections import Counter
from contextlib import closing

from kiosk.cli.counter import opened
from kiosk.domain.entries import BallotClosed, BallotOpened, ShiftOpened, Tap, entry_of
from tests.faults.desk_process import MorningClock
from tests.journal.kit import lines, verified

# What a start writes by itself.
OWN = {"journal_opened", "start", "note", "questionnaire", "shift_closed", "ballot_closed"}


class Told:
    """What had been confirmed when the power was cut, and what was under way."""

    def __init__(self, base, carried, said):
        """`base`: the lines before; `carried`: those of them that an undisturbed start takes along."""
        self.confirmed = [line for line in base if line in carried]
        self.known = set(base)
        self.under_way, self.refused = [], set()  # commits without an answer, or refused and not overwritten
        self.forgets = False
        for one in map(json.loads, said):
            self._hear(**one)

    def _hear(self, *, holds=None, meant=None, confirmed=None, forgets=None, **_):
        if meant is not None:
            self.under_way.append(meant)
            self.known.update(meant)
        if confirmed is not None:
            self.under_way.remove(confirmed)
            self.confirmed = self.confirmed + confirmed
            self._nothing_is_under_way()
        if holds is not None:
            self.confirmed, self.forgets = holds, False
            self.known.update(holds)
            self._nothing_is_under_way()
        self.forgets = self.forgets if forgets is None else forgets

    def _nothing_is_under_way(self):
        self.refused.update(*self.under_way)
        self.refused.difference_update(self.confirmed)
        self.under_way = []

    def shift(self):
        """The shift that goes on, if that is certain."""
        entries = [entry_of(line) for line in self.confirmed]
        shifts = [one for one in entries if one.kind in ("shift_opened", "shift_closed")]
        meant = {entry_of(line).kind for commit in self.under_way for line in commit}
        if shifts and isinstance(shifts[-1], ShiftOpened) and "shift_closed" not in meant:
            return shifts[-1].shift
        return None


def check_a_start(config, told, *, salvage=False):
    """Start as after every crash, without a hand, and look."""
    path = config.journal.path
    clock = MorningClock(config.zone)
    with opened(config, clock, simulated=False) as counter:
        faults = {fault.code for fault in counter.journal.faults}
        shift = counter.shift.shift if counter.shift else None
    assert faults <= ({"salvaged"} if salvage else set()), f"the start tells of {faults}"
    assert verified(path).sound, verified(path).faults
    found = lines(path)
    check_lines(found, told)
    check_ballots([entry_of(line) for line in found])
    going_on = told.shift()
    assert going_on is None or shift == going_on, "the shift does not go on"


def check_lines(found, told):
    wanted = told.confirmed
    if told.forgets:
        held = set(found)
        while wanted and wanted[0] not in held:
            wanted = wanted[1:]  # what the chain of those that stay still vouches for
    missing = set(wanted) - set(found)
    assert not missing, f"{len(missing)} confirmed entries are gone, such as {min(missing)}"
    assert len(set(found)) == len(found), "an entry is there twice"
    known = [line for line in found if line in told.known]
    assert [line for line in known if line in set(wanted)] == wanted, "the order changed"
    maybe = {line for commit in told.under_way for line in commit}
    under_way = [line for line in found if line in maybe]
    assert under_way in ([], *told.under_way), "half of a commit is there"
    assert not told.refused & set(found), "something is there that was refused, and overwritten"
    strange = [line for line in found if line not in told.known and entry_of(line).kind not in OWN]
    assert not strange, f"nobody wrote {strange[0]}"


def check_ballots(entries):
    """Each ballot is closed, once, with its last taps."""
    taps, closings = {}, Counter()
    for entry in entries:
        if isinstance(entry, Tap):
            taps.setdefault(entry.ballot, {})[entry.criterion] = entry.level
        elif isinstance(entry, BallotClosed):
            closings[entry.ballot] += 1
            assert entry.ballot not in taps or entry.answers == taps[entry.ballot], (
                "a ballot closes otherwise"
            )
    opened_ones = {entry.ballot for entry in entries if isinstance(entry, BallotOpened)}
    assert opened_ones <= set(closings), "a ballot stays open"
    assert set(closings.values()) <= {1}, "a ballot is closed twice"


def all_lines(folder):
    """Every line of the journal and of the journals set aside."""
    found = set()
    for file in folder.glob("journal.db*"):
        if file.name == "journal.db" or file.name.endswith(("-former", "-damaged")):
            with closing(sqlite3.connect(file)) as database:
                found.update(line for (line,) in database.execute("SELECT line FROM journal"))
    return found
