"""The base of all parts, words and lines: things that stand at a place given in design units."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.ui.fonts import drawn
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import LEADING, LINE_BOX, Lettering, Space, rgb

PartT = TypeVar("PartT", bound="Part")
Align = Literal["left", "centre", "right"]
Valign = Literal["top", "middle", "bottom"]
_SHARE: dict[Align | Valign, float] = {
    "left": 0.0,
    "top": 0.0,
    "centre": 0.5,
    "middle": 0.5,
    "right": 1.0,
    "bottom": 1.0,
}


class Part(Widget):
    """Something on a sheet. It never moves: sheets are built anew when anything about them changes."""

    def __init__(self, look: Look, box: Box) -> None:
        x, y, width, height = look.frame.area(box)
        super().__init__(size_hint=(None, None), pos=(x, y), size=(width, height))
        self.look, self.box = look, box

    def apply_class_lang_rules(self, *_: Any, **__: Any) -> None:
        """Kivy's own rules for a class of the same name (Button) are not for the parts of the kiosk."""

    def put(self, part: PartT) -> PartT:
        """Adds a part on top, and returns it."""
        self.add_widget(part)
        return part


class Words(Part):
    """A text in its place, in the largest size of its lettering that fits."""

    def __init__(
        self,
        look: Look,
        box: Box,
        text: str,
        lettering: Lettering,
        *,
        colour: str | None = None,
        align: Align = "left",
        valign: Valign = "middle",
        most_lines: int = 1,
        large_first: bool = False,
    ) -> None:
        super().__init__(look, box)
        self._align, self._valign = align, valign
        self._most_lines, self._large_first = most_lines, large_first
        self.text, self.lettering, self.colour = text, lettering, colour or look.palette.ink
        self._set()

    def say(self, text: str, *, lettering: Lettering | None = None, colour: str | None = None) -> None:
        """Shows another text, lettering or colour."""
        wanted = (text, lettering or self.lettering, colour or self.colour)
        if wanted != (self.text, self.lettering, self.colour):
            self.text, self.lettering, self.colour = wanted
            self._set()

    def _set(self) -> None:
        self.setting = self.look.fit(
            self.text, self.box, self.lettering, most_lines=self._most_lines, large_first=self._large_first
        )
        self._draw()

    def _draw(self) -> None:
        """Sets each line by its foot: a tall capital then moves nothing."""
        self.canvas.clear()
        frame, size = self.look.frame, self.setting.size
        top = self.box.y + (self.box.h - self.setting.height) * _SHARE[self._valign]
        with self.canvas:
            Color(*rgb(self.colour))
            for number, line in enumerate(self.setting.lines):
                if not line:
                    continue
                texture = drawn(line, frame.px(size), self.look.typeface(line, self.lettering.weight))
                foot = top + LINE_BOX * size * (1 + number * LEADING)
                y = frame.area(Box(0, 0, 0, foot))[1]
                x = self.x + round((self.width - texture.width) * _SHARE[self._align])
                Rectangle(pos=(x, y), size=texture.size, texture=texture)


class Paragraphs(Words):
    """A long text, its own line breaks kept."""

    def _set(self) -> None:
        self.setting = self.look.fit_paragraphs(self.text, self.box, self.lettering)
        self._draw()


class Rule(Part):
    """A line that only divides."""

    def __init__(self, look: Look, box: Box) -> None:
        super().__init__(look, box)
        with self.canvas:
            Color(*rgb(look.palette.hair))
            Rectangle(pos=self.pos, size=self.size)


def hairline(look: Look, x: float, y: float, width: float) -> Rule:
    """A rule across, as thick as any other wherever it stands: rounded, its edges alone would not be."""
    unit = look.frame.unit
    return Rule(look, Box(x, round(y * unit) / unit, width, max(1, look.frame.px(Space.hair)) / unit))
