"""The three faces: different outlines of equal area, mouths and marks; colour is a courtesy.

With colour taken away, each of outline, mouth and mark alone still tells the answers apart. Face units:
the quad reaches from -1.115 to 1.115, y up.
"""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Palette, rgb
from kiosk.ui.widgets.paint import SHAPES, painted
from kiosk.ui.widgets.part import Part

SPAN = 1.115
FACES = ("very_satisfied", "satisfied", "dissatisfied")
"""The levels that have a face, in the order of the shader's kinds."""

FACE = (
    SHAPES
    + f"const float SPAN = {SPAN};"
    + """
const float RIM = 0.055;
const vec2 MARK_AT = vec2(0.80, -0.78);
const float MARK_RADIUS = 0.310;
const float GAP_RADIUS = 0.368;
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
    const float a = 0.868 - 0.24;
    vec2 q = abs(p.yx);
    q -= 2.0 * min(dot(side, q), 0.0) * side;
    q -= vec2(clamp(q.x, -0.5773503 * a, 0.5773503 * a), a);
    return length(q) * sign(q.y) - 0.24;
}

float outline(vec2 p) {
    if (kind < 0.5) return length(p) - 0.908;
    if (kind < 1.5) return round_box(p, vec2(0.822), 0.36);
    return hexagon(p);
}

float open_mouth(vec2 p) {
    vec2 m = p - vec2(0.0, -0.12);
    return smooth_max(length(m) - 0.475, m.y - 0.06, 0.16);
}

float mouth(vec2 p) {
    if (kind < 0.5) return open_mouth(p);
    if (kind < 1.5) return arc(p - vec2(0.0, 0.10), vec2(0.80, 0.60), 0.52, 0.062);
    return arc(vec2(p.x, -p.y) - vec2(0.0, 0.675), vec2(0.75, 0.661), 0.51, 0.062);
}

float eyes(vec2 p) {
    float y = kind < 0.5 ? 0.30 : (kind < 1.5 ? 0.26 : 0.24);
    return length(vec2(abs(p.x) - 0.33, (p.y - y) * 0.76)) - 0.098;
}

float two_checks(vec2 m) {
    float first = min(capsule(m, vec2(-0.64, -0.02), vec2(-0.38, -0.30), 0.095),
                      capsule(m, vec2(-0.38, -0.30), vec2(0.08, 0.32), 0.095));
    float second = min(capsule(m, vec2(-0.02, -0.20), vec2(0.08, -0.30), 0.095),
                       capsule(m, vec2(0.08, -0.30), vec2(0.60, 0.32), 0.095));
    return min(first, second);
}

float check(vec2 m) {
    return min(capsule(m, vec2(-0.42, -0.02), vec2(-0.12, -0.34), 0.115),
               capsule(m, vec2(-0.12, -0.34), vec2(0.42, 0.34), 0.115));
}

float speech(vec2 m) {       // "I have something to say"; a cross would be a verdict
    float d = round_box(m - vec2(0.0, 0.08), vec2(0.54, 0.40), 0.20);
    d = min(d, capsule(m, vec2(-0.24, -0.26), vec2(-0.30, -0.52), 0.07));
    d = min(d, capsule(m, vec2(-0.02, -0.26), vec2(-0.30, -0.52), 0.07));
    d = min(d, capsule(m, vec2(-0.20, -0.30), vec2(-0.27, -0.46), 0.07));
    float dots = min(length(m - vec2(0.0, 0.08)),
                     length(vec2(abs(m.x), m.y) - vec2(0.26, 0.08))) - 0.085;
    return max(d, -dots);
}

float mark(vec2 m) {
    if (kind < 0.5) return two_checks(m);
    if (kind < 1.5) return check(m);
    return speech(m);
}

void main(void) {
    vec2 p = (tex_coord0 * 2.0 - 1.0) * SPAN;
    float d = outline(p);
    vec3 face = mix(rim, body, fill(d + RIM));
    face = mix(face, feature, fill(min(mouth(p), eyes(p))));
    if (kind < 0.5)              // light inside: as much ink as the two closed mouths have
        face = mix(face, mix(body, vec3(1.0), 0.85), fill(open_mouth(p) + 0.072));
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
