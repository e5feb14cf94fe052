"""Asks whether the citizen is still there, when nobody has touched the screen for a while."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.fonts import BOLD
from kiosk.ui.frame import Box
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.icon import Ring
from kiosk.ui.widgets.part import Words

RING = 260
CHOICE_WIDTH = 580
CHOICE_WIDTH_LARGE = 720
CHOICE_HEIGHT = 168
GAP = 52
TITLE_GAP = 16
ABOVE = 0.38


class StillThereSheet(Sheet):
    """A countdown and two buttons; silence keeps what is answered."""

    def draw(self, view: DeskView) -> None:
        """Ring, question, buttons."""
        look, texts = self.look, self.texts
        self.strip = self.citizen_strip(controls=False)
        question = self.centred(texts("still_there.title"), 0, look.type.display, weight=BOLD)
        help_ = self.centred(texts("still_there.help"), 0, look.type.lead, quiet=True)
        rows = 2 if look.frame.portrait else 1
        choices = rows * (CHOICE_HEIGHT + Space.gap) - Space.gap
        high = RING + GAP + question.box.h + TITLE_GAP + help_.box.h + GAP + choices
        y = self.strip.box.bottom + (look.frame.h - self.strip.box.bottom - high) * ABOVE
        self._draw_ring(view, y)
        y += RING + GAP
        self.put(self.centred(question.text, y, look.type.display, weight=BOLD))
        y += question.box.h + TITLE_GAP
        self.help = self.put(self.centred(help_.text, y, look.type.lead, quiet=True))
        self._draw_choices(y + help_.box.h + GAP)

    def _draw_ring(self, view: DeskView, top: float) -> None:
        look, middle = self.look, self.middle
        at = Box(middle.x + (middle.w - RING) / 2, top, RING, RING)
        self._ring = self.put(Ring(look, at, self._share(view)))
        self._count = self.put(
            Words(look, at, self._seconds(view), look.type.numeral, weight=BOLD, align="centre")
        )

    def show(self, view: DeskView) -> None:
        """Takes up the countdown."""
        if self._count.text != self._seconds(view):
            self._count.say(self._seconds(view))
            self._ring.show(self._share(view))
        super().show(view)

    def _draw_choices(self, y: float) -> None:
        look, texts, middle = self.look, self.texts, self.middle
        if look.frame.portrait:
            go_on = Box(middle.x, y, middle.w, CHOICE_HEIGHT)
            finish = go_on._replace(y=y + CHOICE_HEIGHT + Space.gap)
        else:
            wide = CHOICE_WIDTH_LARGE if look.easy else CHOICE_WIDTH
            left = middle.x + (middle.w - 2 * wide - Space.gap) / 2
            finish = Box(left, y, wide, CHOICE_HEIGHT)
            go_on = finish._replace(x=left + wide + Space.gap)
        sizes = look.type.choice
        end, stay = self.calling(self.desk.finish), self.calling(self.desk.still_here)
        self.finish = self.put(Button(look, finish, texts("still_there.finish"), end, sizes=sizes))
        self.go_on = self.put(
            Button(look, go_on, texts("still_there.continue"), stay, kind="main", sizes=sizes)
        )

    @staticmethod
    def _seconds(view: DeskView) -> str:
        return str(view.seconds_left or 0)

    @staticmethod
    def _share(view: DeskView) -> float:
        return (view.seconds_left or 0) / (view.seconds_limit or 1)
