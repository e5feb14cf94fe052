"""The desk's calls for a citizen: one ballot from its first touch to the thanks."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.ballot import Ballot
from kiosk.domain.desk_view import Screen
from kiosk.domain.desk_work import DeskWork
from kiosk.domain.entries import Entry

_CITIZEN = (Screen.INVITATION, Screen.RATING, Screen.REASONS)


class CitizenCalls(DeskWork):
    """What a citizen can do, and what becomes of a ballot that its citizen left."""

    def tap(self, level: str) -> None:
        """Give a level to the criterion on the screen."""
        ballot = self._state.ballot
        if not self._offers(Screen.RATING) or ballot is None or self._questionnaire.level(level) is None:
            return
        at, seconds = self._at(), self._clock.monotonic() - self._state.shown_at
        entries: list[Entry] = [] if ballot.opened else [ballot.opening(at)]
        entries.append(ballot.tap(at, level))
        self._commit(entries, lambda: self._take(ballot.answered(level, seconds)), self._go_on)

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
            self._state.show(self._state.before_still_there)

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

    def _tick_citizen(self) -> None:
        """Ask who is silent over a ballot; forget a language that nobody needs any more."""
        state = self._state
        if state.armed:
            if state.armed_in_vain:
                self._close_ballot(None)
        elif state.idle_for < state.slow(self._settings.idle_seconds):
            return
        elif state.under_way:
            state.before_still_there = state.screen
            state.show(Screen.STILL_THERE)
        elif state.changed:
            state.freshen()

    def _tick_still_there(self) -> None:
        if self._state.seconds_left == 0:
            self._close_ballot(None)

    def _tick_thanks(self) -> None:
        if self._state.seconds_left == 0:
            self._state.freshen()

    def _go_on(self) -> None:
        """Show what comes after the criteria that are behind."""
        ballot = self._state.ballot
        if ballot is None or not ballot.all_behind:
            self._state.show(Screen.RATING)
        elif self._questionnaire.reasons:
            self._state.show(Screen.REASONS)
        else:
            self._close_ballot(Screen.THANKS)

    def _close_ballot(self, then: Screen | None, *, reasons: Sequence[str] = ()) -> None:
        """Close the ballot under way and show `then`, or a fresh screen."""
        ballot = self._state.ballot
        go_on = self._state.freshen if then is None else lambda: self._state.show(then)
        if ballot is None or not (ballot.opened or reasons):
            self._drop_ballot()
            go_on()
            return
        entries: list[Entry] = [] if ballot.opened else [ballot.opening(self._at())]
        closing = self._closing(ballot, ballot.ending(), reasons)
        self._commit([*entries, closing], self._drop_ballot, go_on)

    def _take(self, ballot: Ballot) -> None:
        self._state.ballot = ballot
