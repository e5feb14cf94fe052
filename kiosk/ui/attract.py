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

    def due(self) -> Deed | None:
        """What an idle screen has to do now; what is answered counts as done."""
        now, display = self._clock(), self._display
        if display.dark_after_seconds and self.quiet_for >= display.dark_after_seconds:
            return Deed.GO_DARK
        if display.notice and self._notice_shown:
            if now - self._notice_at < display.notice.for_seconds:
                return None
            self._notice_shown, self._notice_at, self._beckoned_at = False, now, now
            return Deed.END_NOTICE
        if display.notice and now - self._notice_at >= display.notice.every_seconds:
            self._notice_shown, self._notice_at = True, now
            self.notices_shown += 1
            return Deed.SHOW_NOTICE
        if display.attract_seconds and now - self._beckoned_at >= display.attract_seconds:
            self._beckoned_at = now
            return Deed.BECKON
        return None

    def place(self, unit: float) -> tuple[int, int]:
        """How many pixels beside its usual place an idle screen stands now; `unit`: pixels of a unit.

        A slow round through the usual place: no edge stays on the same pixels for a day.
        """
        step = int((self._clock() - self._begun) / Motion.orbit_step)
        angle = tau * (step % Motion.orbit_steps) / Motion.orbit_steps
        radius = Space.orbit * unit
        return round(radius * sin(angle)), round(radius * (cos(angle) - 1))
