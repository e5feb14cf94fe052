"""Pages that show something and ask whether it is as it should be."""

from __future__ import annotations

from math import hypot

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from kiosk.ui.frame import MILLIMETRES_PER_INCH
from kiosk.ui.hardware.bench import Step, Value, Verdict
from kiosk.ui.hardware.page import WIDE, Choice, Page
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Words

_CARD_MM = (85.6, 54.0)  # ISO/IEC 7810 ID-1: identity cards, bank cards
_CARD_EDGE, _CARD_RADIUS_MM = 4, 3.2
_CHECKED = bytes((0, 255, 255, 0))
_NAP_SECONDS = 3.0


class _Asking(Page):
    """Two answers at the foot; what is shown stands in the area."""

    def draw(self) -> None:
        """Head, what is shown, answers."""
        name = str(self.step)
        self.draw_head(self.word(name), self.help_text)
        self.show()
        if not self.can_answer:
            self.draw_foot()
            return
        self.draw_foot(
            Choice(self.word("no"), lambda: self.note(Verdict.BAD, **self.measured())),
            Choice(self.word("yes"), lambda: self.note(Verdict.GOOD, **self.measured()), "main"),
        )

    @property
    def help_text(self) -> str:
        """What is to be done."""
        return self.word(f"{self.step}_help")

    @property
    def can_answer(self) -> bool:
        """Whether there is anything to judge; else the page can only be skipped."""
        return True

    def show(self) -> None:
        """Puts what the question is about."""

    def measured(self) -> dict[str, Value]:
        """What is kept beside the answer."""
        return {}

    def _say(self, text: str) -> Words:
        return self.put(Words(self.look, self.area, text, self.look.type.lead, align="centre", most_lines=3))


class SizePage(_Asking):
    """A frame of the size of an identity card: whether the screen is as large as the kiosk believes."""

    step = Step.SIZE

    @property
    def can_answer(self) -> bool:
        """Whether the size is known."""
        return self.host.bench.diagonal is not None

    def show(self) -> None:
        """The frame; or that nobody knows how large the screen is."""
        if not self.can_answer:
            self._say(self.word("size_unknown"))
            return
        wide, high = (self._units(length) for length in _CARD_MM)
        palette = self.look.palette
        radius = self._units(_CARD_RADIUS_MM)
        card = Surface(palette.surface, palette.accent, _CARD_EDGE, radius)
        self.put(Panel(self.look, self.area.centred(min(wide, self.area.w), min(high, self.area.h)), card))

    def _units(self, millimetres: float) -> float:
        frame, diagonal = self.look.frame, self.host.bench.diagonal or 0
        return millimetres * hypot(frame.width, frame.height) / (diagonal * MILLIMETRES_PER_INCH) / frame.unit

    def measured(self) -> dict[str, Value]:
        """The size that the frame was drawn for."""
        return {"diagonal_inches": round(self.host.bench.diagonal or 0, 1)}


class SharpPage(_Asking):
    """Every second pixel black: an even grey only where each pixel of the window is one of the screen."""

    step = Step.SHARP

    def show(self) -> None:
        """The pattern, pixel by pixel."""
        box = self.area.centred(min(self.area.w, 2 * self.area.h), self.area.h)
        x, y, width, height = self.look.frame.area(box)
        pattern = Texture.create(size=(2, 2), colorfmt="luminance")
        pattern.blit_buffer(_CHECKED, colorfmt="luminance", bufferfmt="ubyte")
        pattern.mag_filter = pattern.min_filter = "nearest"
        pattern.wrap = "repeat"
        right, top = width / 2, height / 2
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(
                pos=(x, y),
                size=(width, height),
                texture=pattern,
                tex_coords=(0, 0, right, 0, right, top, 0, top),
            )

    def measured(self) -> dict[str, Value]:
        """The window, in pixels."""
        return {"width": self.look.frame.width, "height": self.look.frame.height}


class HeadsPage(_Asking):
    """The citizen's screen beside the clerk's: the first touch counts, whatever is clicked on the other."""

    step = Step.HEADS

    def show(self) -> None:
        """How many screens there are."""
        self._say(self.word("heads_told", count=self.host.bench.screens or "?"))

    def measured(self) -> dict[str, Value]:
        """How many the system tells of."""
        return {"screens": self.host.bench.screens}


class SleepPage(_Asking):
    """Whoever wakes the PC finds the window again, and touch works."""

    step = Step.SLEEP

    def show(self) -> None:
        """Waits for a gap in time."""
        self.slept = 0
        self._before = self.host.wall(), self.host.monotonic()
        self._told = self._say(self.word("sleep_waiting"))

    def poll(self) -> None:
        """A PC that slept has missed many a poll, by either clock: on Linux the second one stops."""
        now = self.host.wall(), self.host.monotonic()
        gap = max(now[0] - self._before[0], now[1] - self._before[1])
        self._before = now
        if gap >= _NAP_SECONDS:
            self.slept = max(self.slept, round(gap))
            self._told.say(self.word("sleep_told", seconds=self.slept))

    def measured(self) -> dict[str, Value]:
        """For how long it slept; 0 where only the screen was turned off."""
        return {"slept_seconds": self.slept}


class SoundPage(_Asking):
    """The one sound, as often as somebody wants to hear it."""

    step = Step.SOUND

    @property
    def can_answer(self) -> bool:
        """Whether there is a device."""
        return self.host.chime.audible

    def show(self) -> None:
        """The button; or that there is nothing to play it on."""
        if not self.can_answer:
            self._say(self.word("sound_none"))
            return
        at = self.area.centred(WIDE, Space.touch)
        self._button = self.put(Button(self.look, at, self.word("sound_play"), self._play))

    def _play(self) -> None:
        self._button.let_go()
        self.host.chime.play()
