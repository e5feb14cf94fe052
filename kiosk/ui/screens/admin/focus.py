"""The keyboard's way over a page: Tab and the arrows go from button to button, Enter touches one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.graphics import Color, Rectangle

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Space, rgb
from kiosk.ui.widgets.paint import SHAPES, painted
from kiosk.ui.widgets.part import Part
from kiosk.ui.widgets.touchable import Action, Touchable

FORWARD, BACKWARD = ("tab", "right", "down"), ("left", "up")
ENTER = ("enter", "numpadenter", "spacebar")
THICK = 6
OUTSIDE = 12
RING = (
    SHAPES
    + """
uniform vec2 box;            // size in pixels
uniform float radius;
uniform float thick;
void main(void) {
    float d = round_box((tex_coord0 - 0.5) * box, box * 0.5, radius);
    gl_FragColor = vec4(1.0, 1.0, 1.0, fill(max(d, -d - thick)));
}
"""
)

Choices = Callable[[], Sequence[tuple[Touchable, Action]]]


class Focus(Part):
    """Draws a ring around the button that Enter would touch; none until a key is pressed."""

    def __init__(self, look: Look, choices: Choices) -> None:
        super().__init__(look, Box(0, 0, look.frame.w, look.frame.h))
        self._choices = choices
        self._at: Touchable | None = None

    def key(self, name: str) -> bool:
        """Moves or acts; returns whether the key meant something."""
        if name in FORWARD:
            self._move(1)
        elif name in BACKWARD:
            self._move(-1)
        elif name in ENTER and self._at:
            self._act()
        else:
            return False
        return True

    def forget(self) -> None:
        """The page has changed: nothing is chosen."""
        self._at = None
        self.canvas.after.clear()

    def _move(self, by: int) -> None:
        parts = [part for part, _ in self._choices()]
        if not parts:
            return
        before = parts.index(self._at) if self._at in parts else (-1 if by > 0 else 0)
        self._at = parts[(before + by) % len(parts)]
        self._draw(self._at)

    def _act(self) -> None:
        for part, action in self._choices():
            if part is self._at:
                action()
                return

    def _draw(self, part: Touchable) -> None:
        """A ring of its own shape outside the button's edge."""
        px = self.look.frame.px
        outside, thick = px(OUTSIDE), px(THICK)
        size = int(part.width) + 2 * outside, int(part.height) + 2 * outside
        radius = float(px(Space.radius_control) + outside)
        box = (float(size[0]), float(size[1]))
        texture = painted(RING, size, px=1.0, box=box, radius=radius, thick=float(thick))
        self.canvas.after.clear()
        with self.canvas.after:
            Color(*rgb(self.look.palette.ink))
            Rectangle(pos=(part.x - outside, part.y - outside), size=size, texture=texture)
