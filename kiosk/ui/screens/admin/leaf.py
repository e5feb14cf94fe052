"""A page whose content may need several leaves: the buttons that turn them, and which one is open."""

from __future__ import annotations

from kiosk.ui.frame import Box
from kiosk.ui.screens.admin.page import Page
from kiosk.ui.theme import Space
from kiosk.ui.widgets.part import Words

TURN = 340


class LeafPage(Page):
    """`draw_leaf` puts the open one; `leaf_count` says how many there are."""

    leaf = 0
    leaf_count = 1

    def draw_turning(self) -> None:
        """Puts the row at the foot, where there is something to turn."""
        if self.leaf_count == 1:
            return
        look, area, texts = self.look, self.area, self.texts
        y, wide = area.bottom - Space.touch, min(TURN, (area.w - 240) / 2)
        text = texts("login.page", number=self.leaf + 1, total=self.leaf_count)
        middle = Box(area.x, y, area.w, Space.touch)
        self.put(Words(look, middle, text, look.type.remark, align="centre"))
        if self.leaf:
            at = Box(area.x, y, wide, Space.touch)
            self.button(at, texts("login.earlier"), lambda: self._turn(-1), icon="back")
        if self.leaf + 1 < self.leaf_count:
            at = Box(area.right - wide, y, wide, Space.touch)
            self.button(at, texts("login.later"), lambda: self._turn(1), icon="next", icon_after=True)

    def key(self, name: str) -> bool:
        """The keyboard turns leaves as well."""
        if name == "pagedown" and self.leaf + 1 < self.leaf_count:
            self._turn(1)
        elif name == "pageup" and self.leaf:
            self._turn(-1)
        else:
            return False
        return True

    def _turn(self, by: int) -> None:
        self.leaf += by
        self.redraw()
