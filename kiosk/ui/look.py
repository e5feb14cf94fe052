"""What every part of a screen needs to draw itself: geometry, colours, type and words."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ui.fonts import REGULAR, Weight, width_of
from kiosk.ui.frame import Box, Frame
from kiosk.ui.lettering import Measure, Setting, fit
from kiosk.ui.texts import Texts
from kiosk.ui.theme import DAY, HIGH_CONTRAST, LARGE, NORMAL, Palette, Sizes, TypeScale


@dataclass(frozen=True)
class Look:
    """One way to draw the screens. `easy`: large type, high contrast, no cross-fades."""

    frame: Frame
    texts: Texts
    easy: bool = False

    @property
    def palette(self) -> Palette:
        """The colours."""
        return HIGH_CONTRAST if self.easy else DAY

    @property
    def type(self) -> TypeScale:
        """The sizes of type."""
        return LARGE if self.easy else NORMAL

    def measure(self, weight: Weight = REGULAR) -> Measure:
        """How wide a line of this weight is, in design units."""
        frame = self.frame
        return lambda text, size: width_of(text, frame.px(size), weight) / frame.unit

    def fit(
        self,
        text: str,
        box: Box,
        sizes: Sizes,
        weight: Weight = REGULAR,
        *,
        most_lines: int = 1,
        large_first: bool = False,
    ) -> Setting:
        """How a text is set into a box, compounds kept whole."""
        return fit(
            self.texts.tied(text), box.w, box.h, sizes,
            most_lines=most_lines, measure=self.measure(weight), large_first=large_first,
        )  # fmt: skip

    def width(self, setting: Setting, weight: Weight = REGULAR) -> float:
        """How wide the longest line of a set text is; rounded up, so that it fits itself."""
        measure = self.measure(weight)
        return max(measure(line, setting.size) for line in setting.lines) + 2
