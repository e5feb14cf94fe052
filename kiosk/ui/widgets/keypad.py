"""Ten digits, and at most one key on each side of the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.part import Part
from kiosk.ui.widgets.touchable import Action

KEY_WIDTH = 224
KEY_HEIGHT = 168
GAP = 24
WIDTH = 3 * KEY_WIDTH + 2 * GAP
HEIGHT = 4 * KEY_HEIGHT + 3 * GAP
ORDER = (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)
_PLACES = (*range(9), 10)  # of the digits, row by row; 9 and 11 are the two other keys


class Keypad(Part):
    """A pad of `WIDTH` x `HEIGHT`, its digits in this order.

    `typed` is given each digit; the key that ends the typing can be drawn or not.
    """

    def __init__(
        self,
        look: Look,
        x: float,
        y: float,
        *,
        typed: Callable[[str], None],
        delete: tuple[str, Action],
        finish: tuple[str, Action],
        order: Sequence[int] = ORDER,
    ) -> None:
        super().__init__(look, Box(x, y, WIDTH, HEIGHT))
        self.keys: dict[str, Button] = {}
        for place, digit in zip(_PLACES, order, strict=True):
            self._add_digit(place, str(digit), typed)
        self.keys["delete"] = self.put(
            Button(
                look, self._place(9), delete[0], self._acting("delete", delete[1]), lettering=look.type.key
            )
        )
        end = self._acting("finish", finish[1])
        self._finish = Button(look, self._place(11), finish[0], end, kind="main", lettering=look.type.key)
        self.keys["finish"] = self._finish

    def _add_digit(self, place: int, digit: str, typed: Callable[[str], None]) -> None:
        action = self._acting(digit, lambda: typed(digit))
        key = Button(self.look, self._place(place), digit, action, lettering=self.look.type.digit)
        self.keys[digit] = self.put(key)

    def _acting(self, key: str, action: Action) -> Action:
        """A key springs back at once: the next digit may be the same."""

        def act() -> None:
            self.keys[key].let_go()
            action()

        return act

    def _place(self, number: int) -> Box:
        column, row = number % 3, number // 3
        x, y = self.box.x + column * (KEY_WIDTH + GAP), self.box.y + row * (KEY_HEIGHT + GAP)
        return Box(x, y, KEY_WIDTH, KEY_HEIGHT)

    def offer_finish(self, offered: bool) -> None:
        """Draws the key that ends the typing, or takes it away: what can't be used is not drawn."""
        if offered and self._finish.parent is None:
            self.put(self._finish)
        elif not offered and self._finish.parent is not None:
            self.remove_widget(self._finish)
