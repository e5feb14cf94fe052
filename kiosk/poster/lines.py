"""Words in lines: as large as they may be, as few lines as they need, balanced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from kiosk.ui.theme import Weight


@dataclass(frozen=True)
class Setting:
    """Words as they will stand: their lines, and the size in points that they fit in."""

    lines: tuple[str, ...]
    size: float

    def widths(self, weight: Weight) -> list[float]:
        """How long the lines are, in points."""
        return [stringWidth(line, weight, self.size) for line in self.lines]


def fitted(text: str, weight: Weight, width: float, *, largest: float, least: float, lines: int) -> Setting:
    """The text in at most so many lines, in the largest size that allows it; more lines in the least one."""
    size = largest
    while size > least and len(_broken(text, weight, size, width)) > lines:
        size -= 0.5
    return Setting(_balanced(text, weight, size, width), size)


def _balanced(text: str, weight: Weight, size: float, width: float) -> tuple[str, ...]:
    """No more lines than are needed, and none much longer than the others."""
    needed = _broken(text, weight, size, width)
    narrow, wide = 0.0, width
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        fits = _all_fit(tried := _broken(text, weight, size, middle), weight, size, middle)
        narrow, wide = (narrow, middle) if fits and len(tried) == len(needed) else (middle, wide)
    return _broken(text, weight, size, wide)


def _all_fit(lines: Sequence[str], weight: Weight, size: float, width: float) -> bool:
    return all(stringWidth(line, weight, size) <= width for line in lines)


def _broken(text: str, weight: Weight, size: float, width: float) -> tuple[str, ...]:
    """Broken at spaces only: a no-break space holds compounds together."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(longer, weight, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
