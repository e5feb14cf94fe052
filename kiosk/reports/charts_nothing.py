"""What stands in the place of a chart without any ballot."""

from __future__ import annotations

from kiosk.reports.charts_sheet import WIDTH, Sheet
from kiosk.reports.charts_texts import Texts
from kiosk.reports.colours import HAIR, PAGE, QUIET, Tone

_HEIGHT = 24.0


def draw(texts: Texts) -> Sheet:
    """A quiet box that says so."""
    sheet = Sheet(_HEIGHT)
    sheet.box(0.3, 0.3, WIDTH - 0.6, _HEIGHT - 0.6, Tone(PAGE, HAIR))
    sheet.text(WIDTH / 2, _HEIGHT / 2, texts.nothing, size=10, colour=QUIET, align="center")
    return sheet
