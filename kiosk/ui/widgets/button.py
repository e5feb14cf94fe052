"""Buttons: a word, with or without an icon."""

from __future__ import annotations

from typing import Literal

from kiosk.ui.fonts import BOLD, SEMIBOLD
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Palette, Sizes
from kiosk.ui.widgets.icon import Icon, IconName
from kiosk.ui.widgets.panel import Surface
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Action, Touchable

Kind = Literal["main", "plain", "strip"]
Sign = IconName | Literal["letters"]
ICON_SHARE = 1.06  # of the size of type
GAP_SHARE = 0.5
PADDING = 24
ROOMY_PADDING = 36
LETTERS = "Aa"  # the sign for larger type is drawn with the typeface itself


class Button(Touchable):
    """`main`: filled, at most one a screen. `plain`: outlined. `strip`: outlined on the page."""

    def __init__(
        self,
        look: Look,
        box: Box,
        text: str,
        action: Action,
        *,
        kind: Kind = "plain",
        icon: Sign | None = None,
        icon_after: bool = False,
        sizes: Sizes | None = None,
        most_lines: int = 1,
        reach: float = 0,
    ) -> None:
        super().__init__(look, box, action, _surface(look.palette, kind), reach=reach)
        self._colour = look.palette.on_accent if kind == "main" else look.palette.ink
        self._icon: Icon | None = None
        self._words = self._lay_out(text, sizes or look.type.body, icon, icon_after, most_lines)

    def _lay_out(
        self, text: str, sizes: Sizes, icon: Sign | None, icon_after: bool, most_lines: int
    ) -> Words:
        """Icon and words stand together in the middle."""
        look, inner = self.look, self.box.inside(PADDING)
        largest = sizes[0]
        side = _sign_width(look, icon, largest) if icon else 0
        beside = side + largest * GAP_SHARE if icon else 0
        room = inner._replace(w=inner.w - beside)
        setting = look.fit(text, room, sizes, SEMIBOLD, most_lines=most_lines)
        wide = min(room.w, look.width(setting, SEMIBOLD))
        left = inner.x + (inner.w - wide - beside) / 2
        words_at = Box(left if icon_after else left + beside, inner.y, wide, inner.h)
        sign_at = Box(left + wide + beside - side if icon_after else left, inner.y, side, inner.h)
        self._add_sign(sign_at, icon, largest)
        return self.put(
            Words(
                look, words_at, text, (setting.size,),
                weight=SEMIBOLD, colour=self._colour, align="centre", most_lines=most_lines,
            )
        )  # fmt: skip

    def _add_sign(self, at: Box, icon: Sign | None, size: int) -> None:
        if icon == "letters":
            accent = self.look.palette.accent
            self.put(Words(self.look, at, LETTERS, (size,), weight=BOLD, colour=accent, align="centre"))
        elif icon:
            self._icon = self.put(Icon(self.look, at.centred(at.w, at.w), icon, self._colour))

    @property
    def text(self) -> str:
        """What stands on it."""
        return self._words.text

    def show_depth(self, depth: float) -> None:
        """Pressed, the surface is light: light words turn dark."""
        colour = self.look.palette.ink if depth > 0 else self._colour
        self._words.say(self._words.text, colour=colour)
        if self._icon:
            self._icon.tint(colour)


def button_width(look: Look, text: str, icon: Sign, *, least: float) -> float:
    """How wide a button of the strip must be for its text in the largest size."""
    size = look.type.body[0]
    wide = look.measure(SEMIBOLD)(text, size) + _sign_width(look, icon, size) + size * GAP_SHARE
    return max(least, wide + 2 * ROOMY_PADDING)


def _sign_width(look: Look, icon: Sign, size: int) -> float:
    return look.measure(BOLD)(LETTERS, size) if icon == "letters" else size * ICON_SHARE


def _surface(palette: Palette, kind: Kind) -> Surface:
    if kind == "main":
        return Surface.main(palette)
    return Surface.rest(palette, fill=palette.page if kind == "strip" else None)
