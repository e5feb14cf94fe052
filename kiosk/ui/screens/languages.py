"""The languages to choose from, where there are more than two: each in its own name, one touch."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.lettering import common_size
from kiosk.ui.screens.foot import Foot
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.texts import Texts
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.button import Button, Sign, setting_of
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.panel import Surface
from kiosk.ui.widgets.touchable import Action

FEW = 4
GLOBE = 88
HEAD = 300
MOST_TITLE = 200
LOW, HIGH = 128, 200
"""Least and greatest height of a tile."""


class LanguagesSheet(Sheet):
    """Lies over a screen of the desk; goes with a touch, with any change of the desk, or with silence."""

    def draw(self, view: DeskView) -> None:
        """Globe and title, tiles, the way back."""
        look = self.look
        self.strip = self.citizen_strip(controls=False)
        self._draw_head()
        places = self._places(len(self.kit.languages))
        lettering = self._lettering(places[0])
        self.tiles: dict[str, Button] = {}
        for place, (code, texts) in zip(places, self.kit.languages.items(), strict=True):
            self.tiles[code] = self._tile(place, texts, lettering, here=code == view.language)
        back = Button(
            look, Foot(look).back, self.texts("rating.back"), lambda: self.kit.cover(None), icon="back"
        )
        self.back = self.put(back)

    def _lettering(self, at: Box) -> Lettering:
        """One size for all names, as if each were the chosen one."""
        look, wanted = self.look, self.look.type.choice
        names = [texts.name for texts in self.kit.languages.values()]
        return wanted.at(common_size(setting_of(look, name, at, wanted, "check") for name in names))

    def _tile(self, at: Box, texts: Texts, lettering: Lettering, *, here: bool) -> Button:
        look = self.look
        icon: Sign | None = "check" if here else None
        choose = self._choosing(texts.language)
        tile = self.put(Button(look, at, texts.name, choose, icon=icon, lettering=lettering))
        if here:
            tile.restyle(Surface.chosen(look.palette))
        return tile

    def _choosing(self, code: str) -> Action:
        def choose() -> None:
            self.desk.set_language(code)
            self.kit.cover(None)

        return choose

    def _draw_head(self) -> None:
        look, title = self.look, self.texts("languages.title")
        setting = self.fit_centred(title, look.type.title, MOST_TITLE)
        high = GLOBE + Space.near + setting.height
        y = self.strip.box.bottom + (HEAD - high) / 2
        globe = Box((look.frame.w - GLOBE) / 2, y, GLOBE, GLOBE)
        self.put(Icon(look, globe, "globe", look.palette.accent, 0.06))
        y = globe.bottom + Space.near
        self.centred_words(y, setting.height, title, look.type.title.at(setting.size))

    def _places(self, count: int) -> list[Box]:
        frame, top = self.look.frame, self.strip.box.bottom + HEAD
        across = 1 + (count > FEW) if frame.portrait else 3 - (count == FEW)
        rows = -(-count // across)
        room = Foot(self.look).y - Space.gap - top
        high = min(HIGH, max(LOW, (room - (rows - 1) * Space.near) / rows))
        columns = frame.columns(across, margin=Space.margin, gap=Space.near)
        y = top + max(0, room - rows * (high + Space.near) + Space.near) / 3
        return [
            Box(columns[n % across][0], y + n // across * (high + Space.near), columns[n % across][1], high)
            for n in range(count)
        ]
