"""What all calls of the desk stand on: commits and what they lead to, the clock, and being out of service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from kiosk.domain.ballot import Ballot
from kiosk.domain.clock_watch import ClockWatch
from kiosk.domain.commit_gate import RETRY_AFTER_SECONDS, CommitGate
from kiosk.domain.desk_state import DeskSettings, DeskState
from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import BallotClosed, ClockStep, Entry, Note, Outcome, ShiftOpened
from kiosk.domain.pin_pad import PinPad
from kiosk.domain.ports import Clock, Committer, PinCheck
from kiosk.domain.privacy_step import PrivacyStep
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.screening import Closing, History, flags


class DeskWork:
    """One counter's state and journal. What the screens may call is in the classes on top of this one."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        settings: DeskSettings,
        *,
        clock: Clock,
        committer: Committer,
        pins: PinCheck,
        shift: ShiftOpened | None = None,
        dossiers: int | None = None,
        last_department: str | None = None,
        simulated: bool = False,
        clock_watch: ClockWatch | None = None,
        chance: Random | None = None,
    ) -> None:
        """A desk at login, or with the `shift` that a restart resumes and the `dossiers` noted for it.

        `clock_watch` is one that has watched since before the journal was opened, if there is one; `chance`
        scrambles the digits, by the system's own randomness where nothing else is given.
        """
        self._questionnaire = questionnaire
        self._settings = settings
        self._clock = clock
        self._gate = CommitGate(committer, clock)
        self._pin_pad = PinPad(pins, clock, scramble=settings.scramble_pins, chance=chance)
        self._clock_watch = clock_watch or ClockWatch(clock)
        self._last_department = last_department
        self._simulated = simulated
        self._step = PrivacyStep(clock, settings.step_minutes)
        self._clock_steps: list[Entry] = []
        self._history = History()
        self._retry_at = 0.0
        self._state = DeskState(questionnaire, settings, clock, shift)
        self._state.keep_draft(dossiers)

    def touched(self) -> None:
        """Somebody touched the screen, wherever: time-outs begin anew."""
        self._state.touched_at = self._clock.monotonic()

    def _offers(self, *screens: Screen) -> bool:
        """Whether a call made for these screens is taken now; who calls is there."""
        if self._gate.busy or self._state.shown not in screens:
            return False
        self.touched()
        return True

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
                self._state.go_out_of_service()
                self._retry_at = self._clock.monotonic() + RETRY_AFTER_SECONDS
                return
            apply()
            if self._is_out_of_service:
                self._return_to_service()
            else:
                go_on()

        self._gate.commit([*steps, *entries], done)

    def _closing(self, ballot: Ballot, outcome: Outcome, reasons: Sequence[str] = ()) -> BallotClosed:
        """The entry that closes a ballot now, flagged by the rules that it meets."""
        at = self._at()
        closing = Closing(
            ballot, self._clock.now(), self._clock.monotonic(), self._settings.hours, self._history
        )
        return ballot.closing(at, outcome, reasons=reasons, flags=flags(closing))

    def _drop_ballot(self) -> None:
        """Forget the ballot, which is closed or was never opened; of its citizen only the moment stays."""
        if self._state.ballot and self._state.ballot.answers:
            self._history = self._history.with_closing(self._clock.monotonic())
        self._state.ballot = None

    # Out of service.

    @property
    def _is_out_of_service(self) -> bool:
        return self._state.screen is Screen.OUT_OF_SERVICE

    def _try_the_journal_again(self) -> None:
        """What it then takes brings the desk back."""
        if self._clock.monotonic() < self._retry_at:
            return
        entries: list[Entry] = [Note(at=self._at(), about="write_refused")]
        if self._state.open_ballot:
            entries.append(self._closing(self._state.open_ballot, Outcome.INTERRUPTED))
        self._commit(entries, self._drop_ballot, self._state.freshen)

    def _return_to_service(self) -> None:
        """Show a fresh screen; a ballot that is still open closes before."""
        if self._state.open_ballot:
            closing = self._closing(self._state.open_ballot, Outcome.INTERRUPTED)
            self._commit([closing], self._drop_ballot, self._state.freshen)
        else:
            self._state.freshen()

    # The clock.

    def _watch_clock(self) -> None:
        seconds = self._clock_watch.step()
        if seconds is not None:
            self._clock_steps.append(ClockStep(at=self._floored_now(), seconds=seconds))
            self._state.shift_moved += timedelta(seconds=seconds)

    def _write_clock_steps(self) -> None:
        """Write a step while nobody is there; else it goes with the next commit."""
        away = not self._state.under_way and not self._is_out_of_service
        if self._clock_steps and away:
            self._commit([], lambda: None, lambda: None)

    def _at(self) -> datetime:
        """The time of an entry about to be written; a step of the clock goes before it."""
        self._watch_clock()
        return self._floored_now()

    def _floored_now(self) -> datetime:
        return self._step.now()
