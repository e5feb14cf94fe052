"""The line that invites. The lotus beside it beckons now and then."""

from __future__ import annotations

from typing import Any

from kivy.animation import Animation
from kivy.graphics import Color, Rectangle
from kivy.properties import NumericProperty

from kiosk.ui.frame import Box
from kiosk.ui.lettering import Setting
from kiosk.ui.look import Look
from kiosk.ui.theme import Motion, rgb
from kiosk.ui.widgets.icon import Lotus
from kiosk.ui.widgets.part import Part, Words

SIGN = 76
BESIDE = SIGN + 20
SWELL = 0.22
MOST_HEIGHT = 128
LINE = 6
LINE_SHARE = 0.65
"""Of the movement: until then the line has run its way, then it fades."""


def invitation_height(look: Look, box: Box, text: str) -> float:
    """How high the words will be."""
    return _set(look, box, text).height


def _set(look: Look, box: Box, text: str) -> Setting:
    room = box._replace(w=box.w - BESIDE, h=MOST_HEIGHT)
    return look.fit(text, room, look.type.lead, most_lines=2)


class Invitation(Part):
    """Sign and words, together in the middle."""

    run = NumericProperty(1.0)  # 0 to 1: how far the gold line under the words has come and gone

    def __init__(self, look: Look, box: Box, text: str) -> None:
        super().__init__(look, box)
        lettering, setting = look.type.lead, _set(look, box, text)
        wide = min(box.w - BESIDE, look.width_set(setting, lettering))
        left = box.x + (box.w - wide - BESIDE) / 2
        sign = Box(left, box.y + (box.h - SIGN) / 2, SIGN, SIGN)
        self._lotus = self.put(Lotus(look, sign, swell=SWELL))
        at = Box(left + BESIDE, box.y, wide, box.h)
        words = Words(
            look,
            at,
            text,
            lettering.at(setting.size),
            colour=look.palette.accent,
            align="centre",
            most_lines=2,
        )
        self.words = self.put(words)
        self._add_line(at._replace(y=at.y + (at.h + setting.height) / 2, h=LINE))

    def _add_line(self, at: Box) -> None:
        x, y, self._line_width, height = self.look.frame.area(at)
        with self.canvas.after:
            self._line_colour = Color(*rgb(self.look.palette.lotus), 0)
            self._line = Rectangle(pos=(x, y), size=(0, height))

    def beckon(self) -> None:
        """Once: the lotus opens, and a line runs along under the words. No words move, and no face."""
        self._lotus.beckon()
        Animation.cancel_all(self, "run")
        self.run = 0.0
        Animation(run=1.0, duration=Motion.beckon).start(self)

    def on_run(self, _: Any, run: float) -> None:
        """One step of it."""
        gone = min(1.0, run / LINE_SHARE)
        share = gone * gone * (3 - 2 * gone)
        self._line.size = (round(self._line_width * share), self._line.size[1])
        self._line_colour.a = 1.0 if run < LINE_SHARE else (1 - run) / (1 - LINE_SHARE)
