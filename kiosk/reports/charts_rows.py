"""What charts of named rows share: how names break, how high rows are, and the legend over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.reports.charts_sheet import LEADING, POINT, WIDTH, Sheet, width_of, wrapped
from kiosk.reports.colours import QUIET, Tone

TALLEST = 225.0
"""In mm: so much fits on one A4 page beside a caption."""
NOTE = 8.0
_SWATCH = (4.2, 2.8)
_LINE = 4.6
_SETTINGS = ((9.0, 3, 3.4), (8.5, 2, 2.0), (7.5, 1, 1.5))
"""Size of names, lines that they may take, mm between two rows."""


@dataclass(frozen=True)
class Rows:
    """Names in lines, from the top down: where each row has its middle, how thick bars are, all in mm."""

    names: tuple[tuple[str, ...], ...]
    size: float
    middles: tuple[float, ...]
    bar: float
    foot: float

    @classmethod
    def of(cls, names: Sequence[str], top: float, width: float) -> Rows:
        """Rows below `top`, names at most so wide; smaller and shorter where a page would not hold them."""
        for setting in _SETTINGS:
            rows = cls._set(names, top, width, setting)
            if rows.foot <= TALLEST:
                break
        return rows

    @classmethod
    def _set(cls, names: Sequence[str], top: float, width: float, setting: tuple[float, int, float]) -> Rows:
        size, lines, gap = setting
        broken = tuple(wrapped(name, width, size, lines) for name in names)
        middles, y, line = [], top, size * LEADING * POINT
        for parts in broken:
            height = len(parts) * line + gap
            middles.append(y + height / 2)
            y += height
        return cls(broken, size, tuple(middles), line + min(gap / 4, 0.8), y)

    def draw_names(self, sheet: Sheet) -> None:
        """Every name at the left edge."""
        line = self.size * LEADING * POINT
        for parts, middle in zip(self.names, self.middles, strict=True):
            for number, part in enumerate(parts):
                sheet.text(0, middle + (number - (len(parts) - 1) / 2) * line, part, size=self.size)


def draw_legend(sheet: Sheet, y: float, tones: Sequence[tuple[str, Tone]]) -> None:
    """Swatches with their words from the left, as many lines as `legend_lines` says."""
    for (words, tone), (x, line) in zip(tones, _places([words for words, _ in tones]), strict=True):
        middle = y + line * _LINE
        sheet.box(x, middle - _SWATCH[1] / 2, *_SWATCH, tone)
        sheet.text(x + _SWATCH[0] + 1.5, middle, words, size=NOTE, colour=QUIET)


def legend_height(words: Sequence[str]) -> float:
    """What a legend takes, in mm."""
    return _LINE * (1 + max((line for _, line in _places(words)), default=0))


def _places(words: Sequence[str]) -> list[tuple[float, int]]:
    places, x, line = [], 0.0, 0
    for one in words:
        width = _SWATCH[0] + 1.5 + width_of(one, NOTE)
        if x and x + width > WIDTH:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += width + 6
    return places
