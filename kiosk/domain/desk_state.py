"""What the desk knows, and what follows from it: who is there, how long, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil, inf

from kiosk.domain.ballot import Ballot
from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import Mode, ShiftOpened
from kiosk.domain.office import OfficeHours, is_shift_over
from kiosk.domain.ports import Clock
from kiosk.domain.questionnaire import Department, Questionnaire
from kiosk.domain.records import dataclass

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
    admin_seconds: int = 120
    hours: OfficeHours | None = None
    scramble_pins: bool = False


@dataclass(frozen=True)
class PinQuestion:
    """The PIN of a department that is asked, the screen that it stands before, and what it leads to."""

    department: Department
    before: Screen
    then: Callable[[], None]


class DeskState:
    """The facts of one counter between two calls; changes nothing by itself.

    `screen` is what the counter shows, `over` what the administrator has laid over it: PIN, ADMIN or nothing.
    """

    def __init__(
        self, questionnaire: Questionnaire, settings: DeskSettings, clock: Clock, shift: ShiftOpened | None
    ) -> None:
        self.questionnaire = questionnaire
        self.settings = settings
        self._clock = clock
        self.over: Screen | None = None
        self.before_still_there = Screen.RATING
        # Of a resumed shift only the step that it began in is known: in doubt it began late, and goes on.
        step = timedelta(minutes=settings.step_minutes) - timedelta.resolution
        self.begin_shift(shift, shift.at + step if shift else None)
        self.freshen()
        self.touched_at = -inf  # nobody has touched it yet

    def begin_shift(self, shift: ShiftOpened | None, begun: datetime | None = None) -> None:
        """Let ballots belong to this shift, which began just then."""
        self.shift, self._begun = shift, begun or self._clock.now()
        self.keep_draft(None)
        self.shift_moved = timedelta()  # what the wall clock was moved by since

    def keep_draft(self, dossiers: int | None) -> None:
        """Take the number of dossiers that the journal has for this shift so far."""
        self.journalled_dossiers = self.dossiers = dossiers  # an end that is refused changes the latter alone

    def freshen(self) -> None:
        """Return to the idle screen: nothing of the last citizen remains, the language included."""
        self.forget_manner()
        self.ballot: Ballot | None = None
        if self.shift is None:
            self.show(Screen.LOGIN if self.is_office_open else Screen.CLOSED)
        elif self.settings.mode is Mode.INVITED:
            self.show(Screen.INVITATION)
        else:
            self.ballot = self.new_ballot(self.shift)
            self.show(Screen.RATING)

    def forget_manner(self) -> None:
        """Return to the first language and the ordinary type."""
        self.language, self.easy = self.settings.languages[0], False

    def show(self, screen: Screen) -> None:
        """Put a screen up; its time-outs begin now."""
        self.screen = screen
        self.question: PinQuestion | None = None
        self.ending = False
        self.shown_at = self.touched_at = self._clock.monotonic()

    def go_out_of_service(self) -> None:
        """Offer nothing beneath the administrator's screens, until the journal takes entries again."""
        self.screen = Screen.OUT_OF_SERVICE
        self.question = None

    def ask(self, question: PinQuestion) -> None:
        """Put up the screen that asks for a PIN."""
        self.show(Screen.PIN)
        self.question = question

    def new_ballot(self, shift: ShiftOpened) -> Ballot:
        """A ballot that the journal knows nothing of yet."""
        return Ballot(shift.shift, shift.department, self.questionnaire, self.settings.mode)

    @property
    def shown(self) -> Screen:
        """What is on the screen."""
        return self.over or self.screen

    @property
    def department(self) -> Department | None:
        """The department whose PIN is asked, or that of the open shift."""
        if self.question:
            return self.question.department
        return self.questionnaire.department(self.shift.department) if self.shift else None

    @property
    def is_office_open(self) -> bool:
        """Whether these are office hours; always, where none are known."""
        hours = self.settings.hours
        return hours is None or hours.hold(self._clock.now())

    @property
    def is_shift_over(self) -> bool:
        """Whether the shift should have ended by now, by what the clock says of both moments."""
        begun = self._begun + self.shift_moved
        return self.shift is not None and is_shift_over(begun, self._clock.now(), self.settings.hours)

    @property
    def on_criterion(self) -> Ballot | None:
        """The ballot whose criterion is on the screen."""
        shown = self.ballot if self.screen is Screen.RATING else None
        return shown if shown and not shown.all_behind else None

    @property
    def open_ballot(self) -> Ballot | None:
        """The ballot that the journal holds an opening of, and no closing."""
        return self.ballot if self.ballot and self.ballot.opened else None

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
