"""How long an invited citizen may still begin: a line that drains."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import rgb
from kiosk.ui.widgets.part import Part

HEIGHT = 6
BELOW = 10
"""Off the row that it stands under."""


class TimeLeft(Part):
    """Calm and without figures. It steps, it never glides: an idle screen must not redraw all the time.

    `share` is what is left, 1 to 0; `above` is the place it stands under.
    """

    def __init__(self, look: Look, above: Box, share: float) -> None:
        super().__init__(look, above._replace(y=above.bottom + BELOW, h=HEIGHT))
        with self.canvas:
            Color(*rgb(look.palette.hair))
            Rectangle(pos=self.pos, size=self.size)
            Color(*rgb(look.palette.quiet))
            self._left = Rectangle(pos=self.pos, size=self.size)
        self.show(share)

    def show(self, share: float) -> None:
        """Another part of the time is left."""
        self._left.size = (round(self.width * share), self.height)
