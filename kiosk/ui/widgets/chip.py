"""A chip: one of several that can be chosen together."""

from __future__ import annotations

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Action, Touchable

BOX_SIDE = 60
BOX_EDGE = 4
PADDING = 36
GAP = 28
MOST_LINES = 3
CHECK_STROKE = 0.16


class Chip(Touchable):
    """Chosen, it has a filled box with a check, heavier words and a heavier edge: signs without colour.

    `toggled` is called whenever it was chosen, or no longer is.
    """

    def __init__(
        self, look: Look, box: Box, code: str, text: str, lettering: Lettering, *, toggled: Action
    ) -> None:
        super().__init__(look, box, self.toggle, Surface.rest(look.palette))
        self.code, self.chosen, self._plain, self._toggled = code, False, lettering, toggled
        palette = look.palette
        at = Box(box.x + PADDING, box.y + (box.h - BOX_SIDE) / 2, BOX_SIDE, BOX_SIDE)
        self._empty = Surface(palette.surface, palette.edge, BOX_EDGE, Space.radius_box)
        self._box = self.put(Panel(look, at, self._empty))
        self._check = Icon(look, at.inside(9, 9, 9, 9), "check", palette.on_accent, CHECK_STROKE)
        self._words = self.put(Words(look, chip_words(box), text, lettering, most_lines=MOST_LINES))

    @property
    def text(self) -> str:
        """What stands on it."""
        return self._words.text

    def toggle(self) -> None:
        """Chooses it, or no longer."""
        self.chosen = not self.chosen
        palette = self.look.palette
        self.restyle(Surface.chosen(palette) if self.chosen else Surface.rest(palette))
        full = Surface(palette.accent, radius=Space.radius_box)
        self._box.restyle(full if self.chosen else self._empty)
        if self.chosen:
            self.put(self._check)
        else:
            self.remove_widget(self._check)
        self._words.say(self.text, lettering=chosen_lettering(self._plain) if self.chosen else self._plain)
        self.let_go()
        self._toggled()


def chip_words(box: Box) -> Box:
    """Where the words of a chip stand."""
    left = PADDING + BOX_SIDE + GAP
    return box.inside(left, 0, 24)


def chosen_lettering(lettering: Lettering) -> Lettering:
    """How the words of a chosen chip are set."""
    return lettering.heavier("semibold")
