"""Asks whether the citizen is still there, when nobody has touched the screen for a while."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.icon import Ring
from kiosk.ui.widgets.part import Words

RING = 300
RAISED = 54
"""Of the numeral, for what it counts in, which stands under it inside the ring."""
UNIT = Box(55, 184, 190, 56)
CHOICE_WIDTH = 580
CHOICE_WIDTH_LARGE = 720
CHOICE_HEIGHT = 168
GAP = 52
TITLE_GAP = 16
MOST_TITLE = 300
MOST_HELP = 240
ABOVE = 0.38


class StillThereSheet(Sheet):
    """A countdown and two buttons; silence keeps what is answered."""

    def draw(self, view: DeskView) -> None:
        """Ring, question, buttons."""
        look, texts = self.look, self.texts
        self.strip = self.citizen_strip(controls=False)
        question, help_ = texts("still_there.title"), texts("still_there.help")
        above = self.fit_centred(question, look.type.display, MOST_TITLE)
        below = self.fit_centred(help_, look.type.help, MOST_HELP, large_first=True)
        rows = 2 if look.frame.portrait else 1
        choices = rows * (CHOICE_HEIGHT + Space.gap) - Space.gap
        high = RING + GAP + above.height + TITLE_GAP + below.height + GAP + choices
        y = self.strip.box.bottom + (look.frame.h - self.strip.box.bottom - high) * ABOVE
        self._draw_ring(view, y)
        y += RING + GAP
        self.centred_words(y, above.height, question, look.type.display.at(above.size))
        y += above.height + TITLE_GAP
        lettering = look.type.help.at(below.size)
        self.help = self.centred_words(y, below.height, help_, lettering, colour=look.palette.quiet)
        self._draw_choices(y + below.height + GAP)

    def _draw_ring(self, view: DeskView, top: float) -> None:
        look, middle = self.look, self.middle
        at = Box(middle.x + (middle.w - RING) / 2, top, RING, RING)
        self._ring = self.put(Ring(look, at, self._share(view)))
        count = at.inside(0, bottom=RAISED)
        self._count = self.put(Words(look, count, self._seconds(view), look.type.numeral, align="centre"))
        unit = UNIT._replace(x=at.x + UNIT.x, y=at.y + UNIT.y)
        self.put(Words(look, unit, self.texts("still_there.seconds"), look.type.unit, align="centre"))

    def show(self, view: DeskView) -> None:
        """Takes up the countdown."""
        if self._count.text != self._seconds(view):
            self._count.say(self._seconds(view))
            self._ring.show(self._share(view))
        super().show(view)

    def _draw_choices(self, y: float) -> None:
        look, texts, middle = self.look, self.texts, self.middle
        if look.frame.portrait:
            finish = Box(middle.x, y, middle.w, CHOICE_HEIGHT)
            go_on = finish._replace(y=y + CHOICE_HEIGHT + Space.gap)
        else:
            wide = CHOICE_WIDTH_LARGE if look.easy else CHOICE_WIDTH
            left = middle.x + (middle.w - 2 * wide - Space.gap) / 2
            finish = Box(left, y, wide, CHOICE_HEIGHT)
            go_on = finish._replace(x=left + wide + Space.gap)
        lettering = look.type.choice
        end, stay = self.calling(self.desk.finish), self.calling(self.desk.still_here)
        self.finish = self.put(Button(look, finish, texts("still_there.finish"), end, lettering=lettering))
        self.go_on = self.put(
            Button(look, go_on, texts("still_there.continue"), stay, kind="main", lettering=lettering)
        )

    @staticmethod
    def _seconds(view: DeskView) -> str:
        return str(view.seconds_left or 0)

    @staticmethod
    def _share(view: DeskView) -> float:
        return (view.seconds_left or 0) / (view.seconds_limit or 1)
