"""The departments as tiles: at login, and on the clerk's sheet to change to another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.domain.records import dataclass
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.part import Part, Words
from kiosk.ui.widgets.tile import Tile, TileContent, equal_lettering

HIGHEST, COMFORTABLE, LOWEST = 192, 138, 132
"""Heights of a tile; below the comfortable one another column is better, below the lowest another page."""
CLOSE = 16  # between the lowest tiles
NARROWEST = 400
WIDTHS = (1200, 800, 440)
"""Tiles at least so wide are lettered as the first, second, third of the theme, others as the last."""
PAGE_BUTTON = 340
WORDY_UP_TO = 4  # tiles: then each is as wide as the area


@dataclass(frozen=True)
class Grid:
    """How so many tiles are laid out in an area: filled downwards, then column by column, page by page."""

    area: Box
    columns: int
    rows: int
    pages: int = 1

    @classmethod
    def of(cls, area: Box, count: int) -> Grid:
        """As few columns as let the tiles be high; then lower tiles; then pages."""
        most = _how_many(area.w, NARROWEST, Space.near)
        for least, gap in ((COMFORTABLE, Space.near), (LOWEST, CLOSE)):
            rows = _how_many(area.h, least, gap)
            columns = -(-count // rows)
            if columns <= most:
                return cls(area, columns, -(-count // columns))
        area = area._replace(h=area.h - Space.touch - Space.near)  # below it one turns pages
        rows = _how_many(area.h, LOWEST, CLOSE)
        return cls(area, most, rows, -(-count // (rows * most)))

    @property
    def on_page(self) -> int:
        """Tiles on a full page."""
        return self.columns * self.rows

    def places(self) -> list[Box]:
        """The places of a full page."""
        area, near = self.area, Space.near
        wide = (area.w - (self.columns - 1) * near) / self.columns
        gap = near if self.rows * (COMFORTABLE + near) - near <= area.h else CLOSE
        high = min(HIGHEST, (area.h - (self.rows - 1) * gap) / self.rows)
        return [
            Box(area.x + column * (wide + near), area.y + row * (high + gap), wide, high)
            for column in range(self.columns)
            for row in range(self.rows)
        ]


@dataclass(frozen=True)
class Choice:
    """One tile, and the department that it stands for."""

    code: str
    content: TileContent


def locked_note(look: Look, count: int) -> str:
    """What stands beside the lock of a tile, where so many tiles leave room for it."""
    return look.texts("login.locked") if count <= WORDY_UP_TO else ""


class DepartmentTiles(Part):
    """Tiles in an area, on as few pages as they stay readable on. `choose` is given the department's code."""

    tiles: list[Tile]

    def __init__(
        self, look: Look, area: Box, choices: Sequence[Choice], choose: Callable[[str], None]
    ) -> None:
        super().__init__(look, area)
        self._choices, self._choose = choices, choose
        self._grid = Grid.of(area, len(choices))
        self._page = 0
        self._draw_page()

    def choose_by_number(self, key: str) -> bool:
        """A digit of the keyboard chooses the tile with this number; returns whether there is one."""
        number = key.removeprefix("numpad")
        for choice in self._shown:
            if str(choice.content.lead) == number:
                self._choose(choice.code)
                return True
        return False

    @property
    def _shown(self) -> Sequence[Choice]:
        first = self._page * self._grid.on_page
        return self._choices[first : first + self._grid.on_page]

    def _draw_page(self) -> None:
        self.clear_widgets()
        look, shown = self.look, self._shown
        places = self._grid.places()[: len(shown)]
        contents = [choice.content for choice in shown]
        wanted = sum(places[0].w < least for least in WIDTHS)
        lettering = equal_lettering(look, places, contents, look.type.tile[wanted])
        self.tiles = [
            self.put(Tile(look, place, choice.content, lettering, self._choosing(choice.code)))
            for choice, place in zip(shown, places, strict=True)
        ]
        if self._grid.pages > 1:
            self._draw_turning()

    def _choosing(self, code: str) -> Callable[[], None]:
        return lambda: self._choose(code)

    def _draw_turning(self) -> None:
        look, texts = self.look, self.look.texts
        row = self.box._replace(y=self.box.bottom - Space.touch, h=Space.touch)
        if self._page > 0:
            at = row._replace(w=PAGE_BUTTON)
            self.put(Button(look, at, texts("login.earlier"), lambda: self._turn(-1), icon="back"))
        text = texts("login.page", number=self._page + 1, total=self._grid.pages)
        between = row.inside(PAGE_BUTTON)
        self.put(Words(look, between, text, look.type.remark, align="centre"))
        if self._page + 1 < self._grid.pages:
            at, later = row._replace(x=row.right - PAGE_BUTTON, w=PAGE_BUTTON), texts("login.later")
            self.put(Button(look, at, later, lambda: self._turn(1), icon="next", icon_after=True))

    def _turn(self, by: int) -> None:
        self._page += by
        self._draw_page()


def _how_many(room: float, least: float, gap: float) -> int:
    """How many of at least this size stand in the room, so far apart."""
    return int((room + gap) // (least + gap))
