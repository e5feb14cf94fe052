"""The row at the foot of a citizen's screen: back or note, progress, skip. It never moves house."""

from __future__ import annotations

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Space


class Foot:
    """The places of the row."""

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
        self.progress = Box((frame.w - bar) / 2, self.y + 12, bar, 100)
