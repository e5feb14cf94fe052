"""What every part of a screen needs to draw itself: geometry, colours, type and words."""

from __future__ import annotations

from kiosk.domain.records import dataclass
from kiosk.ui.fonts import width_of
from kiosk.ui.frame import Box, Frame
from kiosk.ui.lettering import Measure, Setting, fit, paragraphs
from kiosk.ui.texts import Texts
from kiosk.ui.theme import DAY, HIGH_CONTRAST, LARGE, NIGHT, NORMAL, Lettering, Palette, TypeScale, Weight


@dataclass(frozen=True)
class Look:
    """One way to draw the screens. `easy`: large type, high contrast, no cross-fades. `night`: dimmed."""

    frame: Frame
    texts: Texts
    easy: bool = False
    night: bool = False

    @property
    def palette(self) -> Palette:
        """The colours."""
        if self.night:
            return NIGHT
        return HIGH_CONTRAST if self.easy else DAY

    @property
    def type(self) -> TypeScale:
        """The letterings."""
        return LARGE if self.easy else NORMAL

    def measure(self, lettering: Lettering) -> Measure:
        """How wide a line is in a size of this lettering, in design units."""
        return _Ruler(self.frame.unit, self.texts, lettering.weight)

    def typeface(self, text: str, weight: Weight) -> str:
        """What draws a text: the language's own typeface where it can, which has one weight; else ours."""
        return _typeface(self.texts, text, weight)

    def fit(
        self, text: str, box: Box, lettering: Lettering, *, most_lines: int = 1, large_first: bool = False
    ) -> Setting:
        """How a text is set into a box, compounds kept whole."""
        return fit(
            self.texts.tied(text),
            box.w,
            box.h,
            lettering.sizes,
            most_lines=most_lines,
            measure=self.measure(lettering),
            large_first=large_first,
        )

    def fit_paragraphs(self, text: str, box: Box, lettering: Lettering) -> Setting:
        """How a long text is set into a box, its own line breaks kept."""
        return paragraphs(
            self.texts.tied(text), box.w, box.h, lettering.sizes, measure=self.measure(lettering)
        )

    def width(self, text: str, lettering: Lettering) -> float:
        """How wide a line is in the largest size; rounded up, so that it fits itself."""
        return self.measure(lettering)(text, lettering.largest) + 2

    def width_set(self, setting: Setting, lettering: Lettering) -> float:
        """How wide the longest line of a set text is; rounded up, so that it fits itself."""
        return max(self.width(line, lettering.at(setting.size)) for line in setting.lines)


@dataclass(frozen=True)
class _Ruler:
    """What `Look.measure` gives; equal ones measure alike, wherever a screen stands: a text is set once."""

    unit: float
    texts: Texts
    weight: Weight

    def __call__(self, text: str, size: int) -> float:
        typeface = _typeface(self.texts, text, self.weight)
        return width_of(text, round(size * self.unit), typeface) / self.unit


def _typeface(texts: Texts, text: str, weight: Weight) -> str:
    return str(texts.typeface) if texts.draws(text) else weight
