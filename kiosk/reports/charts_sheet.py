"""The sheet that a chart is drawn on, in millimetres from its upper left corner. Only here is matplotlib.

One figure becomes the SVG and the pixels, so both show the same. Letters are of the product's own fonts, and
outlines in the SVG: it looks the same wherever it is shown, and needs no font there.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.patches import Polygon, Rectangle

from kiosk.reports.colours import INK, PAPER, Tone
from kiosk.reports.typeface import REGULAR, SEMIBOLD

WIDTH = 165.0
"""Of every chart: A4 between the margins of an official document."""
MM = 25.4
POINT = MM / 72
LEADING = 1.3
"""Distance of two lines of a text, in its size."""
CAPITAL = 0.74
"""Height of a capital, in its size."""

Weight = Literal["regular", "semibold"]
Place = tuple[float, float]
Align = Literal["left", "center", "right"]

_FILES: dict[Weight, Path] = {"regular": REGULAR, "semibold": SEMIBOLD}
_UNKNOWN = "?"

# Where it may not write a list of the machine's fonts, which no chart uses, it says so at each start.
logging.getLogger("matplotlib").setLevel(logging.ERROR)
mpl.rcParams.update(
    {
        "svg.fonttype": "path",
        "svg.hashsalt": "hai-long",
        "text.hinting": "none",
        "text.parse_math": False,  # a name may hold a dollar sign
        "hatch.linewidth": 0.7,
        "path.simplify": False,
    }
)


class Sheet:
    """A white sheet of a fixed width. Lengths and places in mm, sizes of type and lines in points."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.figure = Figure(figsize=(WIDTH / MM, height / MM), facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self._paper = self.figure.add_axes((0, 0, 1, 1))
        self._paper.set_axis_off()
        self._paper.set_xlim(0, WIDTH)
        self._paper.set_ylim(height, 0)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 9,
        weight: Weight = "regular",
        colour: str = INK,
        align: Align = "left",
        ground: str = "",
    ) -> None:
        """One line whose capitals have their middle at `y`; `ground` is a colour that it stands on."""
        self._paper.text(
            x,
            y + CAPITAL / 2 * size * POINT,
            drawable(words),
            fontproperties=FontProperties(fname=str(_FILES[weight]), size=size),
            color=colour,
            ha=align,
            va="baseline",
            zorder=5,
            bbox={"facecolor": ground, "edgecolor": "none", "pad": 0.8} if ground else None,
        )

    def line(self, start: Place, end: Place, colour: str, width: float, dash: str = "-") -> None:
        """A straight line, under everything else."""
        xs, ys = zip(start, end, strict=True)
        self._paper.plot(
            xs, ys, color=colour, linewidth=width, linestyle=dash, solid_capstyle="butt", zorder=1
        )

    def curve(self, places: Sequence[Place], colour: str, width: float) -> None:
        """A line from place to place."""
        self._paper.plot(*zip(*places, strict=True), color=colour, linewidth=width, zorder=3)

    def dots(
        self, places: Sequence[Place], colour: str, size: float, *, hollow: bool, name: str = ""
    ) -> None:
        """Discs, `size` points across."""
        if places:
            self._paper.plot(
                *zip(*places, strict=True),
                linestyle="none",
                marker="o",
                markersize=size,
                markerfacecolor=PAPER if hollow else colour,
                markeredgecolor=colour,
                markeredgewidth=1.1,
                gid=name or None,
                zorder=4,
            )

    def band(self, lows: Sequence[Place], highs: Sequence[Place], colour: str) -> None:
        """The area between two curves."""
        self._paper.add_patch(Polygon([*lows, *reversed(highs)], facecolor=colour, linewidth=0, zorder=0.5))

    def box(self, x: float, y: float, width: float, height: float, tone: Tone, *, name: str = "") -> None:
        """A filled rectangle; `name` finds it again in the SVG."""
        self._paper.add_patch(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=tone.fill,
                edgecolor=tone.edge,
                hatch=tone.hatch,
                hatchcolor=tone.edge,
                linewidth=0.6,
                gid=name or None,
                zorder=2,
            )
        )

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """A thick outline over what is in it, with a light one beside it for dark grounds."""
        for colour, thick in ((PAPER, 4.2), (INK, 1.8)):
            self._paper.add_patch(
                Rectangle((x, y), width, height, fill=False, edgecolor=colour, linewidth=thick, zorder=4)
            )


@cache
def _widths(weight: Weight) -> Mapping[int, float]:
    """How far each letter moves the pen, in the size of the type."""
    font = FT2Font(str(_FILES[weight]))
    return {
        letter: font.load_char(letter, flags=LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM
        for letter in font.get_charmap()
    }


def drawable(words: str) -> str:
    """The words in one line, with a question mark for each letter that the product's fonts do not have."""
    known = _widths("regular")
    plain = " ".join(normalize("NFC", words).split())
    return "".join(letter if ord(letter) in known else _UNKNOWN for letter in plain)


def width_of(words: str, size: float, weight: Weight = "regular") -> float:
    """How long a line of text is, in mm."""
    widths = _widths(weight)
    return sum(widths[ord(letter)] for letter in drawable(words)) * size * POINT


def wrapped(words: str, width: float, size: float, lines: int) -> tuple[str, ...]:
    """The words in so many lines at most, none longer than `width` mm.

    Where they do not fit, the middle is left out: names of offices differ at their end.
    """
    rest, done = drawable(words).split(" "), list[str]()
    while rest:
        count = 1
        while count < len(rest) and width_of(" ".join(rest[: count + 1]), size) <= width:
            count += 1
        done.append(" ".join(rest[:count]))
        rest = rest[count:]
    if len(done) > lines:
        done[lines - 1 :] = [" ".join(done[lines - 1 :])]
    return tuple(_cut(line, width, size) for line in done)


def _cut(line: str, width: float, size: float) -> str:
    """The line without as many words of its middle as are too long."""
    if width_of(line, size) <= width:
        return line
    words = line.split(" ")
    for kept in range(len(words) - 1, 1, -1):
        short = " ".join([*words[: (kept + 1) // 2], "…", *words[-(kept // 2) :]])
        if width_of(short, size) <= width:
            return short
    while width_of(line, size) > width:
        line = line.removesuffix("…")[:-1] + "…"
    return line
