"""The desk: what the screens call, and what they see of it.

CLOSED ─ LOGIN ─ PIN ─┬─ INVITATION ─┐                                     ┌─ THANKS ─ fresh again
                      └──────────── RATING ─ … ─ RATING ─ REASONS ─ closed ┤
                                       └── STILL_THERE ── silence ─────────┴─ fresh again
SHIFT ─┬─ PIN ─ DOSSIERS ─ LOGIN or SHIFT       any refused or overdue commit ─ OUT_OF_SERVICE ─ fresh again
       └─ PIN ─ another department              PIN ─ ADMIN, over any of them but a citizen's

Whatever says "received" happens after the journal has it: each step hands entries to the committer and moves
on when they are durable. A call that the screen does not offer does nothing.

DeskWork (commits, clock, out of service) ─ CitizenCalls ─ ClerkCalls ─ AdministratorCalls ─ Desk
"""

from __future__ import annotations

from kiosk.domain.desk_admin import AdministratorCalls
from kiosk.domain.desk_view import DeskView, Screen
from kiosk.domain.ports import ADMIN


class Desk(AdministratorCalls):
    """One counter. Lives on one thread; `tick` four times a second keeps its time-outs."""

    def tick(self) -> None:
        """Do what is due by now; a few times a second."""
        if self._gate.overdue:
            self._state.go_out_of_service()
        if self._state.shown is Screen.PIN and self._pin_pad.wait:
            self.touched()  # who must wait is not away
        if self._state.over:
            self._tick_administrator()
        if not self._gate.busy:
            self._watch_clock()
            self._write_clock_steps()
        if not self._gate.busy:
            self._do_what_is_due()

    def _do_what_is_due(self) -> None:
        if self._is_out_of_service:
            self._try_the_journal_again()
            return
        if self._state.over:  # what lies beneath waits
            return
        match self._state.screen:
            case Screen.RATING | Screen.REASONS | Screen.INVITATION:
                self._tick_citizen()
                self._end_forgotten_shift()
            case Screen.STILL_THERE:
                self._tick_still_there()
            case Screen.THANKS:
                self._tick_thanks()
            case Screen.LOGIN | Screen.CLOSED:
                self._tick_nobody_on_duty()
            case _:
                self._tick_staff()

    def view(self) -> DeskView:
        """What the screens show now."""
        state, pad = self._state, self._pin_pad
        shown, rating = state.shown, state.on_criterion if not state.over else None
        asks_pin = shown is Screen.PIN
        missing = asks_pin and pad.asked == ADMIN and not pad.has_admin
        return DeskView(
            screen=shown,
            questionnaire=self._questionnaire,
            mode=self._settings.mode,
            language=state.language,
            easy=state.easy,
            simulated=self._simulated,
            department=state.department,
            locked=pad.locked,
            last_department=self._last_department,
            criterion=self._questionnaire.criteria[rating.position] if rating else None,
            position=rating.position if rating else 0,
            can_go_back=shown is Screen.REASONS or (rating is not None and rating.position > 0),
            fresh=not state.under_way or state.armed,
            recorded=bool(state.ballot and state.ballot.answers),
            waiting=self._gate.waiting and not self._is_out_of_service,
            busy=self._gate.busy and not self._is_out_of_service,
            seconds_left=None if state.over else state.seconds_left,
            seconds_limit=None if state.over else state.seconds_limit,
            pin_for=pad.asked if asks_pin else "",
            pin_missing=missing,
            pin_wrong=asks_pin and pad.last_was_wrong,
            pin_wait=pad.wait if asks_pin else 0,
            scrambled=pad.order if asks_pin and not missing else None,
            dossiers=state.dossiers,
            ending=state.ending,
            on_duty=state.shift.department if state.shift else "",
            on_duty_since=state.shift.at if state.shift else None,
            hours=self._settings.hours,
        )
