"""Whatever people, clock and disk do: shifts stay whole, and the desk never sticks.

The desk is real; the journal in memory is at times slow and at times refuses. `tests/faults` has the same
desk in front of the real journal, with crashes.
"""

from datetime import time, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.domain.desk_view import Screen
from kiosk.domain.draft import DOSSIERS_NOTED
from kiosk.domain.entries import Mode
from kiosk.domain.office import OfficeHours
from tests.domain.desk_kit import ASKED, Counter, Pins

PIN, ADMIN_PIN = "1234", "2468"
CLOSES = time(17)
OFFICE = OfficeHours(frozenset(range(5)), ((time(7, 30), time(11, 30)), (time(13, 30), CLOSES)))
IDLE = (Screen.CLOSED, Screen.LOGIN, Screen.RATING, Screen.INVITATION)
TOUCHES = [
    *("skip", "back", "still_here", "finish", "skip_reasons", "cancel", "touched"),
    *("enter", "invite", "open_shift_menu", "ask_dossiers", "ask_admin"),
]
LEVELS = [level.code for level in ASKED.levels]
DEPARTMENTS = [one.code for one in ASKED.departments]


class AnyHistory(RuleBasedStateMachine):
    @initialize(mode=st.sampled_from(Mode), hours=st.sampled_from([None, OFFICE]))
    def start(self, mode, hours):
        self.counter = Counter(pins=Pins(tu_phap=PIN, admin=ADMIN_PIN), mode=mode, hours=hours)
        self.desk, self.clock, self.journal = self.counter.desk, self.counter.clock, self.counter.journal
        self.read, self.shift, self.ballot, self.taps = 0, None, None, {}
        self.begun = None  # when the shift began, unless the clock was set since
        self.noted, self.given = None, set()  # dossiers: in the journal for this shift, tried at its end
        self.come_to_work("tu-phap")

    # What people do.

    @rule(code=st.sampled_from(DEPARTMENTS))
    def come_to_work(self, code):
        self.desk.cancel()
        self.desk.enter()
        self.desk.choose_department(code)
        self.desk.enter_pin(PIN)

    @rule(code=st.sampled_from(DEPARTMENTS))
    def ask_for_another_department(self, code):
        self.desk.open_shift_menu()
        self.desk.change_department(code)

    @rule(pin=st.sampled_from([PIN, ADMIN_PIN, "0000"]))
    def enter_pin(self, pin):
        self.desk.enter_pin(pin)

    @rule(level=st.sampled_from(LEVELS), times=st.integers(1, 3))
    def tap(self, level, times):
        self.desk.invite()
        for _ in range(times):
            self.desk.tap(level)

    @rule(level=st.sampled_from(LEVELS))
    def tap_while_the_disk_hangs(self, level):
        self.journal.late = True
        self.desk.tap(level)
        self.wait(6)

    @rule(level=st.sampled_from(LEVELS))
    def tap_and_be_refused_the_next(self, level):
        self.desk.tap(level)
        self.journal.refusing = True
        self.desk.tap(level)
        self.journal.refusing = False

    @rule(call=st.sampled_from(TOUCHES))
    def touch(self, call):
        getattr(self.desk, call)()

    @rule()
    def ask_to_note(self):
        self.desk.open_shift_menu()
        self.desk.ask_dossiers(ending=False)

    @rule(call=st.sampled_from(["note_dossiers", "close_shift"]), dossiers=st.none() | st.integers(0, 99))
    def give_dossiers(self, call, dossiers):
        if call == "close_shift" and dossiers is not None:
            self.given.add(dossiers)
        getattr(self.desk, call)(dossiers)

    @rule(ends=st.booleans())
    def look_as_administrator(self, ends):
        self.desk.ask_admin()
        self.desk.enter_pin(ADMIN_PIN)
        if ends:
            self.desk.close_shift(None)

    # What time and the disk do.

    @rule(seconds=st.integers(1, 130))
    def nobody_touches(self, seconds):
        self.wait(seconds)

    @rule(hours=st.integers(1, 12))
    def the_machine_sleeps(self, hours):
        self.clock.pass_(hours * 3600)
        self.desk.tick()

    @rule(hours=st.integers(-30, 30))
    def the_clock_is_set(self, hours):
        self.clock.wall += timedelta(hours=hours)
        self.begun = None
        self.desk.tick()

    @rule(late=st.booleans(), refusing=st.booleans())
    def the_disk_is(self, late, refusing):
        self.journal.late, self.journal.refusing = late, refusing

    @rule()
    def the_disk_is_well(self):
        self.the_disk_is(late=False, refusing=False)
        self.the_disk_answers()

    @rule()
    def the_disk_answers(self):
        if self.journal.held:
            self.journal.answer()

    # What must hold.

    @invariant()
    def shifts_and_ballots_are_whole(self):
        for entry in self.journal.entries[self.read :]:
            check = getattr(self, f"check_{entry.kind}", None)
            if check:
                check(entry)
        self.read = len(self.journal.entries)
        assert self.desk.view().dossiers in {self.noted, *self.given}

    @invariant()
    def what_is_shown_belongs_together(self):
        view = self.desk.view()
        assert (view.criterion is not None) == (view.screen is Screen.RATING)
        assert bool(view.pin_for) == (view.screen is Screen.PIN)
        if view.screen is Screen.OUT_OF_SERVICE:
            assert not view.busy

    def check_shift_opened(self, entry):
        assert self.shift is None
        self.shift, self.begun = entry, self.clock.wall
        self.noted, self.given = None, set()

    def check_shift_closed(self, entry):
        assert (self.shift.shift, self.shift.department) == (entry.shift, entry.department)
        assert self.ballot is None
        self.shift = self.noted = None

    def check_note(self, entry):
        if entry.about == DOSSIERS_NOTED:
            assert entry.data["shift"] == self.shift.shift
            self.noted = entry.data["dossiers"]

    def check_ballot_opened(self, entry):
        assert (self.shift.shift, self.shift.department) == (entry.shift, entry.department)
        assert self.ballot is None
        self.ballot, self.taps = entry.ballot, {}

    def check_tap(self, entry):
        assert entry.ballot == self.ballot
        self.taps[entry.criterion] = entry.level

    def check_ballot_closed(self, entry):
        assert (entry.ballot, entry.answers) == (self.ballot, self.taps)
        self.ballot = None

    def teardown(self):
        if not hasattr(self, "desk"):
            return
        self.the_disk_is_well()
        self.wait(400)
        self.shifts_and_ballots_are_whole()
        self.check_idle()
        self.check_next_shift()

    def check_idle(self):
        view = self.desk.view()
        assert view.screen in IDLE
        assert view.fresh
        assert not view.busy
        assert self.ballot is None
        assert view.on_duty == (self.shift.department if self.shift else "")
        now = self.clock.wall
        if self.shift and self.begun:
            assert self.begun.date() == now.date()
            if view.hours and now.weekday() in OFFICE.weekdays:
                assert not self.begun.time() < CLOSES <= (now - timedelta(minutes=2)).time()

    def check_next_shift(self):
        """The desk is as good as new: the shift ends, another begins and takes a ballot."""
        self.wait(60)  # what is left of a wait after wrong tries
        self.desk.open_shift_menu()
        self.desk.close_shift(None)
        self.desk.enter_pin(PIN)
        assert self.counter.screen in (Screen.LOGIN, Screen.CLOSED)
        self.come_to_work("dia-chinh")
        self.desk.invite()
        self.desk.tap("sat")
        assert self.desk.view().position == 1
        self.shifts_and_ballots_are_whole()

    def wait(self, seconds):
        for _ in range(seconds):
            self.clock.pass_(1)
            self.desk.tick()


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
