"""Buttons: a word, with or without an icon."""

from __future__ import annotations

from typing import Literal

from kiosk.ui.frame import Box
from kiosk.ui.lettering import Setting
from kiosk.ui.look import Look
from kiosk.ui.theme import Lettering, Palette
from kiosk.ui.widgets.icon import Icon, IconName
from kiosk.ui.widgets.panel import Surface
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Action, Touchable

Kind = Literal["main", "plain", "strip", "quiet"]
Sign = IconName | Literal["letters"]
ICON_SHARE = 1.06  # of the size of type
GAP_SHARE = 0.5
PADDING = 24
ROOMY_PADDING = 36
LETTERS = "Aa"  # the sign for larger type is drawn with the typeface itself


class Button(Touchable):
    """`main`: filled, at most one a screen. `plain`: outlined. `strip`: outlined on the page.

    `quiet`: as those of the strip, in second words: for staff, on a citizen's screen.
    """

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
        lettering: Lettering | None = None,
        reach: float = 0,
    ) -> None:
        super().__init__(look, box, action, _surface(look.palette, kind), reach=reach)
        palette = look.palette
        self._colour = {"main": palette.on_accent, "quiet": palette.quiet}.get(kind, palette.ink)
        self._icon: Icon | None = None
        self._words = self._lay_out(text, lettering or look.type.button, icon, icon_after=icon_after)

    def _lay_out(self, text: str, lettering: Lettering, icon: Sign | None, *, icon_after: bool) -> Words:
        """Icon and words stand together in the middle."""
        look, inner = self.look, self.box.inside(PADDING)
        side = _sign_width(look, icon, lettering) if icon else 0
        beside = _beside(look, icon, lettering)
        setting = setting_of(look, text, self.box, lettering, icon)
        wide = min(inner.w - beside, look.width_set(setting, lettering))
        left = inner.x + (inner.w - wide - beside) / 2
        if icon:
            sign_x = left + wide + beside - side if icon_after else left
            self._add_sign(Box(sign_x, inner.y, side, inner.h), icon, lettering)
        at = Box(left if icon_after else left + beside, inner.y, wide, inner.h)
        words = Words(look, at, text, lettering.at(setting.size), colour=self._colour, align="centre")
        return self.put(words)

    def _add_sign(self, at: Box, icon: Sign, lettering: Lettering) -> None:
        if icon == "letters":
            sign, accent = _letters(lettering), self.look.palette.accent
            self.put(Words(self.look, at, LETTERS, sign, colour=accent, align="centre"))
        else:
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


def setting_of(look: Look, text: str, box: Box, lettering: Lettering, icon: Sign | None = None) -> Setting:
    """How a button there sets its text; also for those that are to have one size."""
    inner = box.inside(PADDING)
    return look.fit(text, inner._replace(w=inner.w - _beside(look, icon, lettering)), lettering)


def button_width(look: Look, text: str, icon: Sign, *, least: float) -> float:
    """How wide a button of the strip must be for its text in the largest size."""
    lettering = look.type.button
    return max(least, look.width(text, lettering) + _beside(look, icon, lettering) + 2 * ROOMY_PADDING)


def _beside(look: Look, icon: Sign | None, lettering: Lettering) -> float:
    """The room that a sign takes from the words."""
    return _sign_width(look, icon, lettering) + lettering.largest * GAP_SHARE if icon else 0


def _sign_width(look: Look, icon: Sign, lettering: Lettering) -> float:
    if icon == "letters":
        return look.width(LETTERS, _letters(lettering))
    return lettering.largest * ICON_SHARE


def _letters(lettering: Lettering) -> Lettering:
    return lettering.at(lettering.largest).heavier("bold")


def _surface(palette: Palette, kind: Kind) -> Surface:
    if kind == "main":
        return Surface.main(palette)
    return Surface.rest(palette, fill=None if kind == "plain" else palette.page)
