"""Outside office hours, with nobody on duty: when to come again. Dimmed and still."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.hours import days_in_words, times_in_words
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.texts import Texts
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.icon import Lotus
from kiosk.ui.widgets.touchable import Tappable

LOTUS = 150
MOST_LINE = 120
FURTHER_LANGUAGES = 2
"""More would be too small to be read from a metre."""
GAP = 40
TITLE_GAP = 16
ABOVE = 0.42
Line = tuple[str, Lettering, str]
"""A text, its type and its colour."""


class ClosedSheet(Sheet):
    """The office hours in every language. A tap anywhere leads on to the login."""

    def draw(self, view: DeskView) -> None:
        """Lotus and hours, and at the foot a word for the clerk."""
        look = self.look
        everywhere = Box(0, 0, look.frame.w, look.frame.h)
        self.enter = self.put(Tappable(look, everywhere, self.calling(self.desk.enter)))
        self.strip = self.citizen_strip(controls=False, clerk=False)
        foot = look.frame.h - Space.foot - Space.touch
        note, quiet = self.texts("closed.enter"), look.palette.quiet
        self.centred_words(foot, Space.touch, note, look.type.note, colour=quiet)
        others = [texts for code, texts in self.kit.languages.items() if code != self.texts.language]
        blocks = [self._first_block(view)]
        blocks += [self._further_block(view, texts) for texts in others[:FURTHER_LANGUAGES]]
        high = LOTUS + sum(GAP + self._height(block) for block in blocks)
        top = self.strip.box.bottom
        y = top + (foot - top - high) * ABOVE
        self.put(Lotus(look, Box((look.frame.w - LOTUS) / 2, y, LOTUS, LOTUS)))
        y += LOTUS
        for block in blocks:
            y = self._draw_block(block, y + GAP)

    def _first_block(self, view: DeskView) -> list[Line]:
        type_, ink = self.look.type, self.look.palette.ink
        title: Line = (self.texts("closed.title"), type_.display, ink)
        if view.hours is None:
            return [title]
        times = times_in_words(view.hours, self.texts)
        lines: list[Line] = [title, (days_in_words(view.hours, self.texts), type_.story, ink)]
        return lines + [(line, type_.story, ink) for line in times]

    def _further_block(self, view: DeskView, texts: Texts) -> list[Line]:
        type_, quiet = self.look.type, self.look.palette.quiet
        lines: list[Line] = [(texts("closed.title"), type_.remark, quiet)]
        if view.hours is None:
            return lines
        times = " · ".join(times_in_words(view.hours, texts))
        return [*lines, (f"{days_in_words(view.hours, texts)}: {times}", type_.hint, quiet)]

    def _height(self, block: list[Line]) -> float:
        heights = (self.fit_centred(text, lettering, MOST_LINE).height for text, lettering, _ in block)
        return sum(heights) + TITLE_GAP

    def _draw_block(self, block: list[Line], y: float) -> float:
        """Returns where it ends."""
        for number, (text, lettering, colour) in enumerate(block):
            setting = self.fit_centred(text, lettering, MOST_LINE)
            self.centred_words(y, setting.height, text, lettering.at(setting.size), colour=colour)
            y += setting.height + (TITLE_GAP if number == 0 else 0)
        return y
