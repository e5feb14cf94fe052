"""A PIN: of a department that is opened or left, or of the administrator."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.domain.ports import ADMIN
from kiosk.ui.frame import Box
from kiosk.ui.screens.digits import DigitsSheet
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.widgets import keypad
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Words

DOT = 32
STEP = 48
SIGN = 40


class PinSheet(DigitsSheet):
    """One dot for each digit typed; how many there must be is not shown.

    The pad may be scrambled; the keyboard's digits always mean themselves.
    """

    def draw(self, view: DeskView) -> None:
        """The pad, what became of the last try, and the way back."""
        self.strip = self.staff_strip()
        if view.pin_missing:
            self._draw_missing()
            return
        texts = self.texts
        self._dots: list[Panel] = []
        title, help_ = self._question(view)
        order = view.scrambled or keypad.ORDER
        self.draw_pad(title, help_, delete=texts("pin.delete"), finish=texts("pin.open"), order=order)
        self._add_fault()
        self._add_back(self.foot)

    def show(self, view: DeskView) -> None:
        """Takes up whether the last try was wrong, and how long the next must wait."""
        if view.pin_missing:
            Sheet.show(self, view)  # without a pad
            return
        super().show(view)
        text = self.texts("pin.wrong") if view.pin_wrong else ""
        if view.pin_wait:
            text = self.texts("pin.wait", seconds=view.pin_wait)
        self._fault.say(text)
        if text and self._sign.parent is None:
            self.put(self._sign)
        elif not text:
            self.remove_widget(self._sign)

    def key(self, name: str) -> bool:
        """The keyboard types as well, where there is a PIN to type."""
        return not self.view.pin_missing and super().key(name)

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

    def _question(self, view: DeskView) -> tuple[str, str]:
        """Whose PIN it is, and what is asked."""
        texts = self.texts
        if view.pin_for == ADMIN:
            return texts("pin.admin"), texts("pin.admin_help")
        name = view.department.name_in(view.language) if view.department else ""
        return name, texts("pin.on_duty" if view.pin_for == view.on_duty else "pin.help")

    def _add_fault(self) -> None:
        look = self.look
        at = Box(self.field.x, self.field.bottom + 16, self.field.w, 96)
        sign_at = at._replace(w=SIGN).centred(SIGN, SIGN)
        self._sign = Icon(look, sign_at, "attention", look.palette.fault)
        beside, fault = at.inside(SIGN + 18, 0, 0), look.palette.fault
        self._fault = self.put(Words(look, beside, "", look.type.remark, colour=fault, most_lines=2))

    def _draw_missing(self) -> None:
        """No administrator's PIN was ever set: how to set one, and nothing to type."""
        row = self.draw_statement(self.texts("pin.missing"), self.texts("pin.missing_help"))
        self._add_back(row)

    def _add_back(self, row: Box) -> None:
        self.back = self.add_back(row, "pin.back", self.calling(self.desk.cancel))
