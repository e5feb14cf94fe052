"""Whether a finger is felt in every corner and on the three faces."""

from __future__ import annotations

from dataclasses import replace

from kiosk.setup.answers import Step
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.setup.page import MAIN_WIDTH, Page
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.face import FACES, Face
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.panel import Surface
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Action, Touchable

CORNER, INSET = 176, 16
CHECK = 96
TITLE_HEIGHT, HELP_HEIGHT = 84, 96
FACE = 300
CARD_HEIGHT, CARD_HEIGHT_PORTRAIT = 400, 340


class Spot(Touchable):
    """Something to be touched once: a face, or in a corner nothing; then it has a check."""

    def __init__(self, look: Look, box: Box, felt: Action, level: str = "") -> None:
        super().__init__(look, box, self._feel, Surface.rest(look.palette))
        self.felt, self._told = False, felt
        self._face = self.put(Face(look, box.centred(FACE, FACE), level)) if level else None

    def _feel(self) -> None:
        self.let_go()
        if self.felt:
            return
        self.felt = True
        if self._face:
            self.remove_widget(self._face)
        palette = self.look.palette
        self.restyle(Surface.chosen(palette))
        self.put(Icon(self.look, self.box.centred(CHECK, CHECK), "check", palette.accent))
        self._told()


class TouchPage(Page):
    """Four corners, three faces. Whoever can't touch all of them may go on: the summary says so."""

    step = Step.TOUCH

    def draw(self) -> None:
        """No strip: the corners are needed."""
        look, frame = self.look, self.look.frame
        beside = CORNER + 2 * INSET
        head = self.across(beside, 0) if frame.portrait else Box(beside, INSET, frame.w - 2 * beside, 0)
        title, help_ = head._replace(h=TITLE_HEIGHT), head._replace(y=head.y + TITLE_HEIGHT, h=HELP_HEIGHT)
        self.put(Words(look, title, self.texts("setup.touch"), look.type.heading, align="centre"))
        self.put(
            Words(
                look,
                help_,
                self.texts("setup.touch_help"),
                look.type.hint,
                colour=look.palette.quiet,
                align="centre",
                valign="top",
                most_lines=2,
            )
        )
        self.spots = [self.put(Spot(look, at, self._look_whether_all)) for at in self._corners()]
        for at, level in zip(self._cards(help_.bottom), FACES, strict=True):
            self.spots.append(self.put(Spot(look, at, self._look_whether_all, level)))
        self._draw_foot()

    def _look_whether_all(self) -> None:
        if all(spot.felt for spot in self.spots):
            self.host.take(replace(self.host.answers, touch_works=True))
            self.remove_widget(self._passing)
            self.main = self.go_on
            at = self._passing.box
            self.put(Button(self.look, at, self.texts("setup.on"), self.go_on, kind="main"))

    def _corners(self) -> list[Box]:
        frame, far = self.look.frame, CORNER + INSET
        return [Box(x, y, CORNER, CORNER) for y in (INSET, frame.h - far) for x in (INSET, frame.w - far)]

    def _cards(self, top: float) -> list[Box]:
        frame = self.look.frame
        if frame.portrait:
            at = self.across(top + Space.near, CARD_HEIGHT_PORTRAIT)
            step = CARD_HEIGHT_PORTRAIT + Space.near
            return [at._replace(y=at.y + number * step) for number in range(len(FACES))]
        y = top + (self._foot_row.y - top - CARD_HEIGHT) / 2
        columns = frame.columns(len(FACES), margin=CORNER + 2 * INSET + Space.near, gap=Space.gap)
        return [Box(x, y, wide, CARD_HEIGHT) for x, wide in columns]

    @property
    def _foot_row(self) -> Box:
        """Between the lower corners."""
        frame, beside = self.look.frame, CORNER + 2 * INSET + Space.near
        return Box(beside, frame.h - INSET - (CORNER + Space.touch) / 2, frame.w - 2 * beside, Space.touch)

    def _draw_foot(self) -> None:
        row = self._foot_row
        wide = min(MAIN_WIDTH, (row.w - Space.near) / 2)
        back, passing = row._replace(w=wide), row._replace(x=row.right - wide, w=wide)
        self.put(Button(self.look, back, self.texts("setup.back"), self.go_back, icon="back"))
        self._passing = self.put(Button(self.look, passing, self.texts("setup.pass"), self.go_on))
