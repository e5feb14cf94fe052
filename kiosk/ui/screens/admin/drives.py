"""Which stick: those that are plugged in, each a button."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.ui.administration import Drive, Finding, Job, State
from kiosk.ui.frame import Box
from kiosk.ui.screens.admin.finding_box import FindingBox, height_of
from kiosk.ui.screens.admin.page import Page
from kiosk.ui.screens.admin.working import ExportPage
from kiosk.ui.theme import Space
from kiosk.ui.widgets.touchable import Action

MOST_DRIVES = 5
DRIVE_HEIGHT = 128
_MEGABYTE, _GIGABYTE = 10**6, 10**9


class DrivesPage(Page):
    """One touch on a stick, and writing begins: nothing on it is written over."""

    job: Job[tuple[Drive, ...]] | None = None

    @property
    def working(self) -> bool:
        """A drive that does not answer keeps nobody here."""
        return False

    def draw(self) -> None:
        """The sticks, once they are found."""
        texts = self.texts
        if self.job is None:
            self.job = self.administration.find_drives(texts.language)
        y = self.heading(texts("admin.stick"), texts("admin.stick_help"))
        self._waiting = not self.job.over
        if self._waiting:
            self.words(Box(self.area.x, y, self.area.w, 72), texts("admin.searching"), self.look.type.remark)
        else:
            y = self._draw_drives(y, self.job.result or (), self.job.fault)
            self.below(y, texts("admin.search"), self._search)

    def poll(self) -> None:
        """Draws what was found."""
        if self._waiting and self.job and self.job.over:
            self.redraw()

    def _search(self) -> None:
        self.job = None
        self.redraw()

    def _draw_drives(self, y: float, drives: Sequence[Drive], fault: str) -> float:
        """Puts a button a drive; returns where they end."""
        if not drives:
            none = Finding(
                State.WARNING, fault or self.texts("admin.no_stick"), self.texts("admin.no_stick_cure")
            )
            high = height_of(self.look, none, self.area.w)
            self.put(FindingBox(self.look, Box(self.area.x, y, self.area.w, high), none))
            y += high + Space.near
        for drive in drives[:MOST_DRIVES]:
            at = Box(self.area.x, y, self.area.w, DRIVE_HEIGHT)
            text, note = self.texts("admin.write_to", name=drive.name), self._room(drive.free)
            self.action(at, "stick", text, self._writing(drive), note=note)
            y += DRIVE_HEIGHT + Space.near
        return y

    def _writing(self, drive: Drive) -> Action:
        return lambda: self.sheet.turn_to(ExportPage(self.sheet, drive))

    def _room(self, free: int) -> str:
        """Bytes as they are printed on sticks."""
        amount = f"{free / _GIGABYTE:.1f} GB" if free >= _GIGABYTE else f"{free // _MEGABYTE} MB"
        return self.texts("admin.free", amount=amount.replace(".", self.texts("admin.decimal_mark")))
