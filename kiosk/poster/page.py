"""The poster: one A4 page of vectors, with its fonts inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kiosk.poster.faces import draw_face
from kiosk.poster.lines import fitted
from kiosk.ui.assets import FONTS
from kiosk.ui.face_shape import FACES
from kiosk.ui.letters import check_text
from kiosk.ui.theme import DAY, Weight

_WIDTH, _HEIGHT = A4
_MARGIN = 18 * mm
_INNER = _WIDTH - 2 * _MARGIN
_LEADING = 1.3


@dataclass(frozen=True)
class Poster:
    """What stands on it. `levels` are the answers as pairs of code and words, in their order."""

    agency: str
    unit: str
    invitation: str
    purpose: str
    levels: Sequence[tuple[str, str]]
    steps: Sequence[str]
    promise: str
    promise_more: str
    hotline: str


def write_poster(poster: Poster, file: Path) -> None:
    """Write it as PDF, the same bytes each time.

    Raises OSError; ValueError for a level without a face, for letters that our typeface lacks, and for words
    that do not fit.
    """
    for level, _ in poster.levels:
        if level not in FACES:
            raise ValueError(f"level {level!r} has no face; known are {', '.join(FACES)}")
    for weight, font in FONTS.items():
        registerFont(TTFont(weight, font))
    canvas = Canvas(str(file), pagesize=A4, invariant=1, lang="vi")
    canvas.setTitle(poster.invitation)
    canvas.setAuthor(poster.agency)
    _Page(canvas).draw(poster)
    canvas.save()


class _Page:
    """Draws from the top down; heights are millimetres from the lower edge."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def draw(self, poster: Poster) -> None:
        foot = self._words(poster.agency, "semibold", 282, largest=17, least=12, lines=2)
        foot = self._words(poster.unit, "regular", foot - 1, largest=13, least=10, colour=DAY.quiet)
        self._rule(foot - 4)
        self._words(poster.invitation, "bold", 253, largest=40, least=24, lines=2)
        self._words(poster.purpose, "medium", 214, largest=16, least=12, lines=2, colour=DAY.quiet)
        self._faces(poster.levels)
        self._steps(poster.steps)
        self._promise(poster)
        self._words(poster.hotline, "medium", 22, largest=14, least=10, lines=2)

    def _faces(self, levels: Sequence[tuple[str, str]]) -> None:
        column = _INNER / len(levels)
        side = min(column, 58 * mm)
        largest = min(
            fitted(words, "semibold", column, largest=22, least=12, lines=2).size for _, words in levels
        )
        for number, (level, words) in enumerate(levels):
            middle = _MARGIN + (number + 0.5) * column
            draw_face(self._canvas, level, middle, 162 * mm, side)
            self._words(
                words, "semibold", 129, largest=largest, least=12, lines=2, middle=middle, width=column
            )

    def _steps(self, steps: Sequence[str]) -> None:
        for number, step in enumerate(steps):
            self._words(step, "regular", 108 - 8.5 * number, largest=15, least=11)

    def _promise(self, poster: Poster) -> None:
        canvas = self._canvas
        canvas.setFillColor(HexColor(DAY.sunken))
        canvas.roundRect(_MARGIN, 34 * mm, _INNER, 40 * mm, 7 * mm, stroke=0, fill=1)
        self._words(poster.promise, "bold", 62.5, largest=23, least=14, width=_INNER - 16 * mm)
        self._words(poster.promise_more, "regular", 48, largest=15, least=11, width=_INNER - 16 * mm)

    def _rule(self, y: float) -> None:
        canvas = self._canvas
        canvas.setStrokeColor(HexColor(DAY.hair))
        canvas.setLineWidth(1)
        canvas.line(_MARGIN, y * mm, _WIDTH - _MARGIN, y * mm)

    def _words(
        self,
        text: str,
        weight: Weight,
        y: float,
        *,
        largest: float,
        least: float,
        lines: int = 1,
        colour: str = DAY.ink,
        middle: float = _WIDTH / 2,
        width: float = _INNER,
    ) -> float:
        """Centred lines from `y` down; where they end."""
        check_text(repr(text), text, FONTS[weight])
        setting = fitted(text, weight, width, largest=largest, least=least, lines=lines)
        if len(setting.lines) > lines or max(setting.widths(weight), default=0) > width:
            raise ValueError(f"{text!r} does not fit the poster; shorten it")
        step = setting.size * _LEADING
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.setFont(weight, setting.size)
        for number, line in enumerate(setting.lines):
            self._canvas.drawCentredString(middle, y * mm - setting.size - number * step, line)
        end: float = y - step * len(setting.lines) / mm
        return end
