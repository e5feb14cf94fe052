"""Pages with a table: today's ballots, and the report of a period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from kivy.clock import Clock

from kiosk.ui.administration import Finding, Job, State, Table
from kiosk.ui.frame import Box
from kiosk.ui.screens.admin.finding_box import FindingBox, height_of
from kiosk.ui.screens.admin.leaf import LeafPage
from kiosk.ui.screens.admin.table_layout import TableLayout
from kiosk.ui.theme import Space

if TYPE_CHECKING:
    from kiosk.ui.screens.admin.sheet import AdminSheet


TITLE_HEIGHT = 60
SCOPE_MOST, SCOPE_GAP = 100, 12
LINE = 72


class TablePage(LeafPage):
    """Counts on a thread of its own; what does not fit one leaf goes on the next."""

    job: Job[Table] | None = None

    def __init__(self, sheet: AdminSheet, title: str, begin: Callable[[], Job[Table]]) -> None:
        """`title` is the key of what stands above, `begin` what is counted."""
        super().__init__(sheet)
        self._title, self._begin = title, begin

    def draw(self) -> None:
        """The table once it is counted."""
        if self.job is None:
            self.job, self.moved_at = self._begin(), Clock.get_time()
        table, fault = self.job.result, self.job.fault
        self._waiting = not self.job.over
        if table and table.blocks:
            self._draw_table(table)
            return
        y = self.heading(self.texts(self._title), f"{table.period}. {table.scope}" if table else "")
        if self._waiting:
            self.words(
                Box(self.area.x, y, self.area.w, LINE), self.texts("admin.counting"), self.look.type.remark
            )
            self.below(y + LINE, self.texts("admin.stop"), self.sheet.go_back)
        else:
            state = State.FAULT if fault else State.GOOD
            box = Finding(state, fault or self.texts("admin.nothing_asked"))
            high = height_of(self.look, box, self.area.w)
            self.put(FindingBox(self.look, Box(self.area.x, y, self.area.w, high), box))

    def poll(self) -> None:
        """Draws the table once it is there."""
        if self._waiting and self.job and self.job.over:
            self.redraw()

    def _draw_table(self, table: Table) -> None:
        title = f"{self.texts(self._title)} · {table.period}"
        self.words(self.area._replace(h=TITLE_HEIGHT), title, self.look.type.place)
        y = self.area.y + TITLE_HEIGHT
        note = self.look.type.note
        high = self.look.fit(table.scope, self.area._replace(h=SCOPE_MOST), note, most_lines=2).height
        self.words(self.area._replace(y=y, h=high), table.scope, note, quiet=True, most_lines=2)
        y += high + SCOPE_GAP
        bottom = self.area.bottom - Space.touch - Space.near
        layout = TableLayout(self.look, self.area._replace(y=y, h=bottom - y), table)
        self.leaf_count = len(layout.leaves)
        for part in layout.parts(self.leaf):
            self.put(part)
        self.draw_turning()


def counts_page(sheet: AdminSheet) -> TablePage:
    """Today's ballots by department; no levels."""
    return TablePage(sheet, "admin.counts", lambda: sheet.administration.counts_today(sheet.texts.language))


def report_page(sheet: AdminSheet, first: date, last: date) -> TablePage:
    """The table of `kiosk report`; both days inclusive."""
    return TablePage(
        sheet, "admin.report", lambda: sheet.administration.report(first, last, sheet.texts.language)
    )
