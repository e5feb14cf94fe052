"""What the idle screen does by itself: beckons, shows the notice, moves aside against burn-in, goes dark.

No Kivy here. Asked four times a second, it answers from the clock alone: between two answers nothing runs.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from math import cos, sin, tau

from kiosk.ui.settings import DisplaySettings
from kiosk.ui.theme import Motion, Space


class Deed(Enum):
    """What is due."""

    BECKON = auto()
    SHOW_NOTICE = auto()
    END_NOTICE = auto()
    GO_DARK = auto()


class Attract:
    """Counts from when anybody was last of interest. `clock` gives seconds that never go backwards."""

    def __init__(self, clock: Callable[[], float], display: DisplaySettings) -> None:
        self._clock, self._display = clock, display
        self._begun = clock()
        self.notices_shown = 0
        self.begin_anew()

    def begin_anew(self) -> None:
        """Somebody is there, or was until now."""
        self._quiet_since = self._beckoned_at = self._notice_at = self._clock()
        self._notice_shown = False

    @property
    def quiet_for(self) -> float:
        """Seconds for which nothing of interest happened."""
        return self._clock() - self._quiet_since

    def due(self, *, inviting: bool) -> Deed | None:
        """What an idle screen has to do now; what is answered counts as done.

        `inviting`: whether it is one that citizens are to come to.
        """
        dark_after = self._display.dark_after_seconds
        if dark_after and self.quiet_for >= dark_after:
            return Deed.GO_DARK
        if not inviting:
            return None
        return self._end_of_notice() if self._notice_shown else self._notice() or self._beckoning()

    def _notice(self) -> Deed | None:
        notice = self._display.notice
        if notice is None or self._clock() - self._notice_at < notice.every_seconds:
            return None
        self._notice_shown, self._notice_at = True, self._clock()
        self.notices_shown += 1
        return Deed.SHOW_NOTICE

    def _end_of_notice(self) -> Deed | None:
        notice = self._display.notice
        if notice and self._clock() - self._notice_at < notice.for_seconds:
            return None
        self._notice_shown = False
        self._notice_at = self._beckoned_at = self._clock()
        return Deed.END_NOTICE

    def _beckoning(self) -> Deed | None:
        every = self._display.attract_seconds
        if not every or self._clock() - self._beckoned_at < every:
            return None
        self._beckoned_at = self._clock()
        return Deed.BECKON

    def place(self, unit: float) -> tuple[int, int]:
        """How many pixels beside its usual place an idle screen stands now; `unit`: pixels of a unit.

        A slow round through the usual place: no edge stays on the same pixels for a day.
        """
        step = int((self._clock() - self._begun) / Motion.orbit_step)
        angle = tau * (step % Motion.orbit_steps) / Motion.orbit_steps
        radius = Space.orbit * unit
        return round(radius * sin(angle)), round(radius * (cos(angle) - 1))
