"""Where head and answers of a criterion stand. What a window has more than the design goes to both."""

from __future__ import annotations

from kiosk.domain.records import dataclass
from kiosk.ui.frame import LANDSCAPE, PORTRAIT, Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Space


@dataclass(frozen=True)
class Room:
    """Places by the height that there is. `strip_end`: where the strip ends."""

    look: Look
    strip_end: float

    @property
    def _extra(self) -> float:
        """Units of height beyond the design."""
        frame = self.look.frame
        return frame.h - (PORTRAIT if frame.portrait else LANDSCAPE)[1]

    @property
    def _growth(self) -> float:
        """What a card gains in height: faces grow with it."""
        return min(self._extra / 6, 60) if self.look.frame.portrait else min(self._extra * 0.45, 180)

    @property
    def card_height(self) -> float:
        """Height of one answer."""
        if self.look.frame.portrait:
            return 296 + self._growth
        return (536 if self.look.easy else 492) + self._growth

    @property
    def cards_top(self) -> float:
        """Where the answers begin."""
        if self.look.frame.portrait:
            return 620 + (self._extra - 3 * self._growth) / 2
        return (332 if self.look.easy else 388) + (self._extra - self._growth) * 0.55

    def cards(self, count: int) -> list[Box]:
        """Places of so many answers: side by side, in portrait one below the other."""
        frame, top, high = self.look.frame, self.cards_top, self.card_height
        if frame.portrait:
            wide = frame.w - 2 * Space.margin
            return [Box(Space.margin, top + n * (high + Space.gap), wide, high) for n in range(count)]
        columns = frame.columns(count, margin=Space.margin, gap=Space.gap)
        return [Box(x, top, wide, high) for x, wide in columns]

    @property
    def note_top(self) -> float:
        """Where the note under the answers stands, in portrait."""
        return self.cards_top + 3 * self.card_height + 2 * Space.gap + 40

    @property
    def head(self) -> Box:
        """Where lead and title stand."""
        between = self.cards_top - self.strip_end
        if self.look.frame.portrait:
            above, below = 28.0, 16.0
        elif self.look.easy:
            above, below = 10.0, 18.0
        else:
            above, below = 28 + (between - 244) / 2, 12.0
        wide = self.look.frame.w - 2 * Space.margin
        return Box(Space.margin, self.strip_end + above, wide, between - above - below)

    def picture(self) -> Box:
        """Where the picture of a criterion stands, at the left of the head."""
        between = self.cards_top - self.strip_end
        side = between - (76 if self.look.frame.portrait else 2 * (12 if self.look.easy else 18))
        return Box(Space.margin, self.strip_end + (between - side) / 2, side, side)

    def beside(self, picture: Box) -> Box:
        """What is left of the head beside a picture: in the middle of the screen where there is room."""
        left = picture.right + Space.gap - Space.margin
        return self.head.inside(left, right=Space.near if self.look.frame.portrait else left)
