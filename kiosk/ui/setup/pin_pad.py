"""A PIN is typed twice."""

from __future__ import annotations

from kiosk.setup.answers import Step
from kiosk.ui.frame import Box
from kiosk.ui.setup.page import Host, Page
from kiosk.ui.theme import Space
from kiosk.ui.widgets import keypad
from kiosk.ui.widgets.keypad import Keypad
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Words

FIELD_HEIGHT = 128
DOT, DOT_STEP = 32, 48
MOST_DIGITS = 8
TITLE_HEIGHT, HELP_HEIGHT, FAULT_HEIGHT = 132, 60, 96
TOP, TOP_PORTRAIT = 96, 160


class PinPad(Page):
    """For a department, or `admin`. `first` is what was typed the first time."""

    step = Step.PINS

    def __init__(self, host: Host, code: str, name: str, *, first: str = "", fault: str = "") -> None:
        self._code, self._name, self._first, self._fault = code, name, first, fault
        self._digits = ""
        self._dots: list[Panel] = []
        super().__init__(host)

    def draw(self) -> None:
        """Whose PIN, what is asked, a dot a digit; the pad at the right, in portrait below."""
        look, texts, frame = self.look, self.texts, self.look.frame
        if frame.portrait:
            pad_x, pad_y = float(Space.margin), self.foot.y - 2 * Space.near - keypad.HEIGHT
            column, top = self.across(0, 0), TOP_PORTRAIT
        else:
            pad_x, pad_y = frame.w - Space.margin - keypad.WIDTH, self.foot.bottom - keypad.HEIGHT
            column, top = self.across(0, 0)._replace(w=pad_x - 2 * Space.margin), TOP
        title = column._replace(y=top, h=TITLE_HEIGHT)
        self.put(Words(look, title, self._name, look.type.heading, most_lines=2))
        below = column._replace(y=title.bottom, h=HELP_HEIGHT)
        help_ = texts("setup.pin_again" if self._first else "setup.pin_new")
        self.put(Words(look, below, help_, look.type.hint, colour=look.palette.quiet))
        self._field = Box(column.x, below.bottom + Space.near, keypad.WIDTH, FIELD_HEIGHT)
        surface = Surface(look.palette.surface, look.palette.hair, Space.hair, Space.radius_box)
        self.put(Panel(look, self._field, surface))
        if self._fault:
            self.draw_fault(Box(column.x, self._field.bottom + 16, column.w, FAULT_HEIGHT), self._fault)
        self.draw_back()
        self.pad = self.put(
            Keypad(
                look,
                pad_x,
                pad_y,
                typed=self.typed,
                delete=(texts("pin.delete"), self._delete),
                finish=(texts("setup.save_pin" if self._first else "setup.on"), self._finish),
            )
        )
        self.pad.offer_finish(offered=False)

    def typed(self, text: str) -> None:
        """Digits, of the pad or of a real keyboard."""
        if text.isascii() and text.isdigit() and len(self._digits + text) <= MOST_DIGITS:
            self._set(self._digits + text)

    def key(self, name: str) -> None:
        """Backspace deletes, enter goes on, Esc leaves."""
        if name in ("backspace", "delete"):
            self._delete()
        else:
            super().key(name)

    def go_back(self) -> None:
        """To the list."""
        self.host.turn_to_step(Step.PINS)

    def _delete(self) -> None:
        self._set(self._digits[:-1])

    def _set(self, digits: str) -> None:
        self._digits = digits
        self.main = self._finish if digits else None
        self.pad.offer_finish(offered=bool(digits))
        while len(self._dots) > len(digits):
            self.remove_widget(self._dots.pop())
        while len(self._dots) < len(digits):
            x = self._field.x + DOT + len(self._dots) * DOT_STEP
            at = Box(x, self._field.y + (FIELD_HEIGHT - DOT) / 2, DOT, DOT)
            self._dots.append(
                self.put(Panel(self.look, at, Surface(self.look.palette.accent, radius=DOT / 2)))
            )

    def _finish(self) -> None:
        """The first time the rules; the second time whether it is the same."""
        host, digits = self.host, self._digits
        answers = host.answers.with_pin(self._code, digits)
        if not self._first:
            fault = host.port.faults(Step.PINS, answers, self.language).get(self._code, "")
            self._turn(first="" if fault else digits, fault=fault)
        elif digits != self._first:
            self._turn(fault=self.texts("setup.pin_differs"))
        else:
            host.take(answers)
            self.go_back()

    def _turn(self, *, first: str = "", fault: str = "") -> None:
        code, name = self._code, self._name
        self.host.turn_to(lambda host: PinPad(host, code, name, first=first, fault=fault))
