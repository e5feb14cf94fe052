"""The clerk's own sheet: invite, end the shift, or return."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.domain.entries import Mode
from kiosk.ui.frame import Box
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.tile import Tile, TileContent
from kiosk.ui.widgets.touchable import Action

TILE_HEIGHT = 168


class ShiftSheet(Sheet):
    """Returns by itself when nobody touches it."""

    def draw(self, view: DeskView) -> None:
        """Strip, title, actions."""
        texts = self.texts
        self.strip = self.staff_strip()
        name = view.department.name_in(view.language) if view.department else ""
        self.draw_head(texts("shift.title"), texts("shift.help", department=name))
        y = self.tiles_top
        self.invite: Tile | None = None
        if view.mode is Mode.INVITED:
            note = texts("shift.key", key=self.kit.invite_key.upper())
            content = TileContent("person", texts("shift.invite"), note=note)
            self.invite = self._tile(y, content, self.calling(self.desk.invite))
            y += TILE_HEIGHT + Space.near
        content = TileContent("exit", texts("shift.end"))
        self.end = self._tile(y, content, self.calling(self.desk.ask_dossiers))
        self._draw_return()

    def _tile(self, y: float, content: TileContent, action: Action) -> Tile:
        tile: Tile = self.put(
            Tile(self.look, self.across(y, TILE_HEIGHT), content, self.look.type.tile[1], action)
        )
        return tile

    def _draw_return(self) -> None:
        look, wide = self.look, 640
        below = Space.foot_portrait if look.frame.portrait else Space.foot
        at = Box(self.middle.right - wide, look.frame.h - below - Space.touch, wide, Space.touch)
        text, leave = self.texts("shift.back"), self.calling(self.desk.cancel)
        self.back = self.put(Button(look, at, text, leave, kind="main", icon="next", icon_after=True))
