"""Rounded surfaces with an outline and, at most, one soft shadow."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle

from kiosk.domain.records import dataclass
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Palette, Space, rgb
from kiosk.ui.widgets.paint import SHAPES, painted
from kiosk.ui.widgets.part import Part

SURFACE = (
    SHAPES
    + """
uniform vec2 box;            // size in pixels
uniform float radius;
uniform float edge_width;
uniform vec3 surface;
uniform vec3 edge;
void main(void) {
    float d = round_box((tex_coord0 - 0.5) * box, box * 0.5, radius);
    gl_FragColor = vec4(mix(edge, surface, fill(d + edge_width)), fill(d));
}
"""
)
SHADOW = (
    SHAPES
    + """
uniform vec2 box;            // size in pixels, with the margin around the surface
uniform float margin;
uniform float radius;
uniform float blur;
uniform float drop;
uniform float opacity;
uniform vec3 ink;
void main(void) {
    vec2 p = (tex_coord0 - 0.5) * box;
    float d = round_box(p + vec2(0.0, drop), box * 0.5 - margin, radius);
    float t = clamp(1.0 - (d + blur * 0.35) / blur, 0.0, 1.0);
    gl_FragColor = vec4(ink, opacity * t * t * (3.0 - 2.0 * t));
}
"""
)


@dataclass(frozen=True)
class Surface:
    """How a surface looks. Lengths in design units; without an edge it has none."""

    fill: str
    edge: str | None = None
    edge_width: float = 0.0
    radius: float = Space.radius_control

    @classmethod
    def rest(cls, palette: Palette, radius: float = Space.radius_control, fill: str | None = None) -> Surface:
        """What can be touched, at rest."""
        return cls(fill or palette.surface, palette.edge, palette.edge_width, radius)

    @classmethod
    def down(cls, palette: Palette, radius: float = Space.radius_control) -> Surface:
        """What can be touched, while it is pressed: the same for everything."""
        return cls(palette.sunken, palette.ink, palette.edge_width * Space.pressed_edge_factor, radius)

    @classmethod
    def main(cls, palette: Palette) -> Surface:
        """The main action of a screen."""
        return cls(palette.accent)

    @classmethod
    def chosen(cls, palette: Palette) -> Surface:
        """A chosen one of several."""
        width = max(Space.chosen_edge, palette.edge_width + Space.hair * 2)
        return cls(palette.sunken, palette.accent, width)

    def texture(self, look: Look, size: tuple[int, int]) -> Any:
        """The surface in a size in pixels."""
        px = look.frame.px
        return painted(
            SURFACE,
            size,
            px=1.0,
            box=(float(size[0]), float(size[1])),
            radius=float(min(px(self.radius), min(size) / 2)),
            edge_width=float(max(1, px(self.edge_width))) if self.edge else 0.0,
            surface=rgb(self.fill),
            edge=rgb(self.edge or self.fill),
        )


class Shadow:
    """The one soft shadow, under answers and tiles. Draws into the canvas that is open."""

    def __init__(self, part: Part, radius: float) -> None:
        px, palette = part.look.frame.px, part.look.palette
        margin = px(Space.shadow_blur + Space.shadow_drop)
        size = (int(part.width) + 2 * margin, int(part.height) + 2 * margin)
        texture = painted(
            SHADOW,
            size,
            px=1.0,
            box=(float(size[0]), float(size[1])),
            margin=float(margin),
            radius=float(px(radius)),
            blur=float(px(Space.shadow_blur)),
            drop=float(px(Space.shadow_drop)),
            opacity=palette.shadow,
            ink=rgb(palette.feature),
        )
        self._colour = Color(1, 1, 1, 1)
        Rectangle(pos=(part.x - margin, part.y - margin), size=size, texture=texture)

    def show(self, share: float) -> None:
        """How much of it is seen, 0 to 1."""
        self._colour.a = share


class Panel(Part):
    """A surface that only carries something."""

    def __init__(self, look: Look, box: Box, surface: Surface) -> None:
        super().__init__(look, box)
        with self.canvas:
            Color(1, 1, 1, 1)
            size = int(self.width), int(self.height)
            self._shape = Rectangle(pos=self.pos, size=size, texture=surface.texture(look, size))

    def restyle(self, surface: Surface) -> None:
        """Takes another surface."""
        self._shape.texture = surface.texture(self.look, (int(self.width), int(self.height)))
