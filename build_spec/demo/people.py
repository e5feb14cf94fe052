"""Simulated people before a kiosk: they look for what they want, touch it, and wait until the screen rests.

They know of the program only what is to be seen: the faces by their colours, the other places by the
layout of the screens in landscape.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from build_spec.demo.touchscreen import TouchScreen
from kiosk.ui.frame import Box, Frame
from kiosk.ui.theme import DAY, Motion, Space

FACES = {
    "very_satisfied": DAY.very[0],
    "satisfied": DAY.satisfied[0],
    "dissatisfied": DAY.dissatisfied[0],
}
STILL_SECONDS = 0.25  # a page that stood still for so long has been drawn whole
NOTICED_SECONDS = 10.0  # whoever sees no other page after that touches once more
PATIENCE_SECONDS = 120.0

# Places in design units, on a frame of 1920 x 1080.
HEAD = Box(0, 150, 1920, 230)  # no two pages look alike here
ANYWHERE = Box(0, Space.strip, 1920, 1080 - Space.strip)
NAMES = Box(Space.margin, 0, 400, Space.strip)  # on the strip: the clerk's way in
FOOT = 1080 - Space.foot - Space.touch
SKIP = Box(1920 - Space.margin - 300, FOOT, 300, Space.touch)
BACK = Box(Space.margin, FOOT, 300, Space.touch)
SEND = Box(1920 - Space.margin - 400, FOOT, 400, Space.touch)  # there once a reason is chosen
SKIP_REASONS = Box(SEND.x - Space.gap - 300, FOOT, 300, Space.touch)
FIRST_CHIP = Box(Space.margin, 408, 880, 136)
FIRST_TILE = Box(Space.margin, 392, 1920 - 2 * Space.margin, 168)
NEXT_TILE = 192 + Space.near  # at login; how far below the one before
NOTE_DOSSIERS = Box(1920 - Space.margin - 440, 392, 440, 136)  # on the clerk's sheet, in open mode
END_OF_SHIFT = Box(1920 - Space.margin - 440, 552, 440, 136)  # below it
TO_CITIZENS = END_OF_SHIFT._replace(y=FOOT, h=Space.touch)  # at the foot
END_FOR_GOOD = Box(548, 388, 640, 136)  # at the last look


class Person:
    """Someone with eyes, a finger, and a keyboard within reach."""

    def __init__(self, screen: TouchScreen) -> None:
        self.screen = screen
        self._frame = Frame(screen.width, screen.height)
        if self._frame.portrait:
            raise ValueError("these people know the screens in landscape only")
        _, top, _, height = self._area(HEAD)
        self._head = range(top, top + height)

    def wait(self) -> None:
        """Wait until the page stands still; raises TimeoutError."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.screen.changes(self.screen.picture(self._head), self._head, within=STILL_SECONDS):
            if time.monotonic() > deadline:
                raise TimeoutError("the screen never stands still")

    def touch(self, place: Box) -> None:
        """Touch the middle of a place until another page is there."""
        self.turn_page(lambda: self.tap(place))

    def tap(self, place: Box) -> None:
        """Touch the middle of a place, and wait for nothing."""
        self.screen.touch(*self._middle(place))

    def press(self, key: str) -> None:
        """Press a key until another page is there."""
        self.turn_page(lambda: self.screen.press(key))

    def turn_page(self, act: Callable[[], None], *, again_after: float = NOTICED_SECONDS) -> None:
        """Do something, and again after each so many seconds, until another page is there and hears touches.

        Raises TimeoutError.
        """
        before = self.screen.picture(self._head)
        deadline = time.monotonic() + PATIENCE_SECONDS
        act()
        while not self.screen.changes(before, self._head, within=again_after):
            if time.monotonic() > deadline:
                raise TimeoutError("the page does not turn")
            act()
        time.sleep(Motion.deaf)  # the cross-fade is shorter
        self.wait()

    def _middle(self, place: Box) -> tuple[int, int]:
        x, y, width, height = self._area(place)
        return x + width // 2, y + height // 2

    def _area(self, place: Box) -> tuple[int, int, int, int]:
        """A place in pixels: x, y from the top left, width, height."""
        x, from_below, width, height = self._frame.area(place)
        return x, self._frame.height - from_below - height, width, height


class Citizen(Person):
    """Someone with an answer to each criterion."""

    def sees(self, level: str) -> bool:
        """Whether the face of a level is on the screen now."""
        return self.screen.find(FACES[level]) is not None

    def look_for(self, level: str) -> tuple[int, int]:
        """The middle of a level's face, once it is there; raises TimeoutError, and keeps a picture then."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (place := self.screen.find(FACES[level])) is None:
            if time.monotonic() > deadline:
                seen = Path(tempfile.mkdtemp(prefix="hai-long-no-face-"), "screen.png")
                self.screen.save(seen)
                raise TimeoutError(f"there is no face for {level} on the screen: {seen}")
        return place

    def answer(self, level: str) -> None:
        """Look for the face of a level, and touch it; raises TimeoutError where there is none."""
        place = self.look_for(level)
        self.turn_page(lambda: self.screen.touch(*place))

    def rate(self, levels: Sequence[str | None]) -> None:
        """Answer every criterion (None: skip it), name no reason, leave."""
        self.give(levels)
        self.skip_reasons()
        self.leave()

    def give(self, levels: Sequence[str | None]) -> None:
        """Answer every criterion (None: skip it)."""
        for level in levels:
            if level is None:
                self.touch(SKIP)
            else:
                self.answer(level)

    def choose(self, chip: Box) -> None:
        """Touch something that stays on this page."""
        self.tap(chip)
        self.wait()

    def send(self) -> None:
        """Send the reasons chosen."""
        self.touch(SEND)

    def skip_reasons(self) -> None:
        """Name no reason."""
        self.touch(SKIP_REASONS)

    def leave(self) -> None:
        """Touch the thanks away, so that the next one need not wait."""
        self.touch(ANYWHERE)


class Clerk(Person):
    """Someone who opens and ends the shift."""

    def log_in(self, number: int) -> None:
        """Open a shift at the department with this number, counted from 0; without a PIN."""
        self.touch(FIRST_TILE._replace(y=FIRST_TILE.y + number * NEXT_TILE))

    def note(self, dossiers: int) -> None:
        """Note the number of dossiers returned so far, in open mode, and go back to the citizens."""
        self.touch(NAMES)
        self.touch(NOTE_DOSSIERS)
        self._type(dossiers)
        self.press("Return")
        self.touch(TO_CITIZENS)
        while not self._sees_a_face():  # where a machine is held up, the page that turned was the one before
            self.touch(TO_CITIZENS)

    def log_out(self, dossiers: int | None = None) -> None:
        """End the shift, in open mode, with the number of dossiers returned or the one that was noted."""
        self.touch(NAMES)
        self.touch(END_OF_SHIFT)
        if dossiers is not None:
            self._type(dossiers)
        self.press("Return")
        self.touch(END_FOR_GOOD)

    def _sees_a_face(self) -> bool:
        deadline = time.monotonic() + NOTICED_SECONDS
        while self.screen.find(FACES["satisfied"]) is None:
            if time.monotonic() > deadline:
                return False
        return True

    def _type(self, number: int) -> None:
        for digit in str(number):
            self.screen.press(digit)
        self.wait()  # a number that is drawn late is no page that turns
