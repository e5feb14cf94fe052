"""The administrator's way in: a finger held in the top left corner. Nothing is seen of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock

from kiosk.ui.frame import Box, Frame
from kiosk.ui.theme import Motion, Space


class Corner:
    """Calls `held` once a finger has stayed long enough; one that leaves the corner or is lifted has not.

    It takes the touch from nobody: what lies in the corner is pressed as ever, and a short tap is its own.
    """

    def __init__(self, held: Callable[[], None]) -> None:
        self._finger: Any = None
        self._due = Clock.create_trigger(lambda _dt: self._is_due(), Motion.corner)
        self._held = held

    def down(self, touch: Any, frame: Frame) -> None:
        """A finger comes down; the first one in the corner counts."""
        left = "button" not in touch.profile or touch.button == "left"
        if self._finger is None and left and _within(touch, frame):
            self._finger = touch
            self._due()

    def moved(self, touch: Any, frame: Frame) -> None:
        """A finger slides."""
        if touch is self._finger and not _within(touch, frame):
            self._forget()

    def up(self, touch: Any) -> None:
        """A finger is lifted."""
        if touch is self._finger:
            self._forget()

    def _forget(self) -> None:
        self._finger = None
        self._due.cancel()

    def _is_due(self) -> None:
        self._forget()
        self._held()


def _within(touch: Any, frame: Frame) -> bool:
    x, y, width, _ = frame.area(Box(0, 0, Space.corner, Space.corner))
    return bool(touch.x < x + width and touch.y >= y)
