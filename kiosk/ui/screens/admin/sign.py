"""The signs of the administrator's pages, drawn as the other icons are. Unit square, y up."""

from __future__ import annotations

from typing import Literal, get_args

from kivy.graphics import Color, Rectangle

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import rgb
from kiosk.ui.widgets.paint import SHAPES, painted
from kiosk.ui.widgets.part import Part

SignName = Literal[
    "fault",
    "warning",
    "good",
    "signal",
    "stick",
    "chain",
    "chart",
    "document",
    "again",
    "exit",
    "shield",
    "power",
]
SPAN = 1.02
STROKE = 0.10

SIGN = (
    SHAPES
    + f"const float SPAN = {SPAN};\nconst float T = {STROKE};"
    + """
uniform float kind;
#define v vec2
float line(vec2 p, vec2 a, vec2 b) { return capsule(p, a, b, T); }
float ring(vec2 p, float radius) { return abs(length(p) - radius) - T; }
float spot(vec2 p, vec2 at) { return length(p - at) - 0.125; }
float frame(vec2 p, vec2 at, vec2 half_size, float r) { return abs(round_box(p - at, half_size, r)) - T; }

float fault(vec2 p) {
    return min(min(ring(p, 0.80), line(p, v(0.0, 0.40), v(0.0, -0.08))), spot(p, v(0.0, -0.38)));
}
float warning(vec2 p) {
    vec2 q = v(abs(p.x), p.y);
    float sides = min(line(q, v(0.0, 0.76), v(0.84, -0.68)), line(q, v(0.0, -0.68), v(0.84, -0.68)));
    return min(min(sides, line(p, v(0.0, 0.30), v(0.0, -0.12))), spot(p, v(0.0, -0.40)));
}
float good(vec2 p) {
    float mark = min(line(p, v(-0.36, -0.02), v(-0.10, -0.30)), line(p, v(-0.10, -0.30), v(0.38, 0.28)));
    return min(ring(p, 0.80), mark);
}
float signal(vec2 p) {
    float one = min(line(p, v(-0.72, -0.72), v(-0.72, -0.36)), line(p, v(-0.24, -0.72), v(-0.24, 0.02)));
    float two = min(line(p, v(0.24, -0.72), v(0.24, 0.40)), line(p, v(0.72, -0.72), v(0.72, 0.78)));
    return min(one, two);
}
float stick(vec2 p) {
    float body = frame(p, v(0.0, -0.22), v(0.40, 0.60), 0.16);
    float plug = max(frame(p, v(0.0, 0.48), v(0.24, 0.34), 0.04), 0.36 - p.y);
    return min(min(body, plug), spot(p, v(0.0, -0.30)));
}
float chain(vec2 p) {
    vec2 q = v(0.7071 * (p.x + p.y), 0.7071 * (p.y - p.x));
    float one = max(frame(q, v(-0.40, 0.0), v(0.42, 0.26), 0.26), q.x - 0.02);
    float two = max(frame(q, v(0.40, 0.0), v(0.42, 0.26), 0.26), -q.x + 0.02 );
    return min(min(one, two), line(q, v(-0.34, 0.0), v(0.34, 0.0)));
}
float chart(vec2 p) {
    float bars = min(line(p, v(-0.44, -0.40), v(-0.44, 0.06)), line(p, v(0.04, -0.40), v(0.04, 0.66)));
    return min(min(bars, line(p, v(0.52, -0.40), v(0.52, 0.30))), line(p, v(-0.78, -0.74), v(0.80, -0.74)));
}
float document(vec2 p) {
    float lines = min(line(p, v(-0.28, 0.34), v(0.28, 0.34)), line(p, v(-0.28, 0.0), v(0.28, 0.0)));
    return min(frame(p, v(0.0), v(0.60, 0.76), 0.12), min(lines, line(p, v(-0.28, -0.34), v(0.06, -0.34))));
}
float again(vec2 p) {        // a turn with the clock
    float gap = max(-p.y, 0.5 * p.y - 0.866 * p.x);
    float head = min(line(p, v(0.41, 0.48), v(0.04, 0.41)), line(p, v(0.41, 0.48), v(0.28, 0.83)));
    return min(max(ring(p, 0.62), -gap), head);
}
float way_out(vec2 p) {
    vec2 q = v(p.x, abs(p.y));
    float room = min(line(p, v(-0.72, 0.74), v(-0.72, -0.74)), line(q, v(-0.72, 0.74), v(0.10, 0.74)));
    return min(min(room, line(q, v(0.40, 0.36), v(0.78, 0.0))), line(p, v(-0.20, 0.0), v(0.76, 0.0)));
}
float shield(vec2 p) {
    vec2 q = v(abs(p.x), p.y);
    float rim = min(line(q, v(0.0, 0.82), v(0.62, 0.58)), line(q, v(0.62, 0.58), v(0.62, -0.06)));
    rim = min(rim, min(line(q, v(0.62, -0.06), v(0.42, -0.50)), line(q, v(0.42, -0.50), v(0.0, -0.82))));
    return min(rim, min(line(p, v(-0.26, 0.0), v(-0.06, -0.22)), line(p, v(-0.06, -0.22), v(0.28, 0.22))));
}
float power(vec2 p) {
    float open_above = max(ring(p - v(0.0, -0.10), 0.68), 0.42 * p.y + 0.04 - abs(p.x));
    return min(open_above, line(p, v(0.0, 0.78), v(0.0, 0.04)));
}
void main(void) {
    vec2 p = (tex_coord0 * 2.0 - 1.0) * SPAN;
    float d;
    if (kind < 0.5) d = fault(p);
    else if (kind < 1.5) d = warning(p);
    else if (kind < 2.5) d = good(p);
    else if (kind < 3.5) d = signal(p);
    else if (kind < 4.5) d = stick(p);
    else if (kind < 5.5) d = chain(p);
    else if (kind < 6.5) d = chart(p);
    else if (kind < 7.5) d = document(p);
    else if (kind < 8.5) d = again(p);
    else if (kind < 9.5) d = way_out(p);
    else if (kind < 10.5) d = shield(p);
    else d = power(p);
    gl_FragColor = vec4(1.0, 1.0, 1.0, fill(d));
}
"""
)


class Sign(Part):
    """A sign in a colour, always beside a word."""

    def __init__(self, look: Look, box: Box, name: SignName, colour: str) -> None:
        super().__init__(look, box)
        side = int(min(self.size))
        kind = float(get_args(SignName).index(name))
        texture = painted(SIGN, (side, side), px=2 * SPAN / side, kind=kind)
        with self.canvas:
            self._colour = Color(*rgb(colour))
            Rectangle(pos=self.pos, size=(side, side), texture=texture)
