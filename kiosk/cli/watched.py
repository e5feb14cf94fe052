"""What a kiosk does for its watchdog, tick by tick: it beats, and it ends where it should be started anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from kiosk.config import Config
from kiosk.domain.desk_view import DeskView, Screen
from kiosk.domain.entries import Note, floor_to_step
from kiosk.domain.ports import Clock
from kiosk.heartbeat import START_AGAIN, Heartbeat

if TYPE_CHECKING:
    from kiosk.journal import Journal

_IDLE = (Screen.CLOSED, Screen.LOGIN, Screen.INVITATION, Screen.RATING)
_SHORTEST_LIFE = timedelta(hours=1)  # a clock that is put back must not start the kiosk over and over
_TICKS_BETWEEN_LOOKS = 4


class Watched:
    """A kiosk in the care of a watchdog. `status` is what the program ends with."""

    @classmethod
    def by_environment(cls, config: Config, clock: Clock) -> Watched | None:
        """None where nobody watches."""
        heartbeat = Heartbeat.of(os.environ)
        return cls(heartbeat, config, clock) if heartbeat else None

    def __init__(self, heartbeat: Heartbeat, config: Config, clock: Clock) -> None:
        self.status = 0
        self._heartbeat = heartbeat
        self._config = config
        self._clock = clock
        self._restart_at = next_restart(config.watchdog.restart_at, clock.now())
        self._ticks_alone = 0

    def note(self, journal: Journal) -> None:
        """Write into the journal that the watchdog had to start the kiosk again, if it had to."""
        if self._heartbeat.restarted_for:
            data = {"why": self._heartbeat.restarted_for, "restarts": self._heartbeat.restarts}
            at = floor_to_step(self._clock.now(), self._config.desk.step_minutes)
            journal.append([Note(at=at, about="watchdog_restart", data=data)])

    def tick(self, view: DeskView, end: Callable[[], None]) -> None:
        """Beat; call `end` where the program should end now, while nobody is there."""
        self._heartbeat.beat()
        if not is_quiet(view):
            return
        if self._restart_at is not None and self._clock.now() >= self._restart_at:
            self.status = START_AGAIN
            end()
        elif self._heartbeat.alone and self._is_replaced():
            end()

    def end(self) -> None:
        """The window is closed; what is left to do may take longer than a window may freeze."""
        self._heartbeat.end(self.status)

    def _is_replaced(self) -> bool:
        """Whether another watchdog waits for the place of this kiosk, whose own one is gone."""
        from kiosk.watchdog import is_watched  # noqa: PLC0415 - the watchdog's own side

        self._ticks_alone += 1
        return self._ticks_alone % _TICKS_BETWEEN_LOOKS == 0 and is_watched(self._config.journal.path)


def is_quiet(view: DeskView) -> bool:
    """Whether nobody is there whom an end of the program would disturb."""
    return view.screen in _IDLE and view.fresh and not view.busy and view.seconds_left is None


def next_restart(at: time | None, now: datetime) -> datetime | None:
    """When a kiosk that starts `now` starts anew: at that time of day, an hour from now at the soonest."""
    if at is None:
        return None
    due = datetime.combine(now.date(), at, now.tzinfo)
    while due < now + _SHORTEST_LIFE:
        due += timedelta(days=1)
    return due
