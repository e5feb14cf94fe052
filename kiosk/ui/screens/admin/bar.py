"""How far a job is. It steps with the job's words, it never glides."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import rgb
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part

HEIGHT = 32
EDGE = 3


class Bar(Part):
    """Filled from the left; empty while nobody knows how much there is."""

    def __init__(self, look: Look, box: Box) -> None:
        super().__init__(look, box)
        palette = look.palette
        self.put(Panel(look, box, Surface(palette.surface, palette.edge, EDGE, 0)))
        inner = look.frame.area(box.inside(2 * EDGE, 2 * EDGE, 2 * EDGE, 2 * EDGE))
        self._room, self.share = inner[2], 0.0
        with self.canvas.after:
            Color(*rgb(palette.accent))
            self._filled = Rectangle(pos=inner[:2], size=(0, inner[3]))

    def show(self, share: float) -> None:
        """Shows another share, 0 to 1."""
        if share != self.share:
            self.share = share
            self._filled.size = (round(self._room * share), self._filled.size[1])
