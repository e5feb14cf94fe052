"""What holds the page on the screen, and guards it from touches that were not meant for it."""

from __future__ import annotations

from typing import Any

from kivy.uix.widget import Widget

from kiosk.ui.setup.page import Page
from kiosk.ui.touch import TapGate


class SetupStage(Widget):
    """The root of the window: one page, one finger."""

    page: Page

    def __init__(self, gate: TapGate) -> None:
        super().__init__()
        self.gate = gate

    def play(self, page: Page, *, settle: bool = True) -> None:
        """Puts a page in the place of the one before."""
        self.clear_widgets()
        self.size = page.size
        self.page = page
        self.add_widget(page)
        if settle:
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
