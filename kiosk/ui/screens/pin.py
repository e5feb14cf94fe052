"""The PIN of a department."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.screens.digits import DigitsSheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Words

DOT = 32
STEP = 48
SIGN = 40


class PinSheet(DigitsSheet):
    """One dot for each digit typed; how many there must be is not shown."""

    def draw(self, view: DeskView) -> None:
        """The pad, and the way to another department."""
        look, texts = self.look, self.texts
        self._dots: list[Panel] = []
        name = view.department.name_in(view.language) if view.department else ""
        self.draw_pad(name, texts("pin.help"), delete=texts("pin.delete"), finish=texts("pin.open"))
        at = self._message_place()
        sign_at = Box(at.x, at.y, SIGN, at.h).centred(SIGN, SIGN)
        self._sign = Icon(look, sign_at, "attention", look.palette.fault)
        self._fault = self.put(
            Words(
                look,
                at.inside(SIGN + 18, 0, 0),
                "",
                look.type.remark,
                colour=look.palette.fault,
                most_lines=2,
            )
        )
        bottom = look.frame.h - Space.margin if look.frame.portrait else self.column.bottom
        at = Box(self.column.x, bottom - Space.touch, 480, Space.touch)
        self.other = self.put(
            Button(look, at, texts("pin.other"), self.calling(self.desk.cancel), icon="back")
        )

    def show(self, view: DeskView) -> None:
        """Takes up whether the last try was wrong, and how long the next must wait."""
        super().show(view)
        text = self.texts("pin.wrong") if view.pin_wrong else ""
        if view.pin_wait:
            text = self.texts("pin.wait", seconds=view.pin_wait)
        self._fault.say(text)
        if text and self._sign.parent is None:
            self.put(self._sign)
        elif not text:
            self.remove_widget(self._sign)

    def can_finish(self) -> bool:
        """Not while the desk takes no try."""
        return super().can_finish() and not self.view.pin_wait

    def finish(self) -> None:
        """Tries what is typed."""
        digits, self.digits = self.digits, ""
        self.show_digits()
        self.calling(self.desk.enter_pin, digits)()

    def show_digits(self) -> None:
        """One dot a digit."""
        palette, field = self.look.palette, self.field
        while len(self._dots) > len(self.digits):
            self.remove_widget(self._dots.pop())
        while len(self._dots) < len(self.digits):
            at = Box(field.x + 32 + len(self._dots) * STEP, field.y + (field.h - DOT) / 2, DOT, DOT)
            self._dots.append(self.put(Panel(self.look, at, Surface(palette.accent, radius=DOT / 2))))

    def _message_place(self) -> Box:
        return Box(self.column.x, self.field.bottom + 16, self.column.w, 96)
