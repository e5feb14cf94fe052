"""The first page: what somebody must do, how shipping and journal stand, and the ways to everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.ui.administration import Finding, Job, State, Status, StatusLine
from kiosk.ui.frame import Box
from kiosk.ui.screens.admin.drives import DrivesPage
from kiosk.ui.screens.admin.finding_box import FindingBox, height_of
from kiosk.ui.screens.admin.leaving import LeavingPage
from kiosk.ui.screens.admin.lines_panel import LinesPanel, panel_height
from kiosk.ui.screens.admin.page import Page
from kiosk.ui.screens.admin.periods import PeriodsPage
from kiosk.ui.screens.admin.sign import SignName
from kiosk.ui.screens.admin.tables import counts_page
from kiosk.ui.screens.admin.troubles import TroublesPage
from kiosk.ui.screens.admin.working import connection_page, verification_page
from kiosk.ui.theme import Space

ACTIONS_WIDTH = 464
ACTION_GAP = 14
LINE_HEIGHT = 48
LINE_HEIGHT_PORTRAIT = 44
BOX_GAP = 16
HEAD_HEIGHT = 60


@dataclass(frozen=True)
class _Choice:
    sign: SignName
    word: str
    action: Callable[[], None]


class StatusPage(Page):
    """Readable at a glance: what is wrong stands first, with its cure."""

    job: Job[Status] | None = None
    _status: Status | None = None

    def draw(self) -> None:
        """The actions at once, the status as soon as it is known."""
        self._left = self._draw_actions()
        if self._status:
            self._draw_status(self._status)
        else:
            self.words(self._left._replace(h=HEAD_HEIGHT), self.texts("admin.looking"), self.look.type.hint)
            self.job = self.job or self.administration.status(self.texts.language)

    def begin_anew(self) -> None:
        """Whatever was done on another page, the status tells it."""
        super().begin_anew()
        self._status = None

    @property
    def working(self) -> bool:
        """Nobody waits long for this."""
        return False

    def poll(self) -> None:
        """Draws the status once it is known."""
        if self.job and self.job.over:
            fault = Finding(State.FAULT, self.job.fault)
            self._status = self.job.result or Status((fault,), (), ())
            self.job = None
            self.redraw()

    def look_again(self) -> None:
        """Finds everything out anew; meanwhile the old status stands."""
        if self.job is None:
            self.job = self.administration.status(self.texts.language)

    def _draw_actions(self) -> Box:
        """Puts the buttons; returns the place of everything else."""
        area, choices = self.area, self._offered()
        if self.look.frame.portrait:
            rows, wide = -(-len(choices) // 2), (area.w - Space.near) / 2
            step = Space.touch + ACTION_GAP
            top = area.bottom - rows * step + ACTION_GAP
            for number, choice in enumerate(choices):
                x, y = area.x + number % 2 * (wide + Space.near), top + number // 2 * step
                self.action(Box(x, y, wide, Space.touch), choice.sign, self.texts(choice.word), choice.action)
            return area._replace(h=top - Space.near - area.y)
        x, step = area.right - ACTIONS_WIDTH, Space.touch + ACTION_GAP
        for number, choice in enumerate(choices):
            at = Box(x, area.y + number * step, ACTIONS_WIDTH, Space.touch)
            self.action(at, choice.sign, self.texts(choice.word), choice.action)
        return area._replace(w=area.w - ACTIONS_WIDTH - Space.gap)

    def _offered(self) -> Sequence[_Choice]:
        sheet = self.sheet
        return [
            _Choice("again", "admin.refresh", self.look_again),
            _Choice("signal", "admin.connection", lambda: sheet.turn_to(connection_page(sheet))),
            _Choice("stick", "admin.stick", lambda: sheet.turn_to(DrivesPage(sheet))),
            _Choice("shield", "admin.verify", lambda: sheet.turn_to(verification_page(sheet))),
            _Choice("chart", "admin.counts", lambda: sheet.turn_to(counts_page(sheet))),
            _Choice("document", "admin.report", lambda: sheet.turn_to(PeriodsPage(sheet))),
            _Choice("exit", "admin.leave", lambda: sheet.turn_to(LeavingPage(sheet))),
        ]

    def _draw_status(self, status: Status) -> None:
        left, look = self._left, self.look
        panels: list[tuple[SignName, str, Sequence[StatusLine]]] = [
            ("signal", "admin.shipping", status.shipping),
            ("chain", "admin.machine", status.machine),
        ]
        line = LINE_HEIGHT_PORTRAIT if look.frame.portrait else LINE_HEIGHT
        high = panel_height(max(len(lines) for *_, lines in panels), line)
        stacked = look.frame.portrait
        top = left.bottom - (2 * high + Space.near if stacked else high)
        wide = left.w if stacked else (left.w - Space.near) / 2
        for number, (sign, title, lines) in enumerate(panels):
            x = left.x if stacked else left.x + number * (wide + Space.near)
            y = top + number * (high + Space.near) if stacked else top
            self.put(LinesPanel(look, Box(x, y, wide, high), sign, self.texts(title), lines))
        self._draw_troubles(left._replace(h=top - Space.near - left.y), status.troubles)

    def _draw_troubles(self, area: Box, troubles: Sequence[Finding]) -> None:
        """As many as there is room for; the others are one touch away."""
        shown = list(troubles) or [Finding(State.GOOD, self.texts("admin.all_good"))]
        heights = [height_of(self.look, one, area.w) for one in shown]
        count = _how_many(heights, area.h)
        y = area.y
        for one, high in zip(shown[:count], heights, strict=False):
            self.put(FindingBox(self.look, Box(area.x, y, area.w, high), one))
            y += high + BOX_GAP
        if count < len(shown):
            self._draw_more(Box(area.x, y, area.w, Space.touch), len(shown) - count)

    def _draw_more(self, at: Box, others: int) -> None:
        text, troubles = self.texts("admin.more", count=others), self._status.troubles if self._status else ()
        self.action(at, "warning", text, lambda: self.sheet.turn_to(TroublesPage(self.sheet, troubles)))


def _how_many(heights: Sequence[float], room: float) -> int:
    """How many boxes stand in the room, with that of the button below them where some are left."""
    for count in range(len(heights), 0, -1):
        button = Space.touch + BOX_GAP if count < len(heights) else 0
        if sum(heights[:count]) + (count - 1) * BOX_GAP + button <= room:
            return count
    return 0
