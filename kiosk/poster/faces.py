"""The three faces as vector paths, from the geometry that the screens draw from too."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, pi, radians, sin

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from kiosk.ui import face_shape as shape
from kiosk.ui.theme import DAY

_ROUND = 1  # of line ends and of joins, in PDF
_STEPS = 120  # of the open mouth
_CLOSE_ENOUGH = 1e-5

Point = tuple[float, float]


def draw_face(canvas: Canvas, level: str, x: float, y: float, side: float) -> None:
    """Draw the face of a level into the square with this middle and side, on white."""
    kind = shape.FACES.index(level)
    fill, rim = map(HexColor, (DAY.very, DAY.satisfied, DAY.dissatisfied)[kind])
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(side / (2 * shape.SPAN), side / (2 * shape.SPAN))
    canvas.setLineCap(_ROUND)
    canvas.setLineJoin(_ROUND)
    _outline(canvas, kind, 0, rim)
    _outline(canvas, kind, shape.RIM, fill)
    _eyes(canvas, kind)
    (_open_mouth, _smile, _frown)[kind](canvas, fill)
    _mark(canvas, kind, rim)
    canvas.restoreState()


def _outline(canvas: Canvas, kind: int, inset: float, colour: Color) -> None:
    """The whole shape, so far inside its edge."""
    canvas.setFillColor(colour)
    if kind == 0:
        canvas.circle(0, 0, shape.CIRCLE_RADIUS - inset, stroke=0, fill=1)
    elif kind == 1:
        half = shape.SQUARE_HALF - inset
        canvas.roundRect(-half, -half, 2 * half, 2 * half, shape.SQUARE_CORNER - inset, stroke=0, fill=1)
    else:
        _hexagon(canvas, shape.HEXAGON_APOTHEM - inset, shape.HEXAGON_CORNER - inset)


def _hexagon(canvas: Canvas, apothem: float, corner: float) -> None:
    """One corner up: six arcs, clockwise, and the lines between them."""
    reach = (apothem - corner) / cos(pi / 6)
    path = canvas.beginPath()
    for turn in range(6):
        direction = 90 - 60 * turn
        x, y = reach * cos(radians(direction)), reach * sin(radians(direction))
        box = (x - corner, y - corner, x + corner, y + corner)
        (path.arcTo if turn else path.arc)(*box, startAng=direction + 30, extent=-60)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _eyes(canvas: Canvas, kind: int) -> None:
    canvas.setFillColor(HexColor(DAY.feature))
    y, half_height = shape.EYES_Y[kind], shape.EYE_RADIUS / shape.EYE_FLATNESS
    for x in (-shape.EYE_X, shape.EYE_X):
        left, right = x - shape.EYE_RADIUS, x + shape.EYE_RADIUS
        canvas.ellipse(left, y - half_height, right, y + half_height, stroke=0, fill=1)


def _open_mouth(canvas: Canvas, fill: Color) -> None:
    light = _towards_white(fill, shape.MOUTH_LIGHT)
    for colour, inset in ((HexColor(DAY.feature), 0.0), (light, shape.MOUTH_LINE)):
        canvas.setFillColor(colour)
        _polygon(canvas, _mouth_contour(inset))


def _mouth_contour(inset: float) -> list[Point]:
    """So far inside the edge of the open mouth, which has no simple form; seen from within it."""
    start = (0.0, shape.MOUTH_Y - shape.MOUTH_RADIUS / 2)
    return [_meeting(start, 2 * pi * step / _STEPS, -inset) for step in range(_STEPS)]


def _meeting(start: Point, angle: float, distance: float) -> Point:
    """Where a ray from inside the mouth comes to so great a distance from its edge."""
    near, far = 0.0, 2 * shape.SPAN

    def at(reach: float) -> Point:
        return start[0] + reach * cos(angle), start[1] + reach * sin(angle)

    while far - near > _CLOSE_ENOUGH:
        middle = (near + far) / 2
        near, far = (middle, far) if _mouth_distance(at(middle)) < distance else (near, middle)
    return at(near)


def _mouth_distance(at: Point) -> float:
    """The shader's `open_mouth`: below 0 inside."""
    x, y = at[0], at[1] - shape.MOUTH_Y
    disc, cut, rounding = hypot(x, y) - shape.MOUTH_RADIUS, y - shape.MOUTH_CUT, shape.MOUTH_ROUNDING
    near = max(rounding - abs(disc - cut), 0) / rounding
    return max(disc, cut) + near * near * rounding / 4


def _smile(canvas: Canvas, _fill: Color) -> None:
    _arc(canvas, shape.SMILE)


def _frown(canvas: Canvas, _fill: Color) -> None:
    _arc(canvas, shape.FROWN)


def _arc(canvas: Canvas, arc: shape.Arc) -> None:
    canvas.setStrokeColor(HexColor(DAY.feature))
    canvas.setLineWidth(2 * arc.half_width)
    half = degrees(atan2(arc.sine, arc.cosine))
    middle = -90 if arc.smiling else 90
    box = (-arc.radius, arc.y - arc.radius, arc.radius, arc.y + arc.radius)
    canvas.arc(*box, startAng=middle - half, extent=2 * half)


def _mark(canvas: Canvas, kind: int, rim: Color) -> None:
    """A disc in a gap, and on it the sign: two checks, one, or "I have something to say"."""
    white = HexColor(DAY.surface)
    canvas.translate(*shape.MARK_AT)
    for radius, colour in ((shape.GAP_RADIUS, white), (shape.MARK_RADIUS, rim)):
        canvas.setFillColor(colour)
        canvas.circle(0, 0, radius, stroke=0, fill=1)
    canvas.scale(shape.MARK_RADIUS, shape.MARK_RADIUS)
    canvas.setFillColor(white)
    canvas.setStrokeColor(white)
    _strokes(canvas, (shape.TWO_CHECKS, shape.CHECK, shape.TAIL)[kind])
    if kind == len(shape.FACES) - 1:
        _balloon(canvas, rim)


def _balloon(canvas: Canvas, dots: Color) -> None:
    half_width, half_height = shape.BALLOON_HALF
    foot = shape.BALLOON_Y - half_height
    canvas.roundRect(
        -half_width, foot, 2 * half_width, 2 * half_height, shape.BALLOON_CORNER, stroke=0, fill=1
    )
    canvas.setFillColor(dots)
    for x in (-shape.DOTS_X, 0, shape.DOTS_X):
        canvas.circle(x, shape.BALLOON_Y, shape.DOT_RADIUS, stroke=0, fill=1)


def _strokes(canvas: Canvas, strokes: Sequence[shape.Stroke]) -> None:
    for one in strokes:
        canvas.setLineWidth(2 * one.half_width)
        canvas.line(*one.start, *one.end)


def _polygon(canvas: Canvas, corners: Sequence[Point]) -> None:
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _towards_white(colour: Color, share: float) -> Color:
    return Color(*(part + (1 - part) * share for part in colour.rgb()))
