"""The privacy step that it is now: as `floor_to_step` finds it, but worked out once a step."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from kiosk.domain.entries import floor_to_step
from kiosk.domain.ports import Clock


class PrivacyStep:
    """When the step began that entries made now are dated with. Each tap waits for this."""

    def __init__(self, clock: Clock, minutes: int) -> None:
        self._clock = clock
        self._minutes = minutes
        self._begin = self._end = 0.0  # seconds since 1970 between which `_at` holds

    def now(self) -> datetime:
        """The start of this step, with the offset that the agency's zone has in it."""
        if not self._begin <= self._clock.timestamp() < self._end:
            self._look()
        return self._at

    def _look(self) -> None:
        moment = self._clock.now()
        begin = floor_to_step(moment, self._minutes)
        end = begin + timedelta(minutes=self._minutes)
        offset = moment.utcoffset() or timedelta()
        self._at = begin.replace(tzinfo=timezone(begin.utcoffset() or timedelta()))
        self._begin = begin.timestamp()
        # Where the zone's clocks are changed within a step, it is worked out each time.
        self._end = end.timestamp() if begin.utcoffset() == offset == end.utcoffset() else self._begin
