"""The notice: what changed since the last ratings. Shown now and then while nobody is there."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.settings import Notice
from kiosk.ui.theme import Space
from kiosk.ui.widgets.icon import Lotus
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Paragraphs, Words

LOTUS = 200
PILL_HEIGHT = 104
WIDEST = 1480
"""Longer lines are hard to follow from a metre."""
MOST_TITLE = 260
GAP = 32
ABOVE = 0.4


class NoticeSheet(Sheet):
    """A calm page; any touch ends it and presses nothing else, so nothing on it can be pressed."""

    def draw(self, _view: DeskView) -> None:
        """Lotus, title, text, and how to go on."""
        look, notice = self.look, self.kit.notice
        self.strip = self.citizen_strip(controls=False)
        if notice is None:
            return
        column = self.middle._replace(w=min(self.middle.w, WIDEST))
        column = column._replace(x=(look.frame.w - column.w) / 2)
        foot = look.frame.h - (Space.foot_portrait if look.frame.portrait else Space.foot)
        self._draw_pill(Box(column.x, foot - PILL_HEIGHT, column.w, PILL_HEIGHT))
        top = self.strip.box.bottom + GAP
        room = foot - PILL_HEIGHT - Space.gap - top
        title, text = words_of(notice, self.texts.language)
        head = self.fit_centred(title, look.type.display, MOST_TITLE)
        most = column._replace(h=room - LOTUS - head.height - 2 * GAP)
        body = look.fit_paragraphs(text, most, look.type.story)
        y = top + (room - LOTUS - head.height - body.height - 2 * GAP) * ABOVE
        self.put(Lotus(look, Box((look.frame.w - LOTUS) / 2, y, LOTUS, LOTUS)))
        y += LOTUS + GAP
        self.centred_words(y, head.height, title, look.type.display.at(head.size))
        y += head.height + GAP
        lettering = look.type.story.at(body.size)
        place = column._replace(y=y, h=body.height)
        self.put(Paragraphs(look, place, text, lettering, align="centre"))

    def _draw_pill(self, at: Box) -> None:
        """Looks like no button: the whole screen is one."""
        look, text = self.look, self.texts("notice.touch")
        wide = min(at.w, look.width(text, look.type.remark) + 2 * Space.gap)
        at = at.centred(wide, at.h)
        self.put(Panel(look, at, Surface(look.palette.sunken, radius=at.h / 2)))
        self.put(Words(look, at, text, look.type.remark, align="centre"))


def words_of(notice: Notice, language: str) -> tuple[str, str]:
    """Title and text in a language; in the first one where it has none."""
    first = next(iter(notice.texts))
    language = language if language in notice.texts else first
    return notice.titles.get(language, ""), notice.texts[language]
