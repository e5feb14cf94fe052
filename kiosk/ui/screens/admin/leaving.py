"""The ends: of the shift in progress, and of the program; each is asked about once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.ui.frame import Box
from kiosk.ui.screens.admin.page import Page
from kiosk.ui.screens.admin.sign import SignName
from kiosk.ui.theme import Space

if TYPE_CHECKING:
    from kiosk.ui.screens.admin.sheet import AdminSheet

CHOICE_HEIGHT = 136


class LeavingPage(Page):
    """What may be ended. A shift needs no PIN here: the administrator has given the own one."""

    def draw(self) -> None:
        """The shift only where one is open."""
        texts, sheet = self.texts, self.sheet
        y = self.heading(texts("admin.leave"))
        if sheet.view.on_duty:
            self._choice(y, "exit", texts("admin.end_shift"), sheet.duty, EndShiftPage)
            y += CHOICE_HEIGHT + Space.near
        self._choice(y, "power", texts("admin.exit"), texts("admin.exit_note"), ExitPage)

    def _choice(
        self, y: float, sign: SignName, text: str, note: str, page: Callable[[AdminSheet], Page]
    ) -> None:
        at = Box(self.area.x, y, self.area.w, CHOICE_HEIGHT)
        self.action(at, sign, text, lambda: self.sheet.turn_to(page(self.sheet)), note=note)


class EndShiftPage(Page):
    """Ends the shift in progress with the number of dossiers that its clerk has noted, or without."""

    has_own_back = True

    def draw(self) -> None:
        """The question."""
        texts, view = self.texts, self.sheet.view
        number = texts("admin.unknown") if view.dossiers is None else str(view.dossiers)
        help_ = texts("admin.end_shift_help", duty=self.sheet.duty, number=number)
        y = self.heading(texts("admin.end_shift_title"), help_)
        end = self.sheet.calling(self.sheet.desk.close_shift, view.dossiers)
        self.below(y, texts("admin.no"), self.sheet.go_back)
        self.below(y, texts("admin.end_shift"), end, main=True, place=1)


class ExitPage(Page):
    """Ends the program."""

    has_own_back = True

    def draw(self) -> None:
        """The question."""
        texts = self.texts
        y = self.heading(texts("admin.exit_title"), texts("admin.exit_help"))
        self.below(y, texts("admin.no"), self.sheet.go_back)
        self.below(y, texts("admin.exit"), self.sheet.kit.end, main=True, place=1)
