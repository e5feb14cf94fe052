"""A panel of the status page: lines of what and value, the value at the right."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.ui.administration import State, StatusLine
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.screens.admin.sign import Sign, SignName
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part, Words, hairline

PADDING = 28
TITLE_HEIGHT = 76
SIGN = 36
BOTTOM = 12
EDGE = 2
WHAT = Lettering((30,))
VALUE = Lettering((30,), "medium")


class LinesPanel(Part):
    """A title with its sign, and as many lines as there are, of equal height."""

    def __init__(self, look: Look, box: Box, sign: SignName, title: str, lines: Sequence[StatusLine]) -> None:
        super().__init__(look, box)
        palette = look.palette
        self.put(Panel(look, box, Surface(palette.surface, palette.hair, EDGE, Space.radius_panel)))
        inner = box.inside(PADDING)
        head = inner._replace(h=TITLE_HEIGHT)
        self.put(Sign(look, Box(head.x, head.y, SIGN, head.h).centred(SIGN, SIGN), sign, palette.accent))
        self.put(Words(look, head.inside(SIGN + 20, 0, 0), title, look.type.place))
        high = (box.h - TITLE_HEIGHT - BOTTOM) / max(1, len(lines))
        for number, line in enumerate(lines):
            self._add(Box(inner.x, head.bottom + number * high, inner.w, high), line)

    def _add(self, at: Box, line: StatusLine) -> None:
        look, palette = self.look, self.look.palette
        colours = {State.FAULT: palette.fault, State.WARNING: palette.warning, State.GOOD: palette.ink}
        wide = look.width(line.value, VALUE)
        self.put(hairline(look, at.x, at.y, at.w))
        what = at._replace(w=at.w - wide - Space.near)
        self.put(Words(look, what, line.what, WHAT, colour=palette.quiet))
        self.put(Words(look, at, line.value, VALUE, colour=colours[line.state], align="right"))


def panel_height(lines: int, line_height: float) -> float:
    """How high a panel with so many lines of this height is."""
    return TITLE_HEIGHT + lines * line_height + BOTTOM
