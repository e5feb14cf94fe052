"""What the desk knows, and what follows from it: who is there, how long, and what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from kiosk.domain.ballot import Ballot
from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import Mode, ShiftOpened
from kiosk.domain.ports import Clock
from kiosk.domain.questionnaire import Department, Questionnaire
from kiosk.domain.screening import OfficeHours

_EASY_FACTOR = 3  # who needs large type needs time as well


@dataclass(frozen=True)
class DeskSettings:
    """How a counter is run; times in seconds. The first of `languages` is where every citizen begins."""

    mode: Mode = Mode.OPEN
    step_minutes: int = 15
    languages: tuple[str, ...] = ("vi", "en")
    idle_seconds: int = 30
    still_there_seconds: int = 20
    thanks_seconds: int = 5
    invited_seconds: int = 60
    hours: OfficeHours | None = None


class DeskState:
    """The facts of one counter between two calls; changes nothing by itself."""

    def __init__(
        self, questionnaire: Questionnaire, settings: DeskSettings, clock: Clock, shift: ShiftOpened | None
    ) -> None:
        self.questionnaire = questionnaire
        self.settings = settings
        self.begin_shift(shift)
        self.chosen: Department | None = None
        self.ballot: Ballot | None = None
        self._clock = clock
        self.freshen()

    def begin_shift(self, shift: ShiftOpened | None) -> None:
        """Let ballots belong to this shift."""
        self.shift = shift
        self.shift_moved = timedelta()  # what the wall clock was moved by since

    def freshen(self) -> None:
        """Return to the idle screen: nothing of the last citizen remains, the language included."""
        self.language, self.easy = self.settings.languages[0], False
        self.chosen, self.ballot = None, None
        if self.shift is None:
            self.show(Screen.LOGIN)
        elif self.settings.mode is Mode.INVITED:
            self.show(Screen.INVITATION)
        else:
            self.ballot = self.new_ballot(self.shift)
            self.show(Screen.RATING)

    def show(self, screen: Screen) -> None:
        """Put a screen up; its time-outs begin now."""
        self.screen = screen
        self.shown_at = self.touched_at = self._clock.monotonic()

    def new_ballot(self, shift: ShiftOpened) -> Ballot:
        """A ballot that the journal knows nothing of yet."""
        return Ballot(shift.shift, shift.department, self.questionnaire, self.settings.mode)

    @property
    def department(self) -> Department | None:
        """The department of the open shift, or the one whose PIN is asked."""
        return self.questionnaire.department(self.shift.department) if self.shift else self.chosen

    @property
    def shift_day(self) -> date | None:
        """The day that the shift began on, by what the clock says now."""
        return (self.shift.at + self.shift_moved).date() if self.shift else None

    @property
    def on_criterion(self) -> Ballot | None:
        """The ballot whose criterion is on the screen."""
        shown = self.ballot if self.screen is Screen.RATING else None
        return shown if shown and not shown.all_behind else None

    @property
    def under_way(self) -> bool:
        """Whether a ballot is armed, or a citizen has begun."""
        return self.ballot is not None and (self.ballot.opened or self.ballot.under_way)

    @property
    def armed(self) -> bool:
        """Whether an invited ballot waits for its citizen's first touch."""
        ballot = self.on_criterion
        return ballot is not None and ballot.opened and not ballot.under_way

    @property
    def armed_in_vain(self) -> bool:
        """Whether the time of an invited ballot is over, and nobody is touching the screen."""
        return self.armed and self.seconds_left == 0 and self.idle_for >= self.settings.idle_seconds

    @property
    def changed(self) -> bool:
        """Whether somebody chose another language or large type."""
        return self.easy or self.language != self.settings.languages[0]

    @property
    def idle_for(self) -> float:
        """Seconds since the last touch."""
        return self._clock.monotonic() - self.touched_at

    def slow(self, seconds: int) -> int:
        """A time-out as this citizen needs it."""
        return seconds * _EASY_FACTOR if self.easy else seconds

    @property
    def seconds_limit(self) -> int | None:
        """How long the screen stays by itself, where it does not wait for a touch."""
        limits = {
            Screen.STILL_THERE: self.slow(self.settings.still_there_seconds),
            Screen.THANKS: self.slow(self.settings.thanks_seconds),
        }
        return self.settings.invited_seconds if self.armed else limits.get(self.screen)

    @property
    def seconds_left(self) -> int | None:
        """What is left of it."""
        limit = self.seconds_limit
        return None if limit is None else max(0, ceil(self.shown_at + limit - self._clock.monotonic()))
