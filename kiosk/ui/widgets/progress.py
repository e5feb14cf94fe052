"""How far the citizen has come: segments and a number, read without colour."""

from __future__ import annotations

from kiosk.ui.frame import Box
from kiosk.ui.lettering import block_height
from kiosk.ui.look import Look
from kiosk.ui.theme import Lettering
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part, Words

GAP = 16
SEGMENT_HEIGHT = 16
SEGMENT_EDGE = 3
WORDS_GAP = 6


def progress_height(look: Look) -> float:
    """How high segments and one line under them are."""
    return SEGMENT_HEIGHT + WORDS_GAP + block_height(1, look.type.progress.largest) + 1


class Progress(Part):
    """Filled up to the criterion on the screen, hollow beyond. `position` counts from 0."""

    def __init__(self, look: Look, box: Box, position: int, total: int) -> None:
        super().__init__(look, box)
        palette = look.palette
        wide = (box.w - (total - 1) * GAP) / total
        for number in range(total):
            at = Box(box.x + number * (wide + GAP), box.y, wide, SEGMENT_HEIGHT)
            fill = palette.accent if number <= position else palette.page
            edge = palette.accent if number <= position else palette.edge
            self.put(Panel(look, at, Surface(fill, edge, SEGMENT_EDGE, SEGMENT_HEIGHT / 2)))
        below = box.inside(0, SEGMENT_HEIGHT + WORDS_GAP)
        self._counted = self._saying(below, "rating.progress", number=position + 1, total=total)
        self._patience = self._saying(below, "rating.waiting")
        lettering, quiet = look.type.progress, palette.quiet
        self._words = self.put(
            Words(look, below, self._counted, lettering, colour=quiet, align="centre", most_lines=2)
        )

    def _saying(self, at: Box, key: str, **values: object) -> str:
        """A text; its short form where it would have to be in the smallest size, or in two lines."""
        look, sizes = self.look, self.look.type.progress.sizes[:-1]
        text = look.texts(key, **values)
        fits = look.fit(text, at, Lettering(sizes, look.type.progress.weight)).fits
        return text if fits else look.texts(f"{key}_short", **values)

    @property
    def text(self) -> str:
        """What stands under the segments."""
        return self._words.text

    def show_waiting(self, waiting: bool) -> None:
        """A commit takes long: the number gives way to a request for patience. No spinner."""
        self._words.say(self._patience if waiting else self._counted)
