"""One criterion and its answers. The first one is the idle screen: there is no start button."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.screens.foot import Foot
from kiosk.ui.screens.room import Room
from kiosk.ui.screens.sheet import MOST_LINES, Sheet
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.answer import AnswerCard, answer_cards
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.invitation import Invitation, invitation_height
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.progress import Progress
from kiosk.ui.widgets.time_left import TimeLeft

LEAD_HEIGHT = 62
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
        """A line that invites or asks, and the criterion under it."""
        look, place = self.look, self.room.head
        picture = self.texts.pictures.get(view.criterion.code) if view.criterion else None
        if picture:
            self.picture = self.put(Picture(look, self.room.picture(), picture))
            place = self.room.beside(self.room.picture())
        title = view.criterion.text_in(view.language) if view.criterion else ""
        lead = self._lead(place, title, view)
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

    def _lead(self, place: Box, title: str, view: DeskView) -> str:
        """The invitation stands over the first criterion; large type has room for it in portrait only.

        There it gives way to a title that would have to be in the smallest size.
        """
        look = self.look
        lead = self.texts("rating.question" if view.position else "rating.invitation")
        if not look.easy:
            return lead
        room = place._replace(h=place.h - self._lead_height(place, lead, view))
        ample = Lettering(look.type.title.sizes[:-1], look.type.title.weight)
        fits = look.frame.portrait and look.fit(title, room, ample, most_lines=MOST_LINES).fits
        return lead if fits else ""

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
        self._note(self.across(self.room.note_top, 64) if look.frame.portrait else foot.note)
        self.progress = self.put(
            Progress(look, foot.progress, view.position, len(view.questionnaire.criteria))
        )
        share = _share(view)
        if share is not None:
            self.time_left = self.put(TimeLeft(look, foot.last_line, share))
        skip = self.calling(self.desk.skip)
        self.skip = self.put(
            Button(look, foot.skip, texts("rating.skip"), skip, icon="next", icon_after=True)
        )

    def _note(self, at: Box) -> None:
        """What keeps the answer from being joined to a person, next to a lock."""
        look, text, lettering = self.look, self.texts("rating.anonymous"), self.look.type.promise
        beside = Space.icon + 16
        setting = look.fit(text, at._replace(w=at.w - beside), lettering)
        wide = min(at.w - beside, look.width_set(setting, lettering))
        lock = Box(at.x + (at.w - wide - beside) / 2, at.y, Space.icon, at.h)
        self.put(Icon(look, lock.centred(Space.icon, Space.icon), "lock", look.palette.ink))
        words = lock._replace(x=lock.x + beside, w=wide)
        self.put(Words(look, words, text, lettering.at(setting.size)))


def _share(view: DeskView) -> float | None:
    """What is left of an invited citizen's time to begin; None once begun, and where nothing was armed."""
    if view.seconds_left is None or not view.seconds_limit:
        return None
    return view.seconds_left / view.seconds_limit
