"""The pages that IT staff see before there is a kiosk, and what holds one on the screen."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Space, rgb
from kiosk.ui.touch import TapGate
from kiosk.ui.widgets.part import Part


class PlainPage(Part):
    """A page over the whole window."""

    def __init__(self, look: Look) -> None:
        frame = look.frame
        super().__init__(look, Box(0, 0, frame.w, frame.h))
        self.texts = look.texts
        with self.canvas.before:
            Color(*rgb(look.palette.page))
            Rectangle(size=(frame.width, frame.height))

    def poll(self) -> None:
        """Four times a second: for pages that wait for something."""

    def leave(self) -> None:
        """The page goes from the screen."""

    def across(self, y: float, h: float) -> Box:
        """A box between the margins."""
        return Box(Space.margin, y, self.look.frame.w - 2 * Space.margin, h)


class PlainStage(Widget):
    """The root of the window: one page, one finger, no touch that was meant for the page before."""

    def __init__(self, gate: TapGate) -> None:
        super().__init__()
        self.gate = gate

    def play(self, page: PlainPage) -> None:
        """Puts a page in the place of the one before."""
        self.clear_widgets()
        self.size = page.size
        self.add_widget(page)
        self.gate.close()

    def on_touch_down(self, touch: Any) -> bool:
        """Lets through what the gate admits."""
        if self.gate.admits(touch):
            super().on_touch_down(touch)
        return True

    def on_touch_move(self, _touch: Any) -> bool:
        """Those that hold the finger hear of it themselves."""
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Lets the next finger in."""
        self.gate.lifted(touch)
        return True
