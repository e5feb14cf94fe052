"""What holds a page of IT staff's on the screen, and guards it from touches that were not meant for it."""

from __future__ import annotations

from typing import Any

from kivy.uix.widget import Widget

from kiosk.ui.touch import TapGate
from kiosk.ui.widgets.part import Part


class PlainStage(Widget):
    """The root of the window: one page, one finger."""

    def __init__(self, gate: TapGate) -> None:
        super().__init__()
        self.gate = gate

    def play(self, page: Part) -> None:
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
