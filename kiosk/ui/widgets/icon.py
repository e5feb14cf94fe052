"""Line icons of one stroke width, the lotus, and the countdown ring.

The typeface has no pictograms and Kivy has no font fallback, so icons are drawn. Unit square, y up.
"""

from __future__ import annotations

from math import pi, sin
from typing import Any, Literal

from kivy.animation import Animation
from kivy.graphics import Color, PopMatrix, PushMatrix, Rectangle, Scale
from kivy.properties import NumericProperty

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Motion, rgb
from kiosk.ui.widgets.paint import SHAPES, paint, painted
from kiosk.ui.widgets.part import Part

IconName = Literal["check", "back", "next", "globe", "lock", "attention", "exit", "person", "paper"]
_KINDS: tuple[IconName, ...] = (
    "check",
    "back",
    "next",
    "globe",
    "lock",
    "attention",
    "exit",
    "person",
    "paper",
)
STROKE = 0.105
SPAN = 1.02

ICON = (
    SHAPES
    + f"const float SPAN = {SPAN};"
    + """
uniform float kind;
uniform float stroke;

float line(vec2 p, vec2 a, vec2 b) { return capsule(p, a, b, stroke); }
float ring(vec2 p, vec2 at, float radius) { return abs(length(p - at) - radius) - stroke; }
float dot_at(vec2 p, vec2 at, float radius) { return length(p - at) - radius; }

float arrow(vec2 p) {        // to the right
    vec2 q = vec2(p.x, abs(p.y));
    return min(line(p, vec2(-0.70, 0.0), vec2(0.66, 0.0)), line(q, vec2(0.12, 0.54), vec2(0.68, 0.0)));
}
float check(vec2 p) {
    return min(line(p, vec2(-0.62, -0.02), vec2(-0.18, -0.46)),
               line(p, vec2(-0.18, -0.46), vec2(0.62, 0.46)));
}
float globe(vec2 p) {
    float meridian = (abs(length(vec2(p.x * 2.1, p.y)) - 0.78) * 0.62) - stroke * 0.9;
    return min(min(ring(p, vec2(0.0), 0.78), meridian), line(p, vec2(-0.74, 0.0), vec2(0.74, 0.0)));
}
float lock(vec2 p) {
    float body = abs(round_box(p - vec2(0.0, -0.26), vec2(0.58, 0.46), 0.14)) - stroke;
    float shackle = max(ring(p, vec2(0.0, 0.24), 0.36), 0.22 - p.y);
    return min(min(body, shackle), dot_at(p, vec2(0.0, -0.26), 0.13));
}
float attention(vec2 p) {
    return min(min(ring(p, vec2(0.0), 0.80), line(p, vec2(0.0, 0.40), vec2(0.0, -0.08))),
               dot_at(p, vec2(0.0, -0.38), 0.125));
}
float way_out(vec2 p) {      // an arrow that leaves a room
    vec2 q = vec2(p.x, abs(p.y));
    float room = min(line(p, vec2(-0.72, 0.74), vec2(-0.72, -0.74)),
                     line(q, vec2(-0.72, 0.74), vec2(0.10, 0.74)));
    float head = line(q, vec2(0.40, 0.36), vec2(0.78, 0.0));
    return min(min(room, head), line(p, vec2(-0.20, 0.0), vec2(0.76, 0.0)));
}
float person(vec2 p) {
    float shoulders = max(abs(length((p - vec2(0.0, -0.84)) * vec2(1.0, 0.92)) - 0.66) - stroke,
                          -0.84 - p.y);
    return min(ring(p, vec2(0.0, 0.40), 0.36), shoulders);
}
float paper(vec2 p) {
    float sheet = abs(round_box(p, vec2(0.60, 0.80), 0.16)) - stroke;
    float upper = line(p, vec2(-0.26, 0.34), vec2(0.26, 0.34));
    float middle = line(p, vec2(-0.26, 0.0), vec2(0.26, 0.0));
    return min(min(sheet, upper), min(middle, line(p, vec2(-0.26, -0.34), vec2(0.04, -0.34))));
}
void main(void) {
    vec2 p = (tex_coord0 * 2.0 - 1.0) * SPAN;
    float d;
    if (kind < 0.5) d = check(p);
    else if (kind < 1.5) d = arrow(vec2(-p.x, p.y));
    else if (kind < 2.5) d = arrow(p);
    else if (kind < 3.5) d = globe(p);
    else if (kind < 4.5) d = lock(p);
    else if (kind < 5.5) d = attention(p);
    else if (kind < 6.5) d = way_out(p);
    else if (kind < 7.5) d = person(p);
    else d = paper(p);
    gl_FragColor = vec4(1.0, 1.0, 1.0, fill(d));
}
"""
)

