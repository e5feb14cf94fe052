"""Which period the report is of: the usual ones, or any."""

from __future__ import annotations

from kiosk.ui.frame import Box
from kiosk.ui.screens.admin.calendar import NamedPeriod, periods, shown
from kiosk.ui.screens.admin.dates import DatesPage
from kiosk.ui.screens.admin.page import Page
from kiosk.ui.screens.admin.tables import report_page
from kiosk.ui.theme import Space
from kiosk.ui.widgets.touchable import Action

HEIGHT = 128


class PeriodsPage(Page):
    """One touch on a period shows its report."""

    def draw(self) -> None:
        """A button a period, and one for free dates."""
        look, area, texts = self.look, self.area, self.texts
        y = self.heading(texts("admin.report"), texts("admin.report_help", device=self.administration.device))
        columns = 2 if look.frame.portrait else 3
        wide = (area.w - (columns - 1) * Space.near) / columns
        named = periods(self.administration.today())
        for number, one in enumerate(named):
            at = self._place(number, columns, wide, y)
            first, last = shown(one.first), shown(one.last)
            text = texts(f"admin.{one.word}", year=one.first.year)
            self.action(
                at, None, text, self._showing(one), note=first if first == last else f"{first} – {last}"
            )
        at = self._place(len(named), columns, wide, y)
        self.action(at, "document", texts("admin.other_days"), self._to_dates)

    def _place(self, number: int, columns: int, wide: float, top: float) -> Box:
        row, column = divmod(number, columns)
        return Box(
            self.area.x + column * (wide + Space.near), top + row * (HEIGHT + Space.near), wide, HEIGHT
        )

    def _showing(self, one: NamedPeriod) -> Action:
        return lambda: self.sheet.turn_to(report_page(self.sheet, one.first, one.last))

    def _to_dates(self) -> None:
        self.sheet.turn_to(DatesPage(self.sheet))
