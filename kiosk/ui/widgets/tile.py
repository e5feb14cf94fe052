"""A tile of the clerk's screens: number or icon, name, note."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.icon import Icon, IconName
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part, Rule, Words
from kiosk.ui.widgets.touchable import Action, Touchable

WIDE_FROM = 800  # from here on a tag stands beside the name, not on the upper edge
NARROW_BELOW = 500  # up to here a lock stands under the number
PADDING, NARROW_PADDING = 32, 16
LEAD_WIDTH, MEDIUM_LEAD_WIDTH, NARROW_LEAD_WIDTH = 112, 92, 72
LOCK, NARROW_LOCK = 40, 34
ICON = 48
PILL_HEIGHT = 56
TAG_HEIGHT = 44
TAG_RISE = 16  # above the edge: as much as there is between the lowest tiles
TAG_DEPTH = TAG_HEIGHT - TAG_RISE - 8  # what a line below it must keep clear of; capitals begin lower still
NUMBER_HEIGHT = 56
EDGE = 6  # above and below a name
MOST_LINES = 3


@dataclass(frozen=True)
class TileContent:
    """What stands on a tile. `lead` is its number or an icon, `note` stands at the right.

    `tag` stands at the right of a wide tile, and on the upper edge of others.
    """

    lead: int | IconName
    text: str
    tag: str = ""
    note: str = ""
    locked: bool = False


class Tile(Touchable):
    """A wide tile; the number on it lets people say "ô số 4" and is a key of the keyboard."""

    def __init__(
        self, look: Look, box: Box, content: TileContent, lettering: Lettering, action: Action
    ) -> None:
        super().__init__(look, box, action, Surface.rest(look.palette), raised=True)
        self.content = content
        column = _lead_width(box)
        padding = _padding(box)
        self._add_lead(Box(box.x + 4, box.y, column - 4, box.h), lettering)
        self.put(Rule(look, Box(box.x + column, box.y + padding, Space.hair, box.h - 2 * padding)))
        self._add_right_side(box.right - padding)
        at = self._clear_of_tag(name_place(look, box, content), lettering)
        self.words = self.put(
            Words(look, at, content.text, lettering, most_lines=MOST_LINES, large_first=True)
        )

    @property
    def text(self) -> str:
        """What stands on it."""
        return self.words.text

    def _clear_of_tag(self, at: Box, lettering: Lettering) -> Box:
        """Where the name stands when the tag on the upper edge would touch it."""
        if not self.content.tag or _is_wide(self.box):
            return at
        setting = self.look.fit(self.content.text, at, lettering, most_lines=MOST_LINES, large_first=True)
        if setting.height <= self.box.h - 2 * TAG_DEPTH:
            return at
        return at.inside(0, TAG_DEPTH - EDGE, 0, 0)

    def _add_lead(self, at: Box, lettering: Lettering) -> None:
        look, lead = self.look, self.content.lead
        if not isinstance(lead, int):
            self.put(Icon(look, at.centred(ICON, ICON), lead, look.palette.accent))
            return
        if self.content.locked and _is_narrow(self.box):
            at = at.centred(at.w, NUMBER_HEIGHT + NARROW_LOCK)
            lock = Box(at.x, at.y + NUMBER_HEIGHT, at.w, NARROW_LOCK).centred(NARROW_LOCK, NARROW_LOCK)
            self.put(Icon(look, lock, "lock", look.palette.quiet))
            at = at._replace(h=NUMBER_HEIGHT)
        number = look.type.number.at(min(lettering.largest, look.type.number.largest))
        self.put(Words(look, at, str(lead), number, colour=look.palette.quiet, align="centre"))

    def _add_right_side(self, right: float) -> None:
        """Lock, note and tag, from the right."""
        look, box, content = self.look, self.box, self.content
        if content.locked and not _is_narrow(box):
            at = Box(right - LOCK, box.y + (box.h - LOCK) / 2, LOCK, LOCK)
            self.put(Icon(look, at, "lock", look.palette.quiet))
            right = at.x - Space.near
        if content.note:
            wide = look.width(content.note, look.type.note)
            at = Box(right - wide, box.y, wide, box.h)
            self.put(Words(look, at, content.note, look.type.note, colour=look.palette.quiet, align="right"))
            right = at.x - Space.near
        if content.tag:
            self.put(Pill(look, self._tag_place(right), content.tag, edged=not _is_wide(box)))

    def _tag_place(self, right: float) -> Box:
        box, wide = self.box, pill_width(self.look, self.content.tag)
        if _is_wide(box):
            return Box(right - wide, box.y + (box.h - PILL_HEIGHT) / 2, wide, PILL_HEIGHT)
        return Box(box.right - PADDING - wide, box.y - TAG_RISE, wide, TAG_HEIGHT)


def name_place(look: Look, box: Box, content: TileContent) -> Box:
    """Where the name of a tile stands."""
    padding = _padding(box)
    left = box.x + _lead_width(box) + padding
    right = box.right - padding
    right -= LOCK + Space.near if content.locked and not _is_narrow(box) else 0
    right -= look.width(content.note, look.type.note) + Space.near if content.note else 0
    right -= pill_width(look, content.tag) + Space.near if content.tag and _is_wide(box) else 0
    return Box(left, box.y, right - left, box.h).inside(0, EDGE, 0, EDGE)


def equal_lettering(
    look: Look, places: list[Box], contents: list[TileContent], wanted: Lettering
) -> Lettering:
    """The sizes in which the names of all these tiles are equal; only one with a tag may be smaller still."""
    sizes = [
        look.fit(
            content.text,
            name_place(look, place, content if _is_wide(place) else replace(content, tag="")),
            wanted,
            most_lines=MOST_LINES,
            large_first=True,
        ).size
        for place, content in zip(places, contents, strict=True)
    ]
    common = min(sizes, default=wanted.largest)
    return replace(wanted, sizes=tuple(size for size in wanted.sizes if size <= common))


class Pill(Part):
    """A short word on a sunken ground."""

    def __init__(self, look: Look, box: Box, text: str, *, edged: bool = False) -> None:
        super().__init__(look, box)
        palette = look.palette
        edge = palette.edge if edged else None
        self.put(Panel(look, box, Surface(palette.sunken, edge, Space.hair, box.h / 2)))
        self.put(Words(look, box, text, look.type.tag, align="centre"))


def pill_width(look: Look, text: str) -> float:
    """How wide a pill with this text is."""
    return look.width(text, look.type.tag) + 44


def _is_wide(box: Box) -> bool:
    return box.w >= WIDE_FROM


def _is_narrow(box: Box) -> bool:
    return box.w < NARROW_BELOW


def _padding(box: Box) -> int:
    return NARROW_PADDING if _is_narrow(box) else PADDING


def _lead_width(box: Box) -> int:
    if _is_narrow(box):
        return NARROW_LEAD_WIDTH
    return LEAD_WIDTH if _is_wide(box) else MEDIUM_LEAD_WIDTH
