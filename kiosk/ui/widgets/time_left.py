"""How long an invited citizen may still begin: a line that drains."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import rgb
from kiosk.ui.widgets.part import Part

HEIGHT = 6
BELOW = 16
"""Off the line that it stands under, where there is room."""
EDGE = 16
"""Off the foot of the screen."""


class TimeLeft(Part):
    """Calm and without figures. It steps, it never glides: an idle screen must not redraw all the time.

    `share` is what is left, 1 to 0; `above` is the place it stands under, as wide as it.
    """

    def __init__(self, look: Look, above: Box, share: float) -> None:
        y = min(above.bottom + BELOW, look.frame.h - EDGE - HEIGHT)
        super().__init__(look, above._replace(y=y, h=HEIGHT))
        with self.canvas:
            Color(*rgb(look.palette.hair))
            Rectangle(pos=self.pos, size=self.size)
            Color(*rgb(look.palette.quiet))
            self._left = Rectangle(pos=self.pos, size=self.size)
        self.show(share)

    def show(self, share: float) -> None:
        """Another part of the time is left."""
        self._left.size = (round(self.width * share), self.height)
