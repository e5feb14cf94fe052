"""A tile of the clerk's screens: number or icon, name, note."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.icon import Icon, IconName
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part, Rule, Words
from kiosk.ui.widgets.touchable import Action, Touchable

PADDING = 32
LOCK = 40
ICON = 48
PILL_HEIGHT = 56
LEAD_WIDTH = 112
NARROW_LEAD_WIDTH = 92
WIDE_LEAD_FROM = 44  # size of type
BELOW_HEIGHT = 40
EDGE = 10
MOST_LINES = 3


@dataclass(frozen=True)
class TileContent:
    """What stands on a tile. `lead` is its number or an icon.

    `tag` and `note` stand at the right, `below` under the name where there is no room at the right.
    """

    lead: int | IconName
    text: str
    tag: str = ""
    note: str = ""
    below: str = ""
    locked: bool = False


class Tile(Touchable):
    """A wide tile; the number on it lets people say "ô số 4" and is a key of the keyboard."""

    def __init__(
        self, look: Look, box: Box, content: TileContent, lettering: Lettering, action: Action
    ) -> None:
        super().__init__(look, box, action, Surface.rest(look.palette), raised=True)
        self.content = content
        column = _lead_width(lettering)
        self._add_lead(Box(box.x + 4, box.y, column - 4, box.h), lettering)
        self.put(Rule(look, Box(box.x + column, box.y + PADDING, Space.hair, box.h - 2 * PADDING)))
        self._add_right_side(box.right - PADDING)
        self._words = self._add_name(name_place(look, box, content, lettering), lettering)

    @property
    def text(self) -> str:
        """What stands on it."""
        return self._words.text

    def _add_name(self, at: Box, lettering: Lettering) -> Words:
        """The name, and together with it in the middle what stands below."""
        look, content = self.look, self.content
        high = look.fit(content.text, at, lettering, most_lines=MOST_LINES, large_first=True).height
        below = BELOW_HEIGHT if content.below else 0
        at = Box(at.x, self.box.y + (self.box.h - high - below) / 2, at.w, high)
        if content.below:
            under = Box(at.x, at.bottom, at.w, BELOW_HEIGHT)
            quiet = look.palette.quiet
            self.put(Words(look, under, content.below, look.type.tag, colour=quiet))
        return self.put(Words(look, at, content.text, lettering, most_lines=MOST_LINES))

    def _add_lead(self, at: Box, lettering: Lettering) -> None:
        look, lead = self.look, self.content.lead
        if isinstance(lead, int):
            number = look.type.number.at(min(lettering.largest, look.type.number.largest))
            self.put(Words(look, at, str(lead), number, colour=look.palette.quiet, align="centre"))
        else:
            self.put(Icon(look, at.centred(ICON, ICON), lead, look.palette.accent))

    def _add_right_side(self, right: float) -> None:
        """Lock, note and tag, from the right."""
        look, box, content = self.look, self.box, self.content
        if content.locked:
            at = Box(right - LOCK, box.y + (box.h - LOCK) / 2, LOCK, LOCK)
            self.put(Icon(look, at, "lock", look.palette.quiet))
            right = at.x - Space.near
        if content.note:
            wide = look.width(content.note, look.type.note)
            at = Box(right - wide, box.y, wide, box.h)
            self.put(Words(look, at, content.note, look.type.note, colour=look.palette.quiet, align="right"))
            right = at.x - Space.near
        if content.tag:
            wide = pill_width(look, content.tag)
            at = Box(right - wide, box.y + (box.h - PILL_HEIGHT) / 2, wide, PILL_HEIGHT)
            self.put(Pill(look, at, content.tag))


def name_place(look: Look, box: Box, content: TileContent, lettering: Lettering) -> Box:
    """Where the name of a tile stands."""
    left = box.x + _lead_width(lettering) + PADDING
    right = box.right - PADDING
    right -= LOCK + Space.near if content.locked else 0
    right -= look.width(content.note, look.type.note) + Space.near if content.note else 0
    right -= pill_width(look, content.tag) + Space.near if content.tag else 0
    if not content.below:
        return Box(left, box.y, right - left, box.h)
    return Box(left, box.y + EDGE, right - left, box.h - 2 * EDGE - BELOW_HEIGHT)


class Pill(Part):
    """A short word on a sunken ground."""

    def __init__(self, look: Look, box: Box, text: str) -> None:
        super().__init__(look, box)
        self.put(Panel(look, box, Surface(look.palette.sunken, radius=box.h / 2)))
        self.put(Words(look, box, text, look.type.tag, align="centre"))


def pill_width(look: Look, text: str) -> float:
    """How wide a pill with this text is."""
    return look.width(text, look.type.tag) + 44


def _lead_width(lettering: Lettering) -> float:
    return LEAD_WIDTH if lettering.largest >= WIDE_LEAD_FROM else NARROW_LEAD_WIDTH
