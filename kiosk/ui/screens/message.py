"""Screens that only say something: a picture, a sentence, one more."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import NORMAL, Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.icon import Icon, Lotus
from kiosk.ui.widgets.touchable import Tappable

LOTUS = 340
SIGN = 140
SIGN_STROKE = 0.075
LOTUS_GAP = 20  # the drawing ends above its square
SIGN_GAP = 56
TITLE_GAP = 20
MOST_TITLE = 300
MOST_HELP = 320
RETURN_HEIGHT = 120  # two lines in large type
FOOT_ROOM = 152
ABOVE = 0.42  # a little above the middle looks like the middle


class MessageSheet(Sheet):
    """A sentence in large type under a picture, the same for every answer."""

    def draw_message(self, screen: str, picture: float, gap: float) -> Box:
        """Title and help below a picture of this side; returns the picture's place."""
        look = self.look
        self.strip = self.citizen_strip(controls=screen == "invitation")
        title, help_ = self.texts(f"{screen}.title"), self.texts(f"{screen}.help")
        above = self.fit_centred(title, look.type.display, MOST_TITLE)
        below = self.fit_centred(help_, look.type.help, MOST_HELP, large_first=True)
        room = look.frame.h - self.strip.box.bottom - FOOT_ROOM
        high = picture + gap + above.height + TITLE_GAP + below.height
        top = self.strip.box.bottom + (room - high) * ABOVE
        y = top + picture + gap
        self.centred_words(y, above.height, title, look.type.display.at(above.size))
        y += above.height + TITLE_GAP
        lettering = look.type.help.at(below.size)
        self.help = self.centred_words(y, below.height, help_, lettering, colour=look.palette.quiet)
        return Box(self.middle.x + (self.middle.w - picture) / 2, top, picture, picture)


class ThanksSheet(MessageSheet):
    """Thanks, after the commit. Whoever is next need not wait: a tap anywhere returns to the first page."""

    def draw(self, _view: DeskView) -> None:
        """The lotus, the thanks, and where the screen goes."""
        look = self.look
        at = self.draw_message("thanks", LOTUS, LOTUS_GAP)
        top = self.strip.box.bottom
        everywhere = Box(0, top, look.frame.w, look.frame.h - top)
        self.leave = self.put(Tappable(look, everywhere, self.calling(self.desk.cancel)))
        self.put(Lotus(look, at))
        y, hint = look.frame.h - Space.foot - RETURN_HEIGHT, look.type.hint
        lettering, quiet = hint.at(hint.largest), look.palette.quiet
        self.centred_words(y, RETURN_HEIGHT, self.texts("thanks.return"), lettering, colour=quiet)


class InvitationSheet(MessageSheet):
    """Invited mode: the screen waits, and so does the clerk's small button."""

    def draw(self, _view: DeskView) -> None:
        """The lotus, a welcome, the clerk's button: small, lest a citizen issue a ballot."""
        look, portrait = self.look, self.look.frame.portrait
        at = self.draw_message("invitation", LOTUS, LOTUS_GAP)
        self.lotus = self.put(Lotus(look, at))
        text = f"{self.texts('invitation.invite')} · {self.kit.invite_key.upper()}"
        wide, high = look.width(text, NORMAL.note) + 2 * Space.gap, Space.touch
        below = Space.foot_portrait if portrait else Space.foot
        at = Box(self.middle.right - wide, look.frame.h - below - high, wide, high)
        invite = self.calling(self.desk.invite)
        self.invite = self.put(Button(look, at, text, invite, kind="quiet", lettering=NORMAL.note))

    def beckon(self) -> None:
        """The lotus opens gently."""
        self.lotus.beckon()


class OutOfServiceSheet(MessageSheet):
    """The journal refuses: no thanks, one sentence on what to do. The same for every answer."""

    def draw(self, _view: DeskView) -> None:
        """A sign, the two sentences, and what to name when asking for help."""
        look = self.look
        at = self.draw_message("out_of_service", SIGN, SIGN_GAP)
        self.put(Icon(look, at, "attention", look.palette.quiet, SIGN_STROKE))
        y, quiet = look.frame.h - Space.foot - Space.touch, look.palette.quiet
        names = self.texts("out_of_service.machine", names=self.kit.labels.machine())
        self.centred_words(y, Space.touch, names, look.type.note, colour=quiet)
        self.help = None  # it never says "one moment, please": nobody knows how long
