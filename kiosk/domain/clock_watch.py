"""Notices that the wall clock was put forward or back, against the monotonic one."""

from __future__ import annotations

from kiosk.domain.ports import Clock

NOTICED_FROM_SECONDS = 120


class ClockWatch:
    """Compares both clocks with what they said at the start, or at the last step noticed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offset = self._now_offset()

    def step(self) -> int | None:
        """Seconds that the wall clock moved by (positive: forward) since the last step, from two minutes."""
        moved = round(self._now_offset() - self._offset)
        if abs(moved) <= NOTICED_FROM_SECONDS:
            return None
        self._offset += moved
        return moved

    def _now_offset(self) -> float:
        return self._clock.timestamp() - self._clock.monotonic()
