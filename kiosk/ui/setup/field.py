"""A field of a form: its label, what was typed, what is wrong with it. A touch opens the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ui.frame import Box
from kiosk.ui.lettering import shortened
from kiosk.ui.look import Look
from kiosk.ui.setup.layouts import KeyboardName
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.panel import Surface
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Action, Touchable

LABEL = 48  # its height
HIGH = 112
PADDING = 28
VALUE = Lettering((40, 36, 32, 30), "medium")
EMPTY = Lettering((36, 32, 30))


@dataclass(frozen=True)
class FieldContent:
    """A field: the answer it is for, what is shown in it, and an example where it is empty."""

    name: str
    keyboard: KeyboardName
    value: str = ""


class Field(Touchable):
    """The box with what was typed; wrong, it has the colour of faults and a heavier edge."""

    def __init__(self, look: Look, box: Box, value: str, empty: str, action: Action, *, wrong: bool) -> None:
        super().__init__(look, box, action, _surface(look, wrong=wrong))
        inner = box.inside(PADDING)
        if value:
            size = look.fit(value, inner, VALUE).size
            text = shortened(value, inner.w, size, look.measure(VALUE))
            self.put(Words(look, inner, text, VALUE.at(size)))
        else:
            self.put(Words(look, inner, empty, EMPTY, colour=look.palette.quiet))


def _surface(look: Look, *, wrong: bool) -> Surface:
    palette = look.palette
    if wrong:
        return Surface(palette.surface, palette.fault, Space.chosen_edge)
    return Surface.rest(palette)
