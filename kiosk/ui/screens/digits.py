"""Screens on which a clerk types digits: what is asked on the left, the pad on the right (or below)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets import keypad
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.keypad import Keypad
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.touchable import Action

FIELD_HEIGHT = 128
FOOT_GAP = 72  # above the foot row, in portrait
TITLE_HEIGHT, TITLE_RISE = 132, 216  # of the title above a pad; how far above where tiles begin elsewhere
HELP_HEIGHT = 60
STATEMENT_RISE, STATEMENT_GAP = 190, 12
MOST_STATEMENT, STATEMENT_LINES = 220, 3
BACK_WIDTH = 300
FIELD_EDGE = 3


class DigitsSheet(Sheet):
    """Holds the digits typed so far; they go with the sheet."""

    most_digits = 12
    digits = ""
    finish: Callable[[], None]
    """What is typed is meant. Each screen has its own."""
    show_digits: Callable[[], None]
    """Draws what is typed into the field."""

    def draw_pad(
        self, title: str, help_: str, *, delete: str, finish: str, order: Sequence[int] = keypad.ORDER
    ) -> None:
        """Words, the field that shows what is typed, and the pad with its digits in this order."""
        look, frame = self.look, self.look.frame
        if frame.portrait:
            pad_x: float = Space.margin
            pad_y: float = self.foot.y - FOOT_GAP - keypad.HEIGHT
            column = self.middle
        else:
            pad_x = frame.w - Space.margin - keypad.WIDTH
            pad_y = self.foot.bottom - keypad.HEIGHT
            column = self.middle._replace(w=pad_x - 2 * Space.margin)
        top = self.tiles_top - TITLE_RISE
        self.words(column._replace(y=top, h=TITLE_HEIGHT), title, look.type.heading, most_lines=2)
        below = column._replace(y=top + TITLE_HEIGHT, h=HELP_HEIGHT)
        self.help = self.quiet_words(below, help_, look.type.hint, most_lines=1)
        self.field = Box(column.x, below.bottom + Space.near, keypad.WIDTH, FIELD_HEIGHT)
        edge = Surface(look.palette.surface, look.palette.hair, FIELD_EDGE, Space.radius_box)
        self.put(Panel(look, self.field, edge))
        deleting, finishing = (delete, self.delete), (finish, self.finish)
        self.pad = self.put(
            Keypad(look, pad_x, pad_y, typed=self.type, delete=deleting, finish=finishing, order=order)
        )

    def draw_statement(self, title: str, help_: str) -> Box:
        """Title and help instead of a pad; returns the place of a row of buttons below them."""
        look, lines = self.look, STATEMENT_LINES
        at = self.across(self.tiles_top - STATEMENT_RISE, MOST_STATEMENT)
        at = at._replace(h=look.fit(title, at, look.type.heading, most_lines=lines).height)
        self.words(at, title, look.type.heading, most_lines=lines)
        at = at._replace(y=at.bottom + STATEMENT_GAP, h=MOST_STATEMENT)
        at = at._replace(h=look.fit(help_, at, look.type.hint, most_lines=lines).height)
        self.help = self.quiet_words(at, help_, look.type.hint, most_lines=lines)
        return at._replace(y=at.bottom + Space.gap, h=Space.touch)

    @property
    def foot(self) -> Box:
        """The row that the way back stands in, at the left."""
        return self.across(self.foot_line - Space.touch, Space.touch)

    def add_back(self, row: Box, key: str, action: Action) -> Button:
        """The way back, at the left of a row."""
        at = row._replace(w=BACK_WIDTH)
        return self.put(Button(self.look, at, self.texts(key), action, icon="back"))

    def show(self, view: DeskView) -> None:
        """Takes up whether what is typed could be sent."""
        super().show(view)
        self._offer()

    def can_finish(self) -> bool:
        """Whether there is something to send."""
        return bool(self.digits)

    def key(self, name: str) -> bool:
        """The keyboard types as well."""
        digit = name.removeprefix("numpad")
        if len(digit) == 1 and digit.isdigit():
            self.type(digit)
        elif name in ("backspace", "delete"):
            self.delete()
        elif digit == "enter" and self.can_finish():
            self.finish()
        else:
            return False
        return True

    def type(self, digit: str) -> None:
        """Takes one more digit."""
        if len(self.digits) < self.most_digits and not self.view.busy:
            self._set(self.digits + digit)

    def delete(self) -> None:
        """Takes the last digit away."""
        if not self.view.busy:
            self._set(self.digits[:-1])

    def _set(self, digits: str) -> None:
        self.digits = digits
        self.show_digits()
        self._offer()

    def _offer(self) -> None:
        self.pad.offer_finish(self.can_finish())