LOTUS = (
    SHAPES
    + f"const float SPAN = {SPAN};"
    + """
uniform vec3 line_colour;
uniform vec3 petal_colour;
// one petal: the lens of two circles, standing on the origin, so high, turned by (sin, cos)
float petal(vec2 p, vec2 turn, float high, float bulge) {
    p = vec2(turn.y * p.x - turn.x * p.y, turn.x * p.x + turn.y * p.y);
    p.y -= high * 0.5;
    float beside = (0.25 * high * high - bulge * bulge) / (2.0 * bulge);
    return length(vec2(abs(p.x) + beside, p.y)) - (beside + bulge);
}
void lay(inout vec4 c, float d, float tint) {
    c.rgb = mix(c.rgb, mix(vec3(1.0), petal_colour, tint), fill(d));
    c.rgb = mix(c.rgb, line_colour, fill(abs(d + 0.022) - 0.022));
    c.a = max(c.a, fill(d));
}
void main(void) {
    vec2 p = (tex_coord0 * 2.0 - 1.0) * SPAN + vec2(0.0, 0.72);
    vec2 q = vec2(abs(p.x), p.y);
    vec4 c = vec4(line_colour, 0.0);
    lay(c, petal(q, vec2(0.940, 0.342), 0.98, 0.17), 0.85);
    lay(c, petal(q, vec2(0.707, 0.707), 1.16, 0.21), 0.60);
    lay(c, petal(q, vec2(0.391, 0.921), 1.30, 0.24), 0.35);
    lay(c, petal(q, vec2(0.0, 1.0), 1.40, 0.27), 0.14);
    gl_FragColor = c;
}
"""
)

RING = (
    SHAPES
    + """
uniform float share;         // of the circle that is left, from the top, against the clock
uniform float thick;
uniform vec3 left_colour;
uniform vec3 gone_colour;
void main(void) {
    vec2 p = tex_coord0 * 2.0 - 1.0;
    float d = abs(length(p) - (1.0 - thick)) - thick;
    float angle = fract(atan(-p.x, p.y) / 6.2831853);
    float edge = clamp(0.5 + (share - angle) * 6.2831853 * length(p) / px, 0.0, 1.0);
    float start = share >= 1.0 ? 1.0 : clamp(0.5 + angle * 6.2831853 * length(p) / px, 0.0, 1.0);
    gl_FragColor = vec4(mix(gone_colour, left_colour, edge * start), fill(d));
}
"""
)


class Icon(Part):
    """A line icon in a colour."""

    def __init__(self, look: Look, box: Box, name: IconName, colour: str, stroke: float = STROKE) -> None:
        super().__init__(look, box)
        side = int(min(self.size))
        texture = painted(
            ICON, (side, side), px=2 * SPAN / side, kind=float(_KINDS.index(name)), stroke=stroke
        )
        with self.canvas:
            self._colour = Color(*rgb(colour))
            Rectangle(pos=self.pos, size=(side, side), texture=texture)

    def tint(self, colour: str) -> None:
        """Takes another colour."""
        self._colour.rgb = rgb(colour)


class Lotus(Part):
    """The only ornament. Carries no information."""

    bloom = NumericProperty(1.0)  # 0 to 1: how far it has opened and closed again

    def __init__(self, look: Look, box: Box, *, swell: float = 0.06) -> None:
        super().__init__(look, box)
        self._swell = swell
        side = int(min(self.size))
        texture = painted(
            LOTUS,
            (side, side),
            px=2 * SPAN / side,
            line_colour=rgb(look.palette.accent),
            petal_colour=rgb(look.palette.lotus),
        )
        middle = self.x + self.width / 2, self.y + self.height / 2
        with self.canvas:
            PushMatrix()
            self._scale = Scale(1, 1, 1, origin=middle)
            Color(1, 1, 1, look.palette.ornament)
            Rectangle(pos=self.pos, size=(side, side), texture=texture)
            PopMatrix()

    def beckon(self) -> None:
        """Opens gently, once."""
        Animation.cancel_all(self, "bloom")
        self.bloom = 0.0
        Animation(bloom=1.0, duration=Motion.beckon).start(self)

    def on_bloom(self, _: Any, bloom: float) -> None:
        """One step of it."""
        size = 1 + self._swell * sin(pi * bloom) if bloom < 1 else 1
        self._scale.x = self._scale.y = size


class Ring(Part):
    """How much of a time is left. It steps, it never glides: an idle screen must not redraw all the time."""

    def __init__(self, look: Look, box: Box, share: float) -> None:
        super().__init__(look, box)
        with self.canvas:
            Color(1, 1, 1, 1)
            self._shape = Rectangle(pos=self.pos, size=self.size)
        self.show(share)

    def show(self, share: float) -> None:
        """Shows another share, 0 to 1."""
        palette, side = self.look.palette, int(min(self.size))
        self._shape.texture = paint(
            RING,
            (side, side),
            px=2 / side,
            thick=0.066,
            share=share,
            left_colour=rgb(palette.accent),
            gone_colour=rgb(palette.hair),
        )
