"""The strip at the top of every screen: whose desk this is, and for citizens type and language."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ui.frame import Box
from kiosk.ui.lettering import shortened
from kiosk.ui.look import Look
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.button import Button, button_width
from kiosk.ui.widgets.icon import Lotus
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part, Words, hairline
from kiosk.ui.widgets.tile import Pill, pill_width
from kiosk.ui.widgets.touchable import Action, Tappable

DOT = 16
DOT_EDGE = 4
DOT_GAP = 28
TAG_HEIGHT = 48
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
        self._dot_at = Box(0, 0, 0, 0)
        self._add_names(right - Space.margin - content.reserved)
        self._all_sent = True
        self._dot = self.put(Panel(look, self._dot_at, Surface(look.palette.quiet, radius=DOT / 2)))
        self.put(hairline(look, -Space.near, high, frame.w + 2 * Space.near))  # the frame may stand aside
        if clerk:
            self.clerk = self.put(Tappable(look, Box(0, 0, right, names_high), clerk))

    def show_sync(self, all_sent: bool) -> None:
        """Filled: all sent. Hollow: something waits. Never red and never a word."""
        if all_sent == self._all_sent:
            return
        self._all_sent, palette = all_sent, self.look.palette
        fill = palette.quiet if all_sent else palette.page
        self._dot.restyle(Surface(fill, palette.quiet, DOT_EDGE, DOT / 2))

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

    def _add_names(self, room: float) -> None:
        look, content = self.look, self.content
        upper, lower = self._lines()
        tag = pill_width(look, content.tag) + Space.near if content.tag else 0.0
        first, second = look.type.house, look.type.place
        if content.staff:
            first, second = second, first
        place_wide = look.width(content.place, second) + DOT_GAP + DOT
        tag_below = bool(tag) and place_wide + tag <= room
        end = self._add_line(upper, room - (0 if tag_below else tag), first, self._house(room, first))
        if tag and not tag_below:
            self._add_tag(end + Space.near, upper)
        end = self._add_line(lower, room - DOT_GAP - DOT - (tag if tag_below else 0), second, content.place)
        self._dot_at = Box(end + DOT_GAP, lower.y + (lower.h - DOT) / 2 + 2, DOT, DOT)
        if tag_below:
            self._add_tag(self._dot_at.right + Space.near, lower)

    def _lines(self) -> tuple[Box, Box]:
        """Where the two lines stand."""
        easy, portrait, left = self.look.easy, self.look.frame.portrait, Space.margin
        upper = {(False, False): 24, (False, True): 14, (True, False): 40, (True, True): 28}[portrait, easy]
        lower = 88 if portrait else 70
        high = (54, 62) if easy else (42, 46)
        return Box(left, upper, 0, high[0]), Box(left, lower, 0, high[1])

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
