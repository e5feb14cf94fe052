"""The pad for a PIN: a delay that grows with wrong tries, and digits that change their places."""

from __future__ import annotations

from collections import Counter
from math import ceil
from random import Random, SystemRandom

from kiosk.domain.ports import Clock, PinCheck

_FREE_TRIES = 3
_LONGEST_WAIT_SECONDS = 60
_DIGITS = range(10)


class PinPad:
    """Takes tries at the PIN of a department, or of the administrator.

    Each PIN has its own count of wrong tries, which outlives the screen: who knows one PIN can't use it to
    take the delay off another.
    """

    def __init__(self, pins: PinCheck, clock: Clock, *, scramble: bool, chance: Random | None = None) -> None:
        """`scramble`: a new order of the digits for each try; `chance` is the system's, but in tests."""
        self._pins = pins
        self._clock = clock
        self._scramble = scramble
        self._chance = chance or SystemRandom()
        self._wrong: Counter[str] = Counter()
        self._open_from: dict[str, float] = {}
        self.asked = ""
        self.last_was_wrong = False
        self.order: tuple[int, ...] | None = None

    @property
    def locked(self) -> frozenset[str]:
        """The codes of the departments that have a PIN."""
        return self._pins.locked

    @property
    def has_admin(self) -> bool:
        """Whether the administrator has a PIN."""
        return self._pins.has_admin

    @property
    def wait(self) -> int:
        """Seconds until the next try at the PIN asked for is taken."""
        return max(0, ceil(self._open_from.get(self.asked, 0.0) - self._clock.monotonic()))

    def ask(self, code: str) -> None:
        """Be a fresh pad for the PIN of `code`."""
        self.asked, self.last_was_wrong = code, False
        self._shuffle()

    def opens(self, pin: str) -> bool:
        """Whether this try is right; a try during the wait is not taken."""
        if self.wait:
            return False
        self.last_was_wrong = not self._pins.is_right(self.asked, pin)
        if not self.last_was_wrong:
            del self._wrong[self.asked]
            return True
        self._wrong[self.asked] += 1
        more = self._wrong[self.asked] - _FREE_TRIES
        if more >= 0:
            wait = min(2 ** (more + 1), _LONGEST_WAIT_SECONDS)
            self._open_from[self.asked] = self._clock.monotonic() + wait
        self._shuffle()
        return False

    def _shuffle(self) -> None:
        if self._scramble:
            self.order = tuple(self._chance.sample(_DIGITS, len(_DIGITS)))
