"""The desk: what the screens call, and what they see of it (longer than other files: it is their one list).

LOGIN ─ PIN ─┬─ INVITATION ─┐                                     ┌─ THANKS ─ fresh again
             └──────────── RATING ─ … ─ RATING ─ REASONS ─ closed ┤
                              └── STILL_THERE ── silence ─────────┴─ fresh again
SHIFT ─ DOSSIERS ─ LOGIN          any refused or overdue commit ─ OUT_OF_SERVICE ─ fresh again

Whatever says "received" happens after the journal has it: each step hands entries to the committer and moves
on when they are durable. A call that the screen does not offer does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.domain.ballot import Ballot
from kiosk.domain.clock_watch import ClockWatch
from kiosk.domain.commit_gate import RETRY_AFTER_SECONDS, CommitGate
from kiosk.domain.desk_state import DeskSettings, DeskState
from kiosk.domain.desk_view import DeskView, Screen
from kiosk.domain.entries import (
    ClockStep,
    Entry,
    Mode,
    Note,
    Outcome,
    ShiftClosed,
    ShiftOpened,
    floor_to_step,
    new_id,
)
from kiosk.domain.pin_pad import PinPad
from kiosk.domain.ports import Clock, Committer, PinCheck
from kiosk.domain.questionnaire import Department, Questionnaire
from kiosk.domain.screening import flags

_CITIZEN = (Screen.INVITATION, Screen.RATING, Screen.REASONS)
_STAFF = (Screen.PIN, Screen.SHIFT, Screen.DOSSIERS)
MAX_DOSSIERS = 9999


class Desk:
    """One counter. Lives on one thread; `tick` four times a second keeps its time-outs."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        settings: DeskSettings,
        *,
        clock: Clock,
        committer: Committer,
        pins: PinCheck,
        shift: ShiftOpened | None = None,
        last_department: str | None = None,
        simulated: bool = False,
        clock_watch: ClockWatch | None = None,
    ) -> None:
        """A desk at login, or with the `shift` that a restart resumes.

        `clock_watch` is one that has watched since before the journal was opened, if there is one.
        """
        self._questionnaire = questionnaire
        self._settings = settings
        self._clock = clock
        self._gate = CommitGate(committer, clock)
        self._pin_pad = PinPad(pins, clock)
        self._clock_watch = clock_watch or ClockWatch(clock)
        self._last_department = last_department
        self._simulated = simulated
        self._clock_steps: list[Entry] = []
        self._retry_at = 0.0
        self._before_still_there = Screen.RATING
        self._state = DeskState(questionnaire, settings, clock, shift)

    # The clerk.

    def choose_department(self, code: str) -> None:
        """Open a shift at a department, by way of its PIN where it has one."""
        department = self._questionnaire.department(code)
        if not self._offers(Screen.LOGIN) or department is None:
            return
        self._state.chosen = department
        self._pin_pad.clear()
        if code in self._pin_pad.locked:
            self._state.show(Screen.PIN)
        else:
            self._open_shift(department)

    def enter_pin(self, pin: str) -> None:
        """Try a PIN for the chosen department."""
        if (
            self._offers(Screen.PIN)
            and self._state.chosen
            and self._pin_pad.opens(self._state.chosen.code, pin)
        ):
            self._open_shift(self._state.chosen)

    def cancel(self) -> None:
        """Leave a clerk's screen, or the thanks, without doing anything."""
        if self._offers(*_STAFF, Screen.THANKS):
            self._state.freshen()

    def open_shift_menu(self) -> None:
        """Show the clerk's own sheet; not while a citizen is under way."""
        if self._offers(Screen.RATING, Screen.INVITATION, Screen.THANKS) and not self._state.under_way:
            self._state.show(Screen.SHIFT)

    def ask_dossiers(self) -> None:
        """Ask for the number of dossiers returned, before the shift ends."""
        if self._offers(Screen.SHIFT):
            self._state.show(Screen.DOSSIERS)

    def close_shift(self, dossiers: int | None) -> None:
        """End the shift; `dossiers` returned since login, None where the clerk gives no number."""
        known = dossiers is None or 0 <= dossiers <= MAX_DOSSIERS
        if self._offers(Screen.SHIFT, Screen.DOSSIERS) and known:
            self._end_shift(dossiers)

    def invite(self) -> None:
        """Arm one ballot, in invited mode; while one is armed or under way this does nothing."""
        if self._settings.mode is not Mode.INVITED or self._state.shift is None:
            return
        if self._offers(Screen.INVITATION, Screen.THANKS, Screen.SHIFT):
            ballot = self._state.new_ballot(self._state.shift)
            armed = replace(ballot, opened=True)
            self._state.freshen()
            self._commit([ballot.opening(self._at())], lambda: self._take(armed), self._go_on)

    # The citizen.

    def tap(self, level: str) -> None:
        """Give a level to the criterion on the screen."""
        ballot = self._state.ballot
        if not self._offers(Screen.RATING) or ballot is None or self._questionnaire.level(level) is None:
            return
        at = self._at()
        after = ballot.answered(level, self._clock.monotonic() - self._state.shown_at)
        entries: list[Entry] = [] if ballot.opened else [ballot.opening(at)]
        self._commit([*entries, ballot.tap(at, level)], lambda: self._take(after), self._go_on)

    def skip(self) -> None:
        """Pass over the criterion on the screen."""
        if self._offers(Screen.RATING) and self._state.ballot:
            self._take(self._state.ballot.skipped())
            self._go_on()

    def back(self) -> None:
        """Return to the criterion before."""
        if self._offers(Screen.RATING, Screen.REASONS) and self._state.ballot:
            self._take(self._state.ballot.stepped_back())
            self._state.show(Screen.RATING)

    def send_reasons(self, codes: Sequence[str]) -> None:
        """Close the ballot with what should be better; reasons that nobody offered are left aside."""
        if self._offers(Screen.REASONS):
            known = [one.code for one in self._questionnaire.reasons if one.code in codes]
            self._close_ballot(Screen.THANKS, reasons=known)

    def skip_reasons(self) -> None:
        """Close the ballot without reasons."""
        self.send_reasons(())

    def still_here(self) -> None:
        """Go on where the question "are you still there" came in between."""
        if self._offers(Screen.STILL_THERE):
            self._state.show(self._before_still_there)

    def finish(self) -> None:
        """Stop here; what is answered counts."""
        if self._offers(Screen.STILL_THERE):
            self._close_ballot(Screen.THANKS)

    def set_language(self, code: str) -> None:
        """Show another language, until this citizen is gone."""
        if self._offers(*_CITIZEN) and code in self._settings.languages:
            self._state.language = code

    def set_easy(self, on: bool) -> None:
        """Large type, high contrast and more time, until this citizen is gone."""
        if self._offers(*_CITIZEN):
            self._state.easy = on

    def touched(self) -> None:
        """Somebody touched the screen, wherever: time-outs begin anew."""
        self._state.touched_at = self._clock.monotonic()

    # Time.

    def tick(self) -> None:
        """Do what is due by now; a few times a second."""
        if self._gate.overdue:
            self._state.screen = Screen.OUT_OF_SERVICE
        if not self._gate.busy:
            self._watch_clock()
            self._write_clock_steps()
            self._do_what_is_due()

    def _do_what_is_due(self) -> None:
        if self._gate.busy:
            return
        due = {
            Screen.RATING: self._tick_citizen,
            Screen.REASONS: self._tick_citizen,
            Screen.INVITATION: self._tick_citizen,
            Screen.STILL_THERE: self._tick_still_there,
            Screen.THANKS: self._tick_thanks,
            Screen.OUT_OF_SERVICE: self._tick_out_of_service,
        }
        due.get(self._state.screen, self._tick_staff)()

    def _tick_citizen(self) -> None:
        if self._state.armed:
            if self._state.armed_in_vain:
                self._close_ballot(None)
        elif self._state.idle_for < self._state.slow(self._settings.idle_seconds):
            return
        elif self._state.under_way:
            self._before_still_there = self._state.screen
            self._state.show(Screen.STILL_THERE)
        elif self._state.changed:
            self._state.freshen()
        elif self._state.shift_day not in (None, self._clock.now().date()):
            self._end_shift(None)

    def _tick_still_there(self) -> None:
        if self._state.seconds_left == 0:
            self._close_ballot(None)

    def _tick_thanks(self) -> None:
        if self._state.seconds_left == 0:
            self._state.freshen()

    def _tick_staff(self) -> None:
        if self._state.screen in _STAFF and self._state.idle_for >= self._settings.idle_seconds:
            self._state.freshen()

    def _tick_out_of_service(self) -> None:
        """Try the journal again; what it then takes brings the desk back."""
        if self._clock.monotonic() < self._retry_at:
            return
        at = self._at()
        entries: list[Entry] = [Note(at=at, about="write_refused")]
        if self._state.ballot and self._state.ballot.opened:
            entries.append(self._state.ballot.closing(at, Outcome.INTERRUPTED))
        self._commit(entries, self._drop_ballot, self._state.freshen)

    def _watch_clock(self) -> None:
        seconds = self._clock_watch.step()
        if seconds is not None:
            self._clock_steps.append(ClockStep(at=self._floored_now(), seconds=seconds))
            self._state.shift_moved += timedelta(seconds=seconds)

    def _write_clock_steps(self) -> None:
        """Write a step while nobody is there; else it goes with the next commit."""
        away = not self._state.under_way and self._state.screen is not Screen.OUT_OF_SERVICE
        if self._clock_steps and away:
            self._commit([], lambda: None, lambda: None)

    # Commits.

    def _commit(self, entries: Sequence[Entry], apply: Callable[[], None], go_on: Callable[[], None]) -> None:
        """Commit; once durable, `apply` changes what the desk knows and `go_on` what it shows.

        A commit that comes after the desk went out of service stays, but its citizen is gone: nothing is
        shown of it, and its ballot closes as interrupted.
        """
        steps, self._clock_steps = self._clock_steps, []

        def done(ok: bool) -> None:
            if not ok:
                self._clock_steps = steps + self._clock_steps
                self._state.screen = Screen.OUT_OF_SERVICE
                self._retry_at = self._clock.monotonic() + RETRY_AFTER_SECONDS
                return
            apply()
            if self._state.screen is Screen.OUT_OF_SERVICE:
                self._return_to_service()
            else:
                go_on()

        self._gate.commit([*steps, *entries], done)

    def _return_to_service(self) -> None:
        if self._state.ballot and self._state.ballot.opened:
            self._state.screen = Screen.RATING
            self._close_ballot(None, outcome=Outcome.INTERRUPTED)
        else:
            self._state.freshen()

    def _close_ballot(
        self, then: Screen | None, *, reasons: Sequence[str] = (), outcome: Outcome | None = None
    ) -> None:
        """Close the ballot under way and show `then`, or a fresh screen."""
        ballot = self._state.ballot
        go_on = self._state.freshen if then is None else lambda: self._state.show(then)
        if ballot is None or not (ballot.opened or reasons):
            self._drop_ballot()
            go_on()
            return
        at, now = self._at(), self._clock.now()
        entries: list[Entry] = [] if ballot.opened else [ballot.opening(at)]
        met = flags(ballot, now, self._settings.hours) if ballot.answers else []
        closing = ballot.closing(at, outcome or ballot.ending(), reasons=reasons, flags=met)
        self._commit([*entries, closing], self._drop_ballot, go_on)

    def _open_shift(self, department: Department) -> None:
        shift = ShiftOpened(at=self._at(), shift=new_id(), department=department.code)

        self._commit([shift], lambda: self._state.begin_shift(shift), self._state.freshen)

    def _end_shift(self, dossiers: int | None) -> None:
        shift = self._state.shift
        if shift is None:
            return

        def apply() -> None:
            self._state.shift, self._last_department = None, shift.department

        closing = ShiftClosed(
            at=self._at(), shift=shift.shift, department=shift.department, dossiers=dossiers
        )
        self._commit([closing], apply, self._state.freshen)

    def _go_on(self) -> None:
        """Show what comes after the criteria that are behind."""
        ballot = self._state.ballot
        if ballot is None or not ballot.all_behind:
            self._state.show(Screen.RATING)
        elif self._questionnaire.reasons:
            self._state.show(Screen.REASONS)
        else:
            self._close_ballot(Screen.THANKS)

    # What the desk knows.

    def _take(self, ballot: Ballot) -> None:
        self._state.ballot = ballot

    def _drop_ballot(self) -> None:
        self._state.ballot = None

    def _offers(self, *screens: Screen) -> bool:
        """Whether a call made for these screens is taken now; who calls is there."""
        if self._gate.busy or self._state.screen not in screens:
            return False
        self.touched()
        return True

    def _at(self) -> datetime:
        """The time of an entry about to be written; a step of the clock goes before it."""
        self._watch_clock()
        return self._floored_now()

    def _floored_now(self) -> datetime:
        return floor_to_step(self._clock.now(), self._settings.step_minutes)

    def view(self) -> DeskView:
        """What the screens show now."""
        state = self._state
        rating = state.on_criterion
        return DeskView(
            screen=state.screen,
            questionnaire=self._questionnaire,
            mode=self._settings.mode,
            language=state.language,
            easy=state.easy,
            simulated=self._simulated,
            department=state.department,
            locked=self._pin_pad.locked,
            last_department=self._last_department,
            criterion=self._questionnaire.criteria[rating.position] if rating else None,
            position=rating.position if rating else 0,
            can_go_back=state.screen is Screen.REASONS or (rating is not None and rating.position > 0),
            fresh=not state.under_way or state.armed,
            waiting=self._gate.waiting,
            busy=self._gate.busy,
            seconds_left=state.seconds_left,
            seconds_limit=state.seconds_limit,
            pin_wrong=state.screen is Screen.PIN and self._pin_pad.last_was_wrong,
            pin_wait=self._pin_pad.wait if state.screen is Screen.PIN else 0,
        )
