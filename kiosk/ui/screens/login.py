"""The clerk opens a shift: one tile a department."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.desk_view import DeskView
from kiosk.domain.questionnaire import Department
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.tile import Tile, TileContent, equal_lettering

TILE_HEIGHT = 192
PAGE_BUTTON = 340


@dataclass(frozen=True)
class Grid:
    """How so many tiles are laid out: filled downwards, then the next column."""

    columns: int
    rows: int
    pages: int
    bottom: float

    @property
    def on_page(self) -> int:
        """Tiles on a full page."""
        return self.columns * self.rows

    @classmethod
    def of(cls, look: Look, count: int) -> Grid:
        """One page holds sixteen; more stand on pages of twelve in landscape, fourteen in portrait."""
        frame = look.frame
        bottom = frame.h - Space.margin
        most_rows, most_columns = (8, 2) if frame.portrait else (4, 4)
        if count <= most_rows * most_columns:
            columns = -(-count // most_rows)
            return cls(columns, -(-count // columns), 1, bottom)
        rows = most_rows - 1  # the last row of tiles makes room for turning pages
        foot = Space.touch + Space.near
        return cls(most_columns, rows, -(-count // (rows * most_columns)), bottom - foot)

    def places(self, look: Look, top: float) -> list[Box]:
        """The places of a full page, from `top` downwards."""
        high = (self.bottom - top - (self.rows - 1) * Space.near) / self.rows
        high = min(TILE_HEIGHT, high)
        columns = look.frame.columns(self.columns, margin=Space.margin, gap=Space.near)
        return [
            Box(x, top + row * (high + Space.near), wide, high)
            for x, wide in columns
            for row in range(self.rows)
        ]


class LoginSheet(Sheet):
    """Every department of the questionnaire, in its order."""

    tiles: list[Tile]

    def draw(self, view: DeskView) -> None:
        """Strip, question, tiles."""
        look, texts = self.look, self.texts
        self.strip = self.staff_strip(lotus=True)
        self.draw_head(texts("login.title"), texts("login.help"))
        self._grid = Grid.of(look, len(view.questionnaire.departments))
        self._page = 0
        self.tiles = []
        self._turning: list[Button | Words] = []
        self._draw_page()

    def key(self, name: str) -> bool:
        """The digits choose the tiles with these numbers."""
        for tile in self.tiles:
            if str(tile.content.lead) == name.removeprefix("numpad"):
                self.calling(self.desk.choose_department, self._code_of[tile])()
                return True
        return False

    def _draw_page(self) -> None:
        for part in (*self.tiles, *self._turning):
            self.remove_widget(part)
        departments = self.view.questionnaire.departments
        first = self._page * self._grid.on_page
        shown = departments[first : first + self._grid.on_page]
        places = self._grid.places(self.look, self.tiles_top)[: len(shown)]
        contents = [self._content(number, one) for number, one in enumerate(shown, start=first + 1)]
        wanted = self.look.type.tile[self._grid.columns - 1 + self.look.frame.portrait]
        lettering = equal_lettering(self.look, places, contents, wanted)
        self._code_of: dict[Tile, str] = {}
        self.tiles = []
        for department, content, place in zip(shown, contents, places, strict=True):
            choose = self.calling(self.desk.choose_department, department.code)
            tile = self.put(Tile(self.look, place, content, lettering, choose))
            self._code_of[tile] = department.code
            self.tiles.append(tile)
        self._turning = self._draw_turning() if self._grid.pages > 1 else []

    def _content(self, number: int, department: Department) -> TileContent:
        view, texts = self.view, self.texts
        locked = department.code in view.locked
        roomy = self._grid.columns == 1 and not self.look.frame.portrait
        return TileContent(
            lead=number,
            text=department.name_in(view.language),
            tag=texts("login.last") if department.code == view.last_department else "",
            note=texts("login.locked") if locked and roomy else "",
            locked=locked,
        )

    def _draw_turning(self) -> list[Button | Words]:
        look, texts, middle = self.look, self.texts, self.middle
        y = look.frame.h - Space.margin - Space.touch
        parts: list[Button | Words] = []
        if self._page > 0:
            at = Box(middle.x, y, PAGE_BUTTON, Space.touch)
            parts.append(Button(look, at, texts("login.earlier"), lambda: self._turn(-1), icon="back"))
        text = texts("login.page", number=self._page + 1, total=self._grid.pages)
        parts.append(Words(look, self.across(y, Space.touch), text, look.type.remark, align="centre"))
        if self._page + 1 < self._grid.pages:
            at, later = Box(middle.right - PAGE_BUTTON, y, PAGE_BUTTON, Space.touch), texts("login.later")
            parts.append(Button(look, at, later, lambda: self._turn(1), icon="next", icon_after=True))
        return [self.put(part) for part in parts]

    def _turn(self, by: int) -> None:
        self._page += by
        self._draw_page()
