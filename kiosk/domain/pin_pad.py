"""A department's PIN at login, with a delay that grows with wrong tries."""

from __future__ import annotations

from math import ceil

from kiosk.domain.ports import Clock, PinCheck

_FREE_TRIES = 3
_LONGEST_WAIT_SECONDS = 60


class PinPad:
    """Takes tries at the PIN of a department; the count of wrong ones outlives a change of department."""

    def __init__(self, pins: PinCheck, clock: Clock) -> None:
        self._pins = pins
        self._clock = clock
        self._wrong = 0
        self._open_from = 0.0
        self.last_was_wrong = False

    @property
    def locked(self) -> frozenset[str]:
        """The codes of the departments that have a PIN."""
        return self._pins.locked

    @property
    def wait(self) -> int:
        """Seconds until the next try is taken."""
        return max(0, ceil(self._open_from - self._clock.monotonic()))

    def clear(self) -> None:
        """Forget what the last try was, for a fresh screen."""
        self.last_was_wrong = False

    def opens(self, department: str, pin: str) -> bool:
        """Whether this try opens the department; a try during the wait is not taken."""
        if self.wait:
            return False
        if self._pins.is_right(department, pin):
            self._wrong = 0
            self.last_was_wrong = False
            return True
        self._wrong += 1
        self.last_was_wrong = True
        if self._wrong >= _FREE_TRIES:
            wait = min(2 ** (self._wrong - _FREE_TRIES + 1), _LONGEST_WAIT_SECONDS)
            self._open_from = self._clock.monotonic() + wait
        return False
