"""The clerk opens a shift: one tile a department."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.desk_view import DeskView
from kiosk.domain.questionnaire import Department
from kiosk.ui.fonts import BOLD, MEDIUM, SEMIBOLD
from kiosk.ui.frame import Box
from kiosk.ui.lettering import fit_alike
from kiosk.ui.look import Look
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Sizes, Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.tile import Tile, TileContent, name_place

TOP = 392
TILE_HEIGHT = 192
COLUMN_GAP = 32
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
        """One page holds twelve in landscape, sixteen in portrait."""
        frame = look.frame
        bottom = frame.h - Space.margin
        most_rows, most_columns = (8, 2) if frame.portrait else (4, 3)
        if count <= most_rows * most_columns:
            columns = -(-count // most_rows)
            return cls(columns, -(-count // columns), 1, bottom)
        rows = most_rows - 1  # the last row of tiles makes room for turning pages
        foot = Space.touch + Space.near
        return cls(most_columns, rows, -(-count // (rows * most_columns)), bottom - foot)

    def places(self, look: Look) -> list[Box]:
        """The places of a full page."""
        high = (self.bottom - TOP - (self.rows - 1) * Space.near) / self.rows
        high = min(TILE_HEIGHT, high)
        columns = look.frame.columns(self.columns, margin=Space.margin, gap=COLUMN_GAP)
        return [
            Box(x, TOP + row * (high + Space.near), wide, high)
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
        at = self.across(188, 108)
        self.put(Words(look, at, texts("login.title"), look.type.heading, weight=BOLD))
        self.help = self.put(
            Words(
                look, self.across(286, 90), texts("login.help"), look.type.body,
                colour=look.palette.quiet, most_lines=2,
            )
        )  # fmt: skip
        self._grid = Grid.of(look, len(view.questionnaire.departments))
        self._page = 0
        self.tiles = []
        self._turning: list[Button | Words] = []
        self._draw_page()

    def key(self, name: str) -> None:
        """The digits choose the tiles with these numbers."""
        digit = name.removeprefix("numpad")
        for tile in self.tiles:
            if tile.content.lead == digit:
                self.calling(self.desk.choose_department, self._code_of[tile])()

    def _draw_page(self) -> None:
        for part in (*self.tiles, *self._turning):
            self.remove_widget(part)
        departments = self.view.questionnaire.departments
        first = self._page * self._grid.on_page
        shown = departments[first : first + self._grid.on_page]
        places = self._grid.places(self.look)
        contents = [self._content(number, one) for number, one in enumerate(shown, start=first + 1)]
        sizes = self._sizes(places, contents)
        self._code_of: dict[Tile, str] = {}
        self.tiles = []
        for department, content, place in zip(shown, contents, places, strict=False):
            choose = self.calling(self.desk.choose_department, department.code)
            tile = self.put(Tile(self.look, place, content, sizes, choose))
            self._code_of[tile] = department.code
            self.tiles.append(tile)
        self._turning = self._draw_turning() if self._grid.pages > 1 else []

    def _content(self, number: int, department: Department) -> TileContent:
        view, texts = self.view, self.texts
        locked = department.code in view.locked
        last = texts("login.last") if department.code == view.last_department else ""
        wide = self._grid.columns == 1
        return TileContent(
            lead=str(number),
            text=department.name_in(view.language),
            tag=last if wide else "",
            below="" if wide else last,
            note=texts("login.locked") if locked and wide and not self.look.frame.portrait else "",
            locked=locked,
        )

    def _sizes(self, places: list[Box], contents: list[TileContent]) -> Sizes:
        """One size for all names of a page."""
        look = self.look
        wanted = look.type.tile[self._grid.columns - 1 + look.frame.portrait]
        return fit_alike(
            look.fit(
                content.text,
                name_place(look, place, content, wanted),
                wanted,
                SEMIBOLD,
                most_lines=3,
                large_first=True,
            )
            for place, content in zip(places, contents, strict=False)
        )

    def _draw_turning(self) -> list[Button | Words]:
        look, texts, middle = self.look, self.texts, self.middle
        y = look.frame.h - Space.margin - Space.touch
        parts: list[Button | Words] = []
        if self._page > 0:
            at = Box(middle.x, y, PAGE_BUTTON, Space.touch)
            parts.append(Button(look, at, texts("login.earlier"), lambda: self._turn(-1), icon="back"))
        text = texts("login.page", number=self._page + 1, total=self._grid.pages)
        at = self.across(y, Space.touch)
        parts.append(Words(look, at, text, look.type.body, weight=MEDIUM, align="centre"))
        if self._page + 1 < self._grid.pages:
            at = Box(middle.right - PAGE_BUTTON, y, PAGE_BUTTON, Space.touch)
            parts.append(
                Button(
                    look, at, texts("login.later"), lambda: self._turn(1), icon="next", icon_after=True
                )
            )  # fmt: skip
        return [self.put(part) for part in parts]

    def _turn(self, by: int) -> None:
        self._page += by
        self._draw_page()
