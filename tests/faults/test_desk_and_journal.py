"""Whatever the order of touches, silences, crashes and restarts: no confirmed tap is lost, last taps count.

The desk and the journal are the real ones. A crash is what a power cut leaves: the files as they are at that
moment, opened elsewhere; nobody closed anything.
"""

import shutil
import sqlite3
import tempfile
from datetime import time, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.domain.desk import Desk
from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import BallotClosed, BallotOpened, Mode, ShiftClosed, ShiftOpened, Tap, entry_of
from kiosk.domain.office import OfficeHours
from kiosk.domain.recovery import resume
from kiosk.domain.tally import Period, tally
from kiosk.journal.journal import Journal
from kiosk.journal.reader import JournalReader
from tests.domain.desk_kit import ASKED, Pins, StillClock

OFFICE = OfficeHours(frozenset(range(5)), ((time(7, 30), time(11, 30)), (time(13, 30), time(17))))
LEVELS = [level.code for level in ASKED.levels]


class SynchronousCommitter:
    def __init__(self, journal):
        self.journal, self.confirmed = journal, []

    def commit(self, entries, done):
        self.journal.append(entries)
        self.confirmed += entries
        done(True)


class DeskAndJournal(RuleBasedStateMachine):
    @initialize(mode=st.sampled_from(Mode), hours=st.sampled_from([None, OFFICE]))
    def start(self, mode, hours):
        self.settings, self.clock, self.confirmed = DeskSettings(mode=mode, hours=hours), StillClock(), []
        self.home = Path(tempfile.mkdtemp())
        self.path = self.home / "1" / "journal.db"
        self.boots = 0
        self.boot()

    def boot(self):
        self.boots += 1
        self.journal = Journal.open(
            self.path, device="quay-1", simulated=False, now=self.clock.now(), step_minutes=15, parts=()
        )
        resumption = resume(
            self.journal.open_work(), ASKED, self.clock.now(), step_minutes=15, program="t", version="1"
        )
        self.journal.append(resumption.entries)
        self.committer = SynchronousCommitter(self.journal)
        self.desk = Desk(
            ASKED,
            self.settings,
            clock=self.clock,
            committer=self.committer,
            pins=Pins(tu_phap="1234", admin="2468"),
            shift=resumption.shift,
            dossiers=resumption.dossiers,
        )
        return resumption

    @rule(code=st.sampled_from([one.code for one in ASKED.departments]))
    def choose(self, code):
        self.desk.enter()
        self.desk.choose_department(code)
        self.desk.enter_pin("1234")

    @rule(code=st.sampled_from([one.code for one in ASKED.departments]))
    def change_department(self, code):
        self.desk.open_shift_menu()
        self.desk.change_department(code)
        self.desk.enter_pin("1234")

    @rule(level=st.sampled_from(LEVELS))
    def tap(self, level):
        self.desk.tap(level)

    @rule(level=st.sampled_from(LEVELS))
    def tap_again_and_again(self, level):
        for _ in ASKED.criteria:
            self.desk.tap(level)

    @rule(call=st.sampled_from(["skip", "back", "still_here", "finish", "skip_reasons", "cancel", "invite"]))
    def touch(self, call):
        getattr(self.desk, call)()

    @rule(codes=st.sets(st.sampled_from([one.code for one in ASKED.reasons])))
    def send_reasons(self, codes):
        self.desk.send_reasons(codes)

    @rule(seconds=st.integers(1, 70))
    def nobody_touches(self, seconds):
        for _ in range(seconds):
            self.clock.pass_(1)
            self.desk.tick()

    @rule(hours=st.integers(-30, 30))
    def the_clock_is_set(self, hours):
        self.clock.wall += timedelta(hours=hours)
        self.desk.tick()

    @rule(dossiers=st.none() | st.integers(0, 99))
    def end_shift(self, dossiers):
        self.desk.open_shift_menu()
        self.desk.close_shift(dossiers)
        self.desk.enter_pin("1234")

    @rule(dossiers=st.none() | st.integers(0, 99))
    def note_dossiers(self, dossiers):
        self.desk.open_shift_menu()
        self.desk.ask_dossiers(ending=False)
        self.desk.enter_pin("1234")
        if self.desk.view().screen is Screen.DOSSIERS:
            self.desk.note_dossiers(dossiers)
            assert self.desk.view().dossiers == dossiers

    @rule(dossiers=st.none() | st.integers(0, 99), leaves=st.booleans())
    def the_administrator_ends_the_shift(self, dossiers, leaves):
        self.desk.ask_admin()
        self.desk.enter_pin("2468")
        self.desk.close_shift(dossiers)
        if leaves:
            self.desk.cancel()

    @precondition(lambda self: self.boots < 6)
    @rule()
    def crash_and_restart(self):
        self.confirmed += self.committer.confirmed
        noted = self.desk.view().dossiers
        image = self.home / str(self.boots + 1) / "journal.db"
        image.parent.mkdir()
        for suffix in ("", "-wal"):
            left = self.path.with_name(self.path.name + suffix)
            if left.exists():
                shutil.copy(left, image.with_name(image.name + suffix))
        self.journal.close()
        self.path = image
        resumption = self.boot()
        closings = [entry.dossiers for entry in resumption.entries if isinstance(entry, ShiftClosed)]
        assert (closings or [self.desk.view().dossiers]) == [noted]

    @invariant()
    def the_screen_offers_something(self):
        if hasattr(self, "desk"):
            assert self.desk.view().screen is not Screen.OUT_OF_SERVICE

    def teardown(self):
        if not hasattr(self, "desk"):
            return
        self.crash_and_restart()
        self.journal.close()
        self.check()
        shutil.rmtree(self.home)

    def check(self):
        with sqlite3.connect(self.path) as raw:
            entries = [entry_of(line) for (line,) in raw.execute("SELECT line FROM journal ORDER BY seq")]
        raw.close()
        written = {entry.id for entry in entries}
        assert [one for one in self.confirmed if one.id not in written] == []
        check_shifts(entries)
        answers = self.check_ballots(entries)
        with JournalReader(self.path) as reader:
            assert reader.verify().first_bad is None
            self.check_report(reader, answers)

    def check_ballots(self, entries):
        last_taps = {}
        for entry in entries:
            if isinstance(entry, Tap):
                last_taps.setdefault(entry.ballot, {})[entry.criterion] = entry.level
        closings = [entry for entry in entries if isinstance(entry, BallotClosed)]
        assert len({one.ballot for one in closings}) == len(closings)
        counted = {one.ballot: dict(one.answers) for one in closings if one.answers}
        assert counted == last_taps
        return counted

    def check_report(self, reader, answers):
        first, last = (
            self.clock.now().date() - timedelta(days=900),
            self.clock.now().date() + timedelta(days=900),
        )
        table = tally(
            reader.ballot_groups(first, last),
            reader.questionnaires(first, last),
            Period(first, last, "Asia/Ho_Chi_Minh"),
            simulated=False,
        )
        assert table.total.collected == len(answers)
        assert sum(row.n for row in table.total.criteria) == sum(map(len, answers.values()))


def check_shifts(entries):
    """Each shift has one opening and one closing, but the last; a ballot lies within one shift."""
    shift = ballot = None
    seen = set()
    for entry in entries:
        if isinstance(entry, ShiftOpened):
            assert shift is None
            assert entry.shift not in seen
            seen.add(entry.shift)
            shift = entry.shift
        elif isinstance(entry, ShiftClosed):
            assert (entry.shift, ballot) == (shift, None)
            shift = None
        elif isinstance(entry, BallotOpened):
            assert (entry.shift, ballot) == (shift, None)
            ballot = entry.ballot
        elif isinstance(entry, BallotClosed):
            assert (entry.shift, entry.ballot) == (shift, ballot)
            ballot = None


TestDeskAndJournal = DeskAndJournal.TestCase
TestDeskAndJournal.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)
