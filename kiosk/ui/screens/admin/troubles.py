"""Everything that somebody must do, each with its cure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.ui.administration import Finding
from kiosk.ui.screens.admin.findings import leaves
from kiosk.ui.screens.admin.leaf import LeafPage
from kiosk.ui.theme import Space

if TYPE_CHECKING:
    from kiosk.ui.screens.admin.sheet import AdminSheet


class TroublesPage(LeafPage):
    """Those that did not fit the first page, and those that did."""

    def __init__(self, sheet: AdminSheet, troubles: Sequence[Finding]) -> None:
        super().__init__(sheet)
        self._troubles = troubles

    def draw(self) -> None:
        """The boxes of the open leaf."""
        y = self.heading(self.texts("admin.troubles", count=len(self._troubles)))
        bottom = self.area.bottom - Space.touch - Space.near
        turned = leaves(self.look, self._troubles, self.area._replace(y=y, h=bottom - y))
        self.leaf_count = len(turned)
        for box in turned[self.leaf]:
            self.put(box)
        self.draw_turning()
