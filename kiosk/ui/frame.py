"""From design units to whole pixels, and to millimetres.

One unit is one pixel of a 1920 x 1080 (or 1080 x 1920) screen. On another ratio the frame has more units one
way: it always fills the window.
"""

from __future__ import annotations

from dataclasses import field
from math import hypot
from typing import NamedTuple

from kiosk.domain.records import dataclass

LANDSCAPE = (1920, 1080)
PORTRAIT = (1080, 1920)
MILLIMETRES_PER_INCH = 25.4


class Box(NamedTuple):
    """A place in design units; the origin is the top left of the frame, y goes down."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.h

    def inside(self, left: float, top: float = 0, right: float | None = None, bottom: float = 0) -> Box:
        """The box without so much at each side; `right` is `left` where it is not given."""
        right = left if right is None else right
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def centred(self, w: float, h: float) -> Box:
        """A box of this size in the middle of this one."""
        return Box(self.x + (self.w - w) / 2, self.y + (self.h - h) / 2, w, h)


@dataclass(frozen=True)
class Frame:
    """The geometry of a window of `width` x `height` pixels: `w` x `h` units, never less than the design.

    `shift`: by how many pixels, to the right and up, everything stands beside its usual place.
    """

    width: int
    height: int
    shift: tuple[int, int] = (0, 0)
    portrait: bool = field(init=False)
    w: float = field(init=False)
    h: float = field(init=False)
    unit: float = field(init=False)

    def __post_init__(self) -> None:
        portrait = self.height > self.width
        w, h = PORTRAIT if portrait else LANDSCAPE
        unit = min(self.width / w, self.height / h)
        object.__setattr__(self, "portrait", portrait)
        object.__setattr__(self, "unit", unit)
        object.__setattr__(self, "w", max(w, self.width / unit))
        object.__setattr__(self, "h", max(h, self.height / unit))

    def px(self, units: float) -> int:
        """A length in whole pixels."""
        return round(units * self.unit)

    def area(self, box: Box) -> tuple[int, int, int, int]:
        """Where a box stands in the window: x, y, width, height in pixels from the bottom left.

        Edges are rounded, not sizes: neighbours that touch in units touch in pixels.
        """
        x, right = round(box.x * self.unit), round(box.right * self.unit)
        upper, lower = round(box.y * self.unit), round(box.bottom * self.unit)
        return x + self.shift[0], self.height - lower + self.shift[1], right - x, lower - upper

    def columns(self, count: int, *, margin: float, gap: float) -> list[tuple[float, float]]:
        """(x, width) of so many equal columns between the page margins."""
        width = (self.w - 2 * margin - (count - 1) * gap) / count
        return [(margin + i * (width + gap), width) for i in range(count)]


def millimetres(units: float, diagonal_inches: float, width: int = 1920, height: int = 1080) -> float:
    """How long so many units are on a screen of this diagonal and resolution."""
    pixel = diagonal_inches * MILLIMETRES_PER_INCH / hypot(width, height)
    return units * Frame(width, height).unit * pixel
