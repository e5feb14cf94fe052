"""kill -9 of a counter in mid-traffic: nothing confirmed is lost, the next start is clean and goes on.

How many moments: HAI_LONG_KILLS (50 unless set), for the long campaign.
"""

import os
import random
import sqlite3
import time
from datetime import date
from pathlib import Path

from kiosk.config import load, override_of
from kiosk.domain.entries import BallotClosed, BallotOpened, Outcome, ShiftOpened, Tap, entry_of
from kiosk.journal import JournalReader
from tests.faults.desk_process import rate_for_ever
from tests.journal.other_process import started

KILLS = int(os.environ.get("HAI_LONG_KILLS", "50"))
EXAMPLE = Path(__file__).parents[2] / "config.toml"


def test_no_confirmed_tap_is_lost_and_the_shift_goes_on_whenever_the_counter_is_killed(tmp_path):
    path = tmp_path / "journal.sqlite"
    config = load(EXAMPLE, [override_of(f"journal.path={path}")])
    chance = random.Random(20261121)
    confirmed = []
    for life in range(KILLS):
        with started(rate_for_ever, config, life) as (process, counter):
            confirmed += counter.recv()  # it is at work
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
            process.join()
            confirmed += what_else_was_said(counter)
    check(path, confirmed)


def what_else_was_said(pipe):
    said = []
    try:
        while pipe.poll():
            said += pipe.recv()
    except (EOFError, OSError):
        pass  # the last word was cut
    return said


def check(path, confirmed):
    with JournalReader(path) as reader:
        assert reader.verify().sound
        assert reader.faults(date(2026, 11, 20)) == []
    with sqlite3.connect(path) as raw:
        entries = [entry_of(line) for (line,) in raw.execute("SELECT line FROM journal ORDER BY seq")]
    raw.close()
    written = {(entry.kind, entry.id) for entry in entries}
    assert [one for one in confirmed if one not in written] == []
    assert sum(kind == "tap" for kind, _ in confirmed) > KILLS
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
    for ballot, closing in closings.items():
        assert closing.answers == taps.get(ballot, {})
    assert any(one.outcome is Outcome.INTERRUPTED for one in closings.values())
