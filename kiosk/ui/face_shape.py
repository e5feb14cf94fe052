"""The geometry of the three faces, Kivy-free: the screens' shader and the poster draw from these numbers.

Face units: the square of a face reaches from -SPAN to SPAN, y up.
"""

from __future__ import annotations

from typing import NamedTuple

FACES = ("very_satisfied", "satisfied", "dissatisfied")
"""The levels that have a face. What differs stands in this order."""

SPAN = 1.115
RIM = 0.055

# Outlines of equal area: a circle, a square and a hexagon with one point up, these two with round corners.
CIRCLE_RADIUS = 0.908
SQUARE_HALF, SQUARE_CORNER = 0.822, 0.36
HEXAGON_APOTHEM, HEXAGON_CORNER = 0.868, 0.24

EYE_X, EYE_RADIUS = 0.33, 0.098
EYES_Y = (0.30, 0.26, 0.24)
EYE_FLATNESS = 0.76
"""An eye is this much narrower than high."""

# The open mouth: a disc cut straight at the top, its corners rounded, light inside its line.
MOUTH_Y, MOUTH_RADIUS = -0.12, 0.475
MOUTH_CUT, MOUTH_ROUNDING = 0.06, 0.16
MOUTH_LINE = 0.072
MOUTH_LIGHT = 0.85
"""How much white is in the light."""


class Arc(NamedTuple):
    """A mouth: an arc around (0, y), to both sides of its lowest point, or highest where not `smiling`."""

    y: float
    radius: float
    half_width: float
    sine: float  # of half its angle
    cosine: float
    smiling: bool


SMILE = Arc(0.10, 0.52, 0.062, 0.80, 0.60, smiling=True)
FROWN = Arc(-0.675, 0.51, 0.062, 0.75, 0.661, smiling=False)

# Marks: on a disc, with a gap around it. From here on the unit is the disc's radius, around its middle.
MARK_AT = (0.80, -0.78)
MARK_RADIUS, GAP_RADIUS = 0.310, 0.368


class Stroke(NamedTuple):
    """A line with round ends."""

    start: tuple[float, float]
    end: tuple[float, float]
    half_width: float


TWO_CHECKS = (
    Stroke((-0.64, -0.02), (-0.38, -0.30), 0.095),
    Stroke((-0.38, -0.30), (0.08, 0.32), 0.095),
    Stroke((-0.02, -0.20), (0.08, -0.30), 0.095),
    Stroke((0.08, -0.30), (0.60, 0.32), 0.095),
)
CHECK = (
    Stroke((-0.42, -0.02), (-0.12, -0.34), 0.115),
    Stroke((-0.12, -0.34), (0.42, 0.34), 0.115),
)
# "I have something to say": a balloon with its tail and three dots. A cross would be a verdict.
BALLOON_Y, BALLOON_HALF, BALLOON_CORNER = 0.08, (0.54, 0.40), 0.20
TAIL = (
    Stroke((-0.24, -0.26), (-0.30, -0.52), 0.07),
    Stroke((-0.02, -0.26), (-0.30, -0.52), 0.07),
    Stroke((-0.20, -0.30), (-0.27, -0.46), 0.07),
)
DOTS_X, DOT_RADIUS = 0.26, 0.085
