"""One criterion and its answers. The first one is the idle screen: there is no start button."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.screens.foot import Foot
from kiosk.ui.screens.room import Room
from kiosk.ui.screens.sheet import MOST_LINES, Sheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets.answer import AnswerCard, answer_cards
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.invitation import Invitation, invitation_height
from kiosk.ui.widgets.part import Align, Words
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.progress import Progress
from kiosk.ui.widgets.time_left import TimeLeft

LEAD_HEIGHT = 60
TIGHT = 14
"""A title of two lines fills the head: it then stands in the middle of it, off the cards."""
LEAD_GAP = 16
LEAD_GAP_PORTRAIT = 8


class RatingSheet(Sheet):
    """Nothing here is pre-selected, and nothing shows what was chosen before."""

    cards: list[AnswerCard]
    back: Button | None = None
    invitation: Invitation | None = None
    time_left: TimeLeft | None = None
    """How long an invited citizen may still begin."""

    def draw(self, view: DeskView) -> None:
        """Strip, head, answers, foot."""
        self.strip = self.citizen_strip()
        self.room = Room(self.look, self.strip.box.bottom)
        self._draw_head(view)
        levels = view.questionnaire.levels
        self.cards = [
            self.put(card)
            for card in answer_cards(
                self.look,
                self.room.cards(len(levels)),
                levels,
                lambda code: self.calling(self.desk.tap, code),
            )
        ]
        self._draw_foot(view)

    def show(self, view: DeskView) -> None:
        """Takes up the waiting sign, and the seconds of an invitation."""
        if self.time_left and view.seconds_left != self.view.seconds_left:
            self.time_left.show(_share(view) or 0.0)
        super().show(view)
        self.progress.show_waiting(view.waiting)

    def beckon(self) -> None:
        """The invitation moves gently; never a face, never a card."""
        if self.invitation:
            self.invitation.beckon()

    def _draw_head(self, view: DeskView) -> None:
        """The invitation stands over the first criterion; large type has no room for it."""
        look, texts, place = self.look, self.texts, self.room.head
        picture = texts.pictures.get(view.criterion.code) if view.criterion else None
        if picture:
            self.picture = self.put(Picture(look, self.room.picture(), picture))
            place = self.room.beside(self.room.picture())
        title = view.criterion.text_in(view.language) if view.criterion else ""
        lead = "" if look.easy else texts("rating.question" if view.position else "rating.invitation")
        above = self._lead_height(place, lead, view)
        setting = look.fit(title, place._replace(h=place.h - above), look.type.title, most_lines=MOST_LINES)
        spare = place.h - above - setting.height
        centred = look.frame.portrait or look.easy
        y = place.y + (spare / 2 if centred else min(0, (spare - TIGHT) / 2))
        if lead:
            self._draw_lead(place._replace(y=y, h=above - self._lead_gap), lead, view)
        lettering = look.type.title.at(setting.size)
        at = place._replace(y=y + above, h=setting.height)
        self.title = self.put(Words(look, at, title, lettering, align="centre", most_lines=MOST_LINES))

    @property
    def _lead_gap(self) -> float:
        return LEAD_GAP_PORTRAIT if self.look.frame.portrait else LEAD_GAP

    def _lead_height(self, place: Box, lead: str, view: DeskView) -> float:
        """Of the line above the title, with the gap between them."""
        if not lead:
            return 0
        high = LEAD_HEIGHT if view.position else invitation_height(self.look, place, lead)
        return max(LEAD_HEIGHT, high) + self._lead_gap

    def _draw_lead(self, at: Box, text: str, view: DeskView) -> None:
        look = self.look
        if view.position:
            self.put(Words(look, at, text, look.type.lead, colour=look.palette.accent, align="centre"))
        else:
            self.invitation = self.put(Invitation(look, at, text))

    def _draw_foot(self, view: DeskView) -> None:
        look, texts, foot = self.look, self.texts, Foot(self.look)
        if view.can_go_back:
            back = self.calling(self.desk.back)
            self.back = self.put(Button(look, foot.back, texts("rating.back"), back, icon="back"))
        if look.frame.portrait:
            self._note(Box(Space.margin, self.room.note_top, self.middle.w, 64), "centre")
        elif not view.can_go_back:
            first = look.frame.columns(3, margin=Space.margin, gap=Space.gap)[0][1]
            self._note(Box(Space.margin, foot.y, first, Space.touch), "left")
        self.progress = self.put(
            Progress(look, foot.progress, view.position, len(view.questionnaire.criteria))
        )
        share = _share(view)
        if share is not None:
            self.time_left = self.put(TimeLeft(look, foot.progress._replace(y=foot.y, h=Space.touch), share))
        skip = self.calling(self.desk.skip)
        self.skip = self.put(
            Button(look, foot.skip, texts("rating.skip"), skip, icon="next", icon_after=True)
        )

    def _note(self, at: Box, align: Align) -> None:
        """What keeps the answer from being joined to a person, next to a lock."""
        look, text = self.look, self.texts("rating.anonymous")
        side = Space.icon
        beside = side + 16
        room = at._replace(w=at.w - beside)
        setting = look.fit(text, room, look.type.note, most_lines=2)
        wide = min(room.w, look.width_set(setting, look.type.note))
        left = at.x if align == "left" else at.x + (at.w - wide - beside) / 2
        quiet = look.palette.quiet
        self.put(Icon(look, Box(left, at.y, side, at.h).centred(side, side), "lock", quiet))
        words = Box(left + beside, at.y, wide, at.h)
        self.put(Words(look, words, text, look.type.note.at(setting.size), colour=quiet, most_lines=2))


def _share(view: DeskView) -> float | None:
    """What is left of an invited citizen's time to begin; None once begun, and where nothing was armed."""
    if view.seconds_left is None or not view.seconds_limit:
        return None
    return view.seconds_left / view.seconds_limit
