"""The row at the foot of a citizen's screen: back, progress, skip. It never moves house."""

from __future__ import annotations

from kiosk.ui.frame import Box
from kiosk.ui.lettering import block_height
from kiosk.ui.look import Look
from kiosk.ui.theme import Space
from kiosk.ui.widgets.progress import progress_height

PROGRESS_ABOVE = 24
NOTE_BELOW = 66
"""Off the upper edge of the buttons."""


class Foot:
    """The places of the row. In landscape the note stands in it too, under the progress.

    `last_line` is the lowest of the lines in the middle.
    """

    def __init__(self, look: Look) -> None:
        frame, margin = look.frame, Space.margin
        below = Space.foot_portrait if frame.portrait else Space.foot
        self.y = frame.h - below - Space.touch
        if frame.portrait:
            wide, bar = (330.0, 244.0) if look.easy else (296.0, 288.0)
        else:
            wide, bar = (380.0, 400.0) if look.easy else (300.0, 400.0)
        self.back = Box(margin, self.y, wide, Space.touch)
        self.skip = Box(frame.w - margin - wide, self.y, wide, Space.touch)
        self.progress = self.last_line = Box((frame.w - bar) / 2, self.y + 12, bar, 100)
        if not frame.portrait:
            self._stack_up_note(look)

    def _stack_up_note(self, look: Look) -> None:
        """Progress and note together are a little higher than the buttons beside them, in every type."""
        line, left = block_height(1, look.type.promise.largest) + 1, self.back.right + Space.near
        self.progress = self.progress._replace(y=self.y - PROGRESS_ABOVE, h=progress_height(look))
        self.note = Box(left, self.y + NOTE_BELOW, self.skip.x - Space.near - left, line)
        self.last_line = self.note
