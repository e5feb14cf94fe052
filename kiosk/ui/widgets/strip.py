"""The strip at the top of every screen: whose desk this is, and for citizens type and language."""

from __future__ import annotations

from kiosk.domain.records import dataclass
from kiosk.ui.frame import Box
from kiosk.ui.lettering import shortened
from kiosk.ui.look import Look
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.button import Button, button_width
from kiosk.ui.widgets.icon import Lotus
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part, Rule, Words
from kiosk.ui.widgets.tile import Pill, pill_width
from kiosk.ui.widgets.touchable import Action, Tappable

DOT = 16
DOT_EDGE = 4
DOT_LEFT = 26  # in the margin: beside a name it would read as one more "·"
TAG_HEIGHT = 48
TAG_GAP = 6
LOTUS = 112
NAMES_HEIGHT_PORTRAIT = 168
BUTTONS_TOP_PORTRAIT = 176


@dataclass(frozen=True)
class StripContent:
    """The two lines; `short_house` where there is no room for `house`. `tag` marks simulated figures."""

    house: str
    short_house: str
    place: str
    tag: str = ""
    staff: bool = False
    lotus: bool = False
    reserved: float = 0.0
    """Room at the right for what a sheet puts there itself."""


@dataclass(frozen=True)
class StripActions:
    """What the citizen's two buttons do, and what the other language is called, or the others."""

    toggle_type: Action
    change_language: Action
    language_name: str


class Strip(Part):
    """Names on the left, the two buttons on the right (in portrait below)."""

    def __init__(
        self,
        look: Look,
        content: StripContent,
        actions: StripActions | None = None,
        clerk: Action | None = None,
    ) -> None:
        frame = look.frame
        names_high = NAMES_HEIGHT_PORTRAIT if frame.portrait else Space.strip
        high = Space.strip_portrait if frame.portrait and actions else names_high
        super().__init__(look, Box(0, 0, frame.w, high))
        self.content = content
        left_of_buttons = self._add_buttons(actions) if actions else frame.w - Space.margin
        if content.lotus:
            self.put(Lotus(look, Box(frame.w - Space.margin - LOTUS, 16, LOTUS, LOTUS)))
            left_of_buttons -= LOTUS + Space.near
        right = frame.w - Space.margin if frame.portrait and not content.lotus else left_of_buttons
        names = self._add_names(right - Space.margin - content.reserved)
        self._all_sent: bool | None = None
        dot = Box(DOT_LEFT, names.y + (names.h - DOT) / 2, DOT, DOT)
        self._dot = self.put(Panel(look, dot, Surface(look.palette.page, radius=DOT / 2)))
        wider = Box(-Space.near, high, frame.w + 2 * Space.near, Space.hair)  # the frame may stand aside
        self.put(Rule(look, wider))
        if clerk:
            self.clerk = self.put(Tappable(look, Box(0, 0, right, names_high), clerk))

    def show_sync(self, all_sent: bool | None) -> None:
        """Filled: all sent. Hollow: something waits. None, no dot: nothing is sent from here.

        Never red and never a word.
        """
        if all_sent == self._all_sent:
            return
        self._all_sent, palette = all_sent, self.look.palette
        fill = palette.quiet if all_sent else palette.page
        edge = None if all_sent is None else palette.quiet
        self._dot.restyle(Surface(fill, edge, DOT_EDGE, DOT / 2))

    def _add_buttons(self, actions: StripActions) -> float:
        """Returns where the room for the names ends."""
        look, frame, margin = self.look, self.look.frame, Space.margin
        bigger = look.texts("strip.regular" if look.easy else "strip.larger")
        if frame.portrait:
            half = (frame.w - 2 * margin - Space.near) / 2
            high, reach = Space.strip_button_portrait, 12.0
            first = Box(margin, BUTTONS_TOP_PORTRAIT, half, high)
            second = first._replace(x=margin + half + Space.near)
        else:
            high, reach = Space.strip_button, 24.0
            y = (Space.strip - high) / 2
            wide = button_width(look, actions.language_name, "globe", least=264)
            second = Box(frame.w - margin - wide, y, wide, high)
            wide = button_width(look, bigger, "letters", least=272)
            first = Box(second.x - Space.near - wide, y, wide, high)
        self.type_button = self.put(
            Button(look, first, bigger, actions.toggle_type, kind="strip", icon="letters", reach=reach)
        )
        self.language_button: Button | None = None
        if actions.language_name:
            name, change = actions.language_name, actions.change_language
            self.language_button = self.put(
                Button(look, second, name, change, kind="strip", icon="globe", reach=reach)
            )
        return frame.w if frame.portrait else first.x - Space.near

    def _add_names(self, room: float) -> Box:
        """Returns where the two lines stand. The tag goes where it costs no name anything, if anywhere."""
        look, content = self.look, self.content
        first, second = look.type.house, look.type.place
        if content.staff:
            first, second = second, first
        tag = pill_width(look, content.tag) + Space.near if content.tag else 0.0
        below = bool(tag) and look.width(content.place, second) + tag <= room
        beside = bool(tag) and not below
        house = self._house(room - tag * beside, first)
        if beside and look.width(house, first) + tag > room and self._has_third_line:
            beside, house = False, self._house(room, first)
        upper, lower, third = self._lines(third=bool(tag) and not below and not beside)
        upper_end = self._add_line(upper, room - tag * beside, first, house)
        lower_end = self._add_line(lower, room - tag * below, second, content.place)
        if tag:
            x, line = third.x, third
            if beside or below:
                x, line = (upper_end, upper) if beside else (lower_end, lower)
                x += Space.near
            self._add_tag(x, line)
        return upper._replace(h=lower.bottom - upper.y)

    @property
    def _has_third_line(self) -> bool:
        return self.look.frame.portrait and not self.look.easy

    def _lines(self, *, third: bool) -> tuple[Box, Box, Box]:
        """Where the two lines stand, and a third one below them where it is wanted."""
        easy, portrait, left = self.look.easy, self.look.frame.portrait, Space.margin
        upper = {(False, False): 24, (False, True): 14, (True, False): 40, (True, True): 28}[portrait, easy]
        lower = 88 if portrait else 70
        if third:
            upper, lower = 12, 58
        high = (54, 62) if easy else (42, 46)
        boxes = Box(left, upper, 0, high[0]), Box(left, lower, 0, high[1])
        return *boxes, Box(left, boxes[1].bottom + TAG_GAP, 0, TAG_HEIGHT)

    def _house(self, room: float, lettering: Lettering) -> str:
        fits = self.look.width(self.content.house, lettering) <= room
        return self.content.house if fits else self.content.short_house

    def _add_line(self, at: Box, room: float, lettering: Lettering, text: str) -> float:
        """Sets one line, shortened where it must be; returns where it ends."""
        look, measure = self.look, self.look.measure(lettering)
        size = look.fit(text, at._replace(w=room), lettering).size
        line = shortened(text, room, size, measure)
        colour = look.palette.quiet if lettering == look.type.house else None
        self.put(Words(look, at._replace(w=room), line, lettering.at(size), colour=colour))
        return at.x + measure(line, size)

    def _add_tag(self, x: float, line: Box) -> None:
        wide = pill_width(self.look, self.content.tag)
        at = Box(x, line.y + (line.h - TAG_HEIGHT) / 2, wide, TAG_HEIGHT)
        self.put(Pill(self.look, at, self.content.tag))
