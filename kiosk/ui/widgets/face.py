"""The three faces: different outlines of equal area, mouths and marks; colour is a courtesy.

With colour taken away, each of outline, mouth and mark alone still tells the answers apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from kivy.graphics import Color, Rectangle

from kiosk.ui import face_shape as shape
from kiosk.ui.face_shape import FACES, SPAN
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Palette, rgb
from kiosk.ui.widgets.paint import SHAPES, painted
from kiosk.ui.widgets.part import Part

__all__ = ["FACES", "SPAN", "Face"]


def _constants() -> str:
    """The numbers of `face_shape`, under their names."""
    lines = []
    for name, value in vars(shape).items():
        if isinstance(value, float):
            lines.append(f"const float {name} = {value};\n")
        elif type(value) is tuple and all(isinstance(one, float) for one in value):
            lines.append(f"const vec{len(value)} {name} = vec{len(value)}{value};\n")
    return "".join(lines)


def _strokes(strokes: Sequence[shape.Stroke]) -> str:
    """The distance from m to the nearest of these lines."""
    lines = [f"capsule(m, vec2{start}, vec2{end}, {half_width})" for start, end, half_width in strokes]
    return reduce(lambda nearer, other: f"min({nearer}, {other})", lines)


def _arc(arc: shape.Arc) -> str:
    """The distance from p to an arc, which `arc` of the shader draws open at the top around the origin."""
    at = f"p - vec2(0.0, {arc.y})" if arc.smiling else f"vec2(p.x, {arc.y} - p.y)"
    return f"arc({at}, vec2({arc.sine}, {arc.cosine}), {arc.radius}, {arc.half_width})"


FACE = (
    SHAPES
    + _constants()
    + """
uniform float kind;          // 0 very satisfied, 1 satisfied, 2 dissatisfied
uniform vec3 body;
uniform vec3 rim;
uniform vec3 feature;
uniform vec3 sign_colour;    // what is drawn on the mark

float smooth_max(float a, float b, float k) {
    float h = max(k - abs(a - b), 0.0) / k;
    return max(a, b) + h * h * k * 0.25;
}

// an arc around the origin, open at the top, its half angle given by (sin, cos), with round ends
float arc(vec2 p, vec2 angle, float radius, float thick) {
    p = vec2(abs(p.x), -p.y);
    float d = angle.y * p.x > angle.x * p.y ? length(p - angle * radius) : abs(length(p) - radius);
    return d - thick;
}

float hexagon(vec2 p) {      // one point up, one down, rounded
    const vec2 side = vec2(-0.8660254, 0.5);
    const float a = HEXAGON_APOTHEM - HEXAGON_CORNER;
    vec2 q = abs(p.yx);
    q -= 2.0 * min(dot(side, q), 0.0) * side;
    q -= vec2(clamp(q.x, -0.5773503 * a, 0.5773503 * a), a);
    return length(q) * sign(q.y) - HEXAGON_CORNER;
}

float outline(vec2 p) {
    if (kind < 0.5) return length(p) - CIRCLE_RADIUS;
    if (kind < 1.5) return round_box(p, vec2(SQUARE_HALF), SQUARE_CORNER);
    return hexagon(p);
}

float open_mouth(vec2 p) {
    vec2 m = p - vec2(0.0, MOUTH_Y);
    return smooth_max(length(m) - MOUTH_RADIUS, m.y - MOUTH_CUT, MOUTH_ROUNDING);
}

float mouth(vec2 p) {
    if (kind < 0.5) return open_mouth(p);
    if (kind < 1.5) return """
    + _arc(shape.SMILE)
    + """;
    return """
    + _arc(shape.FROWN)
    + """;
}

float eyes(vec2 p) {
    float y = kind < 0.5 ? EYES_Y.x : (kind < 1.5 ? EYES_Y.y : EYES_Y.z);
    return length(vec2(abs(p.x) - EYE_X, (p.y - y) * EYE_FLATNESS)) - EYE_RADIUS;
}

float speech(vec2 m) {
    vec2 b = m - vec2(0.0, BALLOON_Y);
    float d = min(round_box(b, BALLOON_HALF, BALLOON_CORNER), """
    + _strokes(shape.TAIL)
    + """);
    float dots = min(length(b), length(vec2(abs(b.x) - DOTS_X, b.y))) - DOT_RADIUS;
    return max(d, -dots);
}

float mark(vec2 m) {
    if (kind < 0.5) return """
    + _strokes(shape.TWO_CHECKS)
    + """;
    if (kind < 1.5) return """
    + _strokes(shape.CHECK)
    + """;
    return speech(m);
}

void main(void) {
    vec2 p = (tex_coord0 * 2.0 - 1.0) * SPAN;
    float d = outline(p);
    vec3 face = mix(rim, body, fill(d + RIM));
    face = mix(face, feature, fill(min(mouth(p), eyes(p))));
    if (kind < 0.5)              // light inside: as much ink as the two closed mouths have
        face = mix(face, mix(body, vec3(1.0), MOUTH_LIGHT), fill(open_mouth(p) + MOUTH_LINE));
    vec2 m = p - MARK_AT;
    float disc = fill(length(m) - MARK_RADIUS);
    float gap = fill(length(m) - GAP_RADIUS);
    vec3 sign = mix(rim, sign_colour, fill(mark(m / MARK_RADIUS) * MARK_RADIUS));
    gl_FragColor = vec4(mix(face, sign, step(length(m), 0.5 * (MARK_RADIUS + GAP_RADIUS))),
                        max(fill(d) * (1.0 - gap), disc));
}
"""
)


class Face(Part):
    """The face of a level. It shows no state: pressed or not, all three stay as they are."""

    def __init__(self, look: Look, box: Box, level: str) -> None:
        super().__init__(look, box)
        side = int(min(self.size))
        fill, rim = _colours(look.palette, level)
        texture = painted(
            FACE,
            (side, side),
            px=2 * SPAN / side,
            kind=float(FACES.index(level)),
            body=rgb(fill),
            rim=rgb(rim),
            feature=rgb(look.palette.feature),
            sign_colour=rgb(look.palette.surface),
        )
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(pos=self.pos, size=(side, side), texture=texture)


def _colours(palette: Palette, level: str) -> tuple[str, str]:
    return (palette.very, palette.satisfied, palette.dissatisfied)[FACES.index(level)]
