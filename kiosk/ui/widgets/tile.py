"""A tile of the clerk's screens: number or icon, name, note."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.records import dataclass
from kiosk.ui.frame import Box
from kiosk.ui.lettering import Setting
from kiosk.ui.look import Look
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.icon import Icon, IconName
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part, Rule, Words
from kiosk.ui.widgets.touchable import Action, Touchable

WIDE_FROM = 800  # from here on lead and padding are wide
TAG_BESIDE_FROM = 1200  # from here on a tag stands beside the name, not in the corner
NARROW_BELOW = 500  # up to here a lock stands below the number
PADDING, NARROW_PADDING = 32, 16
LEAD_WIDTH, MEDIUM_LEAD_WIDTH, NARROW_LEAD_WIDTH = 112, 92, 72
LOCK, NARROW_LOCK = 40, 28
NARROW_LOCK_DEPTH = 26  # below the middle of the number, which stays in the line of its neighbours
ICON = 48
PILL_HEIGHT = 56
TAG_HEIGHT = 40
TAG_INSET = 8  # from the lower edge
LOCK_CLEAR = 12  # between a lock and a tag in the corner
TAG_DROP = (
    16  # below that edge, where a long name needs the corner: as much as there is between the lowest tiles
)
EDGE = 12  # above and below a name
MOST_LINES = 3


@dataclass(frozen=True)
class TileContent:
    """What stands on a tile. `lead` is its number or an icon, `note` stands at the right.

    `tag` stands at the right of a wide tile, and in the lower right corner of others. `lead_width` is that of
    other tiles, where leads are to stand in line with theirs.
    """

    lead: int | IconName
    text: str
    tag: str = ""
    note: str = ""
    locked: bool = False
    lead_width: int | None = None


class Tile(Touchable):
    """A wide tile; the number on it lets people say "ô số 4" and is a key of the keyboard."""

    def __init__(
        self, look: Look, box: Box, content: TileContent, lettering: Lettering, action: Action
    ) -> None:
        super().__init__(look, box, action, Surface.rest(look.palette), raised=True)
        self.content = content
        column = lead_width(box, content)
        padding = _padding(box)
        self._add_lead(Box(box.x + 4, box.y, column - 4, box.h))
        self.put(Rule(look, Box(box.x + column, box.y + padding, Space.hair, box.h - 2 * padding)))
        at, tag_at = self._places(lettering)
        self._add_right_side(box.right - padding)
        if content.tag:
            self.put(Pill(look, tag_at, content.tag, edged=tag_at.bottom > box.bottom))
        self.words = self.put(
            Words(look, at, content.text, lettering, most_lines=MOST_LINES, large_first=True)
        )

    @property
    def text(self) -> str:
        """What stands on it."""
        return self.words.text

    def _places(self, lettering: Lettering) -> tuple[Box, Box]:
        """Where name and tag stand; a long name moves up, or the tag down onto the edge."""
        look, box, content = self.look, self.box, self.content
        at = name_place(look, box, content)
        if not content.tag:
            return at, at
        wide = pill_width(look, content.tag)
        if _has_tag_beside(box):
            left = at.right + Space.near
            return at, Box(left, box.y + (box.h - PILL_HEIGHT) / 2, wide, PILL_HEIGHT)
        top = _corner_top(box)
        tag_at = Box(box.right - _padding(box) - wide, top, wide, TAG_HEIGHT)
        wanted = self._set(at, lettering)
        last_line = look.width(wanted.lines[-1], lettering.at(wanted.size))
        if at.y + (at.h + wanted.height) / 2 <= top or at.x + last_line + Space.near <= tag_at.x:
            return at, tag_at
        above = at._replace(h=top - at.y)
        if self._set(above, lettering) == wanted:
            return above, tag_at
        drop = TAG_INSET + TAG_DROP
        return above._replace(h=above.h + drop), tag_at._replace(y=top + drop)

    def _set(self, at: Box, lettering: Lettering) -> Setting:
        return self.look.fit(self.content.text, at, lettering, most_lines=MOST_LINES, large_first=True)

    def _add_lead(self, at: Box) -> None:
        look, lead = self.look, self.content.lead
        if not isinstance(lead, int):
            self.put(Icon(look, at.centred(ICON, ICON), lead, look.palette.accent))
            return
        if self.content.locked and _is_narrow(self.box):
            lock = at.centred(NARROW_LOCK, NARROW_LOCK)
            lock = lock._replace(y=at.y + at.h / 2 + NARROW_LOCK_DEPTH)
            self.put(Icon(look, lock, "lock", look.palette.quiet))
        number = look.type.narrow_number if _is_narrow(self.box) else look.type.number
        self.put(Words(look, at, str(lead), number, colour=look.palette.quiet, align="centre"))

    def _add_right_side(self, right: float) -> None:
        """Lock and note, from the right."""
        look, box, content = self.look, self.box, self.content
        if content.locked and not _is_narrow(box):
            at = Box(right - LOCK, box.y + (box.h - LOCK) / 2, LOCK, LOCK)
            if content.tag and not _has_tag_beside(box):
                at = at._replace(y=min(at.y, _corner_top(box) - LOCK_CLEAR - LOCK))
            self.put(Icon(look, at, "lock", look.palette.quiet))
            right = at.x - Space.near
        if content.note:
            wide = look.width(content.note, look.type.note)
            at = Box(right - wide, box.y, wide, box.h)
            self.put(Words(look, at, content.note, look.type.note, colour=look.palette.quiet, align="right"))


def name_place(look: Look, box: Box, content: TileContent) -> Box:
    """Where the name of a tile stands."""
    padding = _padding(box)
    left = box.x + lead_width(box, content) + padding
    right = box.right - padding
    right -= LOCK + Space.near if content.locked and not _is_narrow(box) else 0
    right -= look.width(content.note, look.type.note) + Space.near if content.note else 0
    right -= pill_width(look, content.tag) + Space.near if content.tag and _has_tag_beside(box) else 0
    return Box(left, box.y, right - left, box.h).inside(0, EDGE, 0, EDGE)


def equal_lettering(
    look: Look, places: list[Box], contents: list[TileContent], wanted: Lettering
) -> Lettering:
    """The sizes in which the names of all these tiles are equal; only one with a tag may be smaller still."""
    sizes = [
        look.fit(
            content.text,
            name_place(look, place, content),
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


def lead_width(box: Box, content: TileContent) -> int:
    """How wide the cell of a tile's number or icon is."""
    if content.lead_width is not None:
        return content.lead_width
    if _is_narrow(box):
        return NARROW_LEAD_WIDTH
    return LEAD_WIDTH if box.w >= WIDE_FROM else MEDIUM_LEAD_WIDTH


def _has_tag_beside(box: Box) -> bool:
    return box.w >= TAG_BESIDE_FROM


def _corner_top(box: Box) -> float:
    """Where a tag in the corner begins."""
    return box.bottom - TAG_INSET - TAG_HEIGHT


def _is_narrow(box: Box) -> bool:
    return box.w < NARROW_BELOW


def _padding(box: Box) -> int:
    return NARROW_PADDING if _is_narrow(box) else PADDING
