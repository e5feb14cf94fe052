"""Outside office hours, with nobody on duty: when to come again. Dimmed and still."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.hours import days_in_words, times_in_words
from kiosk.ui.lettering import Setting
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.texts import NO_BREAK_SPACE, Texts
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.icon import Lotus
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Tappable

LOTUS = 150
MOST_LINES = 2
MOST_LINE = 220
FURTHER_LANGUAGES = 2
"""More would be too small to be read from a metre."""
GAP = 40
TITLE_GAP = 16
ABOVE = 0.42
Line = tuple[str, Lettering, str]
"""A text, its type and its colour."""
Block = list[Line]
"""What is said in one language."""


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
        rows = [[self._first_block(view)], *self._rows_of(self._further_blocks(view))]
        high = LOTUS + sum(GAP + self._height(row) for row in rows)
        top = self.strip.box.bottom
        y = top + (foot - top - high) * ABOVE
        self.put(Lotus(look, Box((look.frame.w - LOTUS) / 2, y, LOTUS, LOTUS)))
        y += LOTUS
        for row in rows:
            y += GAP
            for block, (x, wide) in zip(row, self._columns(row), strict=True):
                self._draw_block(block, Box(x, y, wide, 0))
            y += self._height(row)

    def _further_blocks(self, view: DeskView) -> list[Block]:
        """Of the other languages; no words twice, for a language may have been begun with another one's."""
        blocks = [self._further_block(view, self.texts)]
        for texts in self.kit.languages.values():
            block = self._further_block(view, texts)
            if block not in blocks:
                blocks.append(block)
        return blocks[1 : 1 + FURTHER_LANGUAGES]

    def _rows_of(self, blocks: list[Block]) -> list[list[Block]]:
        """Further languages stand side by side, in portrait one below the other."""
        return [[block] for block in blocks] if self.look.frame.portrait else [blocks] if blocks else []

    def _first_block(self, view: DeskView) -> Block:
        type_, ink = self.look.type, self.look.palette.ink
        title: Line = (self.texts("closed.title"), type_.display, ink)
        if view.hours is None:
            return [title]
        times = times_in_words(view.hours, self.texts)
        lines: list[Line] = [title, (days_in_words(view.hours, self.texts), type_.story, ink)]
        return lines + [(line, type_.story, ink) for line in times]

    def _further_block(self, view: DeskView, texts: Texts) -> Block:
        type_, quiet = self.look.type, self.look.palette.quiet
        lines: list[Line] = [(texts("closed.title"), type_.remark, quiet)]
        if view.hours is None:
            return lines
        parts = days_in_words(view.hours, texts), *times_in_words(view.hours, texts)
        whole = " · ".join(part.replace(" ", NO_BREAK_SPACE) for part in parts)
        return [*lines, (whole, type_.hint, quiet)]

    def _columns(self, row: list[Block]) -> list[tuple[float, float]]:
        return self.look.frame.columns(len(row), margin=Space.margin, gap=Space.gap)

    def _height(self, row: list[Block]) -> float:
        """Of the highest of its blocks."""
        at = Box(0, 0, self._columns(row)[0][1], MOST_LINE)
        return max(
            sum(self._set(text, lettering, at).height for text, lettering, _ in block) + TITLE_GAP
            for block in row
        )

    def _set(self, text: str, lettering: Lettering, at: Box) -> Setting:
        return self.look.fit(text, at, lettering, most_lines=MOST_LINES)

    def _draw_block(self, block: Block, at: Box) -> None:
        for number, (text, lettering, colour) in enumerate(block):
            setting = self._set(text, lettering, at._replace(h=MOST_LINE))
            at = at._replace(h=setting.height)
            one_size = lettering.at(setting.size)
            words = Words(self.look, at, text, one_size, colour=colour, align="centre", most_lines=MOST_LINES)
            self.put(words)
            at = at._replace(y=at.bottom + (0 if number else TITLE_GAP))
