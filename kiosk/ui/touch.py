"""The gate in front of every touch: one finger, left button only, deaf for a moment after each change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.ui.theme import Motion


class TapGate:
    """Decides which touches reach the screen.

    A touch that came too early, or that woke the screen, stays refused until it is lifted. `clock` gives
    seconds that never go backwards.
    """

    def __init__(self, clock: Callable[[], float], deaf: float = Motion.deaf) -> None:
        self._clock, self._deaf = clock, deaf
        self._open_from = clock() + deaf
        self._finger: Any = None

    def close(self) -> None:
        """The screen has changed: whatever is meant for the one before is not taken."""
        self._open_from = self._clock() + self._deaf

    def admits(self, touch: Any) -> bool:
        """Whether a finger that comes down may press something; it is then the only one until lifted."""
        if self._finger is not None or self._clock() < self._open_from:
            return False
        if "button" in touch.profile and touch.button != "left":
            return False
        self._finger = touch
        return True

    @property
    def holding(self) -> bool:
        """Whether a finger that was admitted is still down."""
        return self._finger is not None

    def lifted(self, touch: Any) -> None:
        """A finger was lifted."""
        if self._finger is touch:
            self._finger = None
