"""One criterion and its answers. The first one is the idle screen: there is no start button."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.screens.foot import Foot
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets.answer import AnswerCard, answer_cards
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.part import Align, Words
from kiosk.ui.widgets.progress import Progress

LEAD_HEIGHT = 60
LEAD_GAP = 8
HEAD_MIDDLE_PORTRAIT = 472
HEAD_HEIGHT_PORTRAIT = 264
CARDS_TOP_PORTRAIT = 620
CARD_HEIGHT_PORTRAIT = 296
CARDS_BOTTOM = 880


class RatingSheet(Sheet):
    """Nothing here is pre-selected, and nothing shows what was chosen before."""

    cards: list[AnswerCard]
    back: Button | None = None

    def draw(self, view: DeskView) -> None:
        """Strip, head, answers, foot."""
        self.strip = self.citizen_strip()
        self._draw_head(view)
        levels = view.questionnaire.levels
        places = self._card_places(len(levels))
        self.cards = [
            self.put(card)
            for card in answer_cards(
                self.look, places, levels, lambda code: self.calling(self.desk.tap, code)
            )
        ]
        self._draw_foot(view)

    def show(self, view: DeskView) -> None:
        """Takes up the waiting sign."""
        super().show(view)
        self.progress.show_waiting(view.waiting)

    def _draw_head(self, view: DeskView) -> None:
        """The invitation stands over the first criterion; large type has no room for it."""
        look, texts = self.look, self.texts
        title = view.criterion.text_in(view.language) if view.criterion else ""
        lead = texts("rating.question" if view.position else "rating.invitation")
        if look.frame.portrait:
            self._draw_head_portrait(title, "" if look.easy else lead)
        elif look.easy:
            self.title = self.centred_words(158, 130, title, look.type.title)
        else:
            self._lead(172, lead)
            setting = self.fit_centred(title, look.type.title, 128)
            self.title = self.centred_words(248, setting.height, title, look.type.title.at(setting.size))

    def _draw_head_portrait(self, title: str, lead: str) -> None:
        """Lead and title are centred together between strip and answers."""
        look = self.look
        above = LEAD_HEIGHT + LEAD_GAP if lead else 0
        setting = self.fit_centred(title, look.type.title, HEAD_HEIGHT_PORTRAIT - above)
        top = HEAD_MIDDLE_PORTRAIT - (above + setting.height) / 2
        if lead:
            self._lead(top, lead)
        self.title = self.centred_words(top + above, setting.height, title, look.type.title.at(setting.size))

    def _lead(self, y: float, text: str) -> None:
        look = self.look
        self.centred_words(y, LEAD_HEIGHT, text, look.type.lead, colour=look.palette.accent)

    def _card_places(self, count: int) -> list[Box]:
        frame = self.look.frame
        if frame.portrait:
            high, step = CARD_HEIGHT_PORTRAIT, CARD_HEIGHT_PORTRAIT + Space.gap
            return [self.across(CARDS_TOP_PORTRAIT + n * step, high) for n in range(count)]
        top = 300 if self.look.easy else 388
        columns = frame.columns(count, margin=Space.margin, gap=Space.gap)
        return [Box(x, top, wide, CARDS_BOTTOM - top) for x, wide in columns]

    def _draw_foot(self, view: DeskView) -> None:
        look, texts, foot = self.look, self.texts, Foot(self.look)
        if view.can_go_back:
            back = self.calling(self.desk.back)
            self.back = self.put(Button(look, foot.back, texts("rating.back"), back, icon="back"))
        if look.frame.portrait:
            self._note(Box(Space.margin, 1644, self.middle.w, 64), "centre")
        elif not view.can_go_back:
            first = look.frame.columns(3, margin=Space.margin, gap=Space.gap)[0][1]
            self._note(Box(Space.margin, foot.y, first, Space.touch), "left")
        self.progress = self.put(
            Progress(look, foot.progress, view.position, len(view.questionnaire.criteria))
        )
        skip = self.calling(self.desk.skip)
        self.skip = self.put(
            Button(look, foot.skip, texts("rating.skip"), skip, icon="next", icon_after=True)
        )

    def _note(self, at: Box, align: Align) -> None:
        """What keeps the answer from being joined to a person, next to a lock."""
        look, text = self.look, self.texts("rating.anonymous")
        beside = Space.icon + 16
        room = at._replace(w=at.w - beside)
        setting = look.fit(text, room, look.type.note, most_lines=2)
        wide = min(room.w, look.width_set(setting, look.type.note))
        left = at.x if align == "left" else at.x + (at.w - wide - beside) / 2
        quiet = look.palette.quiet
        self.put(Icon(look, Box(left, at.y, Space.icon, at.h).centred(Space.icon, Space.icon), "lock", quiet))
        words = Box(left + beside, at.y, wide, at.h)
        self.put(Words(look, words, text, look.type.note.at(setting.size), colour=quiet, most_lines=2))
