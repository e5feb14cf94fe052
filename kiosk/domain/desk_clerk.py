"""The desk's calls for a clerk: a shift from login to its end, and the invitation of a citizen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.domain.desk_citizen import CitizenCalls
from kiosk.domain.desk_state import PinQuestion
from kiosk.domain.desk_view import Screen
from kiosk.domain.draft import noting
from kiosk.domain.entries import Mode, ShiftClosed, ShiftOpened, new_id
from kiosk.domain.questionnaire import Department

MAX_DOSSIERS = 9999
_STAFF = (Screen.PIN, Screen.SHIFT, Screen.DOSSIERS)


class ClerkCalls(CitizenCalls):
    """What a clerk can do, and what becomes of a shift that its clerk forgot."""

    def enter(self) -> None:
        """Come to the login from the closed screen."""
        if self._offers(Screen.CLOSED):
            self._state.show(Screen.LOGIN)

    def choose_department(self, code: str) -> None:
        """Open a shift at a department, by way of its PIN where it has one."""
        department = self._questionnaire.department(code)
        if self._offers(Screen.LOGIN) and department:
            self._behind_pin((department,), lambda: self._open_shift(department))

    def change_department(self, code: str) -> None:
        """End the shift and open one at another department, as one commit.

        By way of that department's PIN where it has one, else of this one's, else at once.
        """
        department, former = self._questionnaire.department(code), self._state.department
        if self._offers(Screen.SHIFT) and department and former and department != former:
            self._behind_pin((department, former), lambda: self._change_shift(department))

    def enter_pin(self, pin: str) -> None:
        """Try a PIN for the department that is asked about."""
        if self._offers(Screen.PIN) and self._state.question and self._pin_pad.opens(pin):
            self._state.question.then()

    def cancel(self) -> None:
        """Leave a clerk's screen, or the thanks, without doing anything; a PIN for what stood before it."""
        if not self._offers(*_STAFF, Screen.THANKS):
            return
        if self._state.question:
            self._state.show(self._state.question.before)
        else:
            self._state.freshen()

    def open_shift_menu(self) -> None:
        """Show the clerk's own sheet; not while a citizen is under way."""
        if self._offers(Screen.RATING, Screen.INVITATION, Screen.THANKS) and not self._state.under_way:
            self._state.freshen()
            self._state.show(Screen.SHIFT)

    def ask_dossiers(self, *, ending: bool = True) -> None:
        """Ask for the number of dossiers returned, by way of the PIN where the department has one.

        `ending`: the shift ends with the number; else it is only noted.
        """
        if self._offers(Screen.SHIFT) and self._state.department:
            self._behind_pin((self._state.department,), lambda: self._show_dossiers(ending=ending))

    def note_dossiers(self, dossiers: int | None) -> None:
        """Note the number of dossiers returned since login, None for none; it can be corrected at any time.

        The journal keeps it, so that it outlasts the program.
        """
        shift = self._state.shift
        if not self._offers(Screen.DOSSIERS) or not is_plausible(dossiers) or shift is None:
            return

        def keep() -> None:
            self._state.keep_draft(dossiers)

        def go_back() -> None:
            self._state.show(Screen.SHIFT)

        if dossiers == self._state.journalled_dossiers:
            keep()
            go_back()
        else:
            self._commit([noting(self._at(), shift.shift, dossiers)], keep, go_back)

    def close_shift(self, dossiers: int | None) -> None:
        """End the shift; `dossiers` returned since login, None where the clerk gives no number.

        From SHIFT by way of the PIN where the department has one, and from a DOSSIERS that ends the shift.
        """
        if not self._offers(Screen.SHIFT, Screen.DOSSIERS) or not is_plausible(dossiers):
            return
        if self._state.screen is Screen.SHIFT and self._state.department:
            self._behind_pin((self._state.department,), lambda: self._end_shift(dossiers))
        elif self._state.ending:
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

    def _tick_staff(self) -> None:
        """Leave what a clerk left open."""
        if self._is_left():
            self._state.freshen()

    def _tick_nobody_on_duty(self) -> None:
        """The login gives way to the closed screen after hours, and that one to the login in office hours."""
        state = self._state
        if state.screen is Screen.CLOSED and state.is_office_open:
            state.show(Screen.LOGIN)
        elif state.screen is Screen.LOGIN and not state.is_office_open and self._is_left():
            state.show(Screen.CLOSED)

    def _end_forgotten_shift(self) -> None:
        """End the shift of an idle desk once its closing time has passed."""
        idle = not self._state.under_way and self._is_left()
        if idle and self._state.is_shift_over and not self._gate.busy:
            self._end_shift(self._state.dossiers)

    def _is_left(self) -> bool:
        """Whether nobody has touched the screen for so long that nobody is there."""
        return self._state.idle_for >= self._settings.idle_seconds

    def _behind_pin(self, departments: tuple[Department, ...], then: Callable[[], None]) -> None:
        """Ask for the PIN of the first of these departments that has one; then, or if none has, do it."""
        locked = next((one for one in departments if one.code in self._pin_pad.locked), None)
        if locked is None:
            then()
            return
        self._pin_pad.ask(locked.code)
        self._state.ask(PinQuestion(locked, self._state.screen, then))

    def _show_dossiers(self, *, ending: bool) -> None:
        self._state.show(Screen.DOSSIERS)
        self._state.ending = ending

    def _open_shift(self, department: Department) -> None:
        opening, begun = self._opening(department)
        self._commit([opening], lambda: self._state.begin_shift(opening, begun), self._state.freshen)

    def _change_shift(self, department: Department) -> None:
        former = self._state.shift
        if former is None:
            return
        opening, begun = self._opening(department)

        def apply() -> None:
            self._last_department = former.department
            self._state.begin_shift(opening, begun)

        closing = self._closing_of(former, self._state.dossiers)
        self._commit([closing, opening], apply, self._state.freshen)

    def _end_shift(self, dossiers: int | None) -> None:
        former = self._state.shift
        if former is None:
            return
        if dossiers is not None:
            self._state.dossiers = dossiers  # offered again, should the journal refuse it now

        def apply() -> None:
            self._last_department = former.department
            self._state.begin_shift(None)

        self._commit([self._closing_of(former, dossiers)], apply, self._state.freshen)

    def _opening(self, department: Department) -> tuple[ShiftOpened, datetime]:
        """The entry that opens a shift, and the very moment, which no entry holds."""
        return ShiftOpened(at=self._at(), shift=new_id(), department=department.code), self._clock.now()

    def _closing_of(self, shift: ShiftOpened, dossiers: int | None) -> ShiftClosed:
        return ShiftClosed(at=self._at(), shift=shift.shift, department=shift.department, dossiers=dossiers)


def is_plausible(dossiers: int | None) -> bool:
    """Whether a counter can have returned so many dossiers in a shift; None: the clerk gives no number."""
    return dossiers is None or 0 <= dossiers <= MAX_DOSSIERS
