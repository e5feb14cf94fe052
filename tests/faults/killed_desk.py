"""A counter that is killed again and again in mid-traffic, and what must be so afterwards."""

import random
import sqlite3
import time
from contextlib import closing
from datetime import date
from pathlib import Path

from kiosk.config import load, override_of
from kiosk.domain.entries import BallotClosed, BallotOpened, Outcome, ShiftOpened, Tap, entry_of
from kiosk.journal import JournalReader
from tests.faults.desk_process import rate_for_ever
from tests.journal.other_process import started

EXAMPLE = Path(__file__).parents[2] / "config.toml"


def kill_again_and_again(path, kills, seed):
    """So many lives of one counter, each ended by kill -9; nothing confirmed is lost."""
    config = load(EXAMPLE, [override_of(f"journal.path={path}")])
    chance = random.Random(seed)
    confirmed = []
    for _ in range(kills):
        with started(rate_for_ever, config, chance.getrandbits(32)) as (process, counter):
            confirmed += counter.recv()  # it is at work
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
            process.join()
            confirmed += what_else_was_said(counter)
    check(path, confirmed, kills)


def what_else_was_said(pipe):
    said = []
    try:
        while pipe.poll():
            said += pipe.recv()
    except (EOFError, OSError):
        pass  # the last word was cut
    return said


def check(path, confirmed, kills):
    with JournalReader(path) as reader:
        assert reader.verify().sound
        assert reader.faults(date(2026, 11, 20)) == []
    with closing(sqlite3.connect(path)) as raw:
        entries = [entry_of(line) for (line,) in raw.execute("SELECT line FROM journal ORDER BY seq")]
    written = {(entry.kind, entry.id) for entry in entries}
    assert [one for one in confirmed if one not in written] == []
    assert sum(kind == "tap" for kind, _ in confirmed) > kills
    assert len([one for one in entries if isinstance(one, ShiftOpened)]) == 1
    check_ballots(entries)


def check_ballots(entries):
    """Each ballot but the one under way at the last kill is closed once, with its last taps."""
    taps, closings = {}, {}
    opened = [one.ballot for one in entries if isinstance(one, BallotOpened)]
    for entry in entries:
        if isinstance(entry, Tap):
            taps.setdefault(entry.ballot, {})[entry.criterion] = entry.level
        elif isinstance(entry, BallotClosed):
            assert entry.ballot not in closings
            closings[entry.ballot] = entry
    assert len(set(opened)) == len(opened)
    assert set(opened[:-1]) <= set(closings) <= set(opened)
    for ballot, closed in closings.items():
        assert closed.answers == taps.get(ballot, {})
    assert any(one.outcome is Outcome.INTERRUPTED for one in closings.values())
