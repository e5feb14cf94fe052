"""Screens on which a clerk types digits: what is asked on the left, the pad on the right (or below)."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets import keypad
from kiosk.ui.widgets.keypad import Keypad
from kiosk.ui.widgets.panel import Panel, Surface

SIDE = 192
FIELD_HEIGHT = 128
FIELD_EDGE = 3


class DigitsSheet(Sheet):
    """Holds the digits typed so far; they go with the sheet."""

    most_digits = 12
    digits = ""

    def draw_pad(
        self, title: str, help_: str, *, delete: str, finish: str, order: Sequence[int] = keypad.ORDER
    ) -> None:
        """Words, the field that shows what is typed, and the pad with its digits in this order."""
        look, frame = self.look, self.look.frame
        if frame.portrait:
            pad_x: float = (frame.w - keypad.WIDTH) / 2
            pad_y: float = frame.h - Space.margin - Space.touch - 72 - keypad.HEIGHT
            self.column = Box(pad_x, 288, keypad.WIDTH, 560)
        else:
            pad_x = frame.w - SIDE - keypad.WIDTH
            pad_y = Space.strip + (frame.h - Space.strip - keypad.HEIGHT) / 2
            self.column = Box(SIDE, pad_y, pad_x - SIDE - 96, keypad.HEIGHT)
        column = self.column
        self.words(column._replace(h=132), title, look.type.heading, most_lines=2)
        self.help = self.quiet_words(
            Box(column.x, column.y + 132, column.w, 60), help_, look.type.help, most_lines=1
        )
        self.field = Box(column.x, column.y + 220, min(column.w, 620), FIELD_HEIGHT)
        edge = Surface(look.palette.surface, look.palette.hair, FIELD_EDGE, Space.radius_box)
        self.put(Panel(look, self.field, edge))
        deleting, finishing = (delete, self.delete), (finish, self.finish)
        self.pad = self.put(
            Keypad(look, pad_x, pad_y, typed=self.type, delete=deleting, finish=finishing, order=order)
        )

    def finish(self) -> None:
        """What is typed is meant."""
        raise NotImplementedError

    def show_digits(self) -> None:
        """Draws what is typed into the field."""
        raise NotImplementedError

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
