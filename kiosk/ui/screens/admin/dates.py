"""Two days, typed: the first and the last of a report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kiosk.ui.frame import Box
from kiosk.ui.screens.admin.calendar import DIGITS, day_of, typed_as
from kiosk.ui.screens.admin.page import Page
from kiosk.ui.screens.admin.tables import report_page
from kiosk.ui.theme import Space
from kiosk.ui.widgets import keypad
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.keypad import Keypad
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Words

if TYPE_CHECKING:
    from kiosk.ui.screens.admin.sheet import AdminSheet

FIELD_HEIGHT = 128
LABEL_HEIGHT = 52
ACTIVE_EDGE = 6
SIGN, SIGN_GAP = 44, 18
PADDING = 32
REMARK_HEIGHT = 110


class DatesPage(Page):
    """Eight digits a day; the second follows the first by itself. A day that does not exist is named."""

    def __init__(self, sheet: AdminSheet) -> None:
        super().__init__(sheet)
        self.digits = ""

    def draw(self) -> None:
        """Words, two fields and the pad."""
        look, area, texts = self.look, self.area, self.texts
        y = self.heading(texts("admin.other_days"), texts("admin.other_days_help"))
        if look.frame.portrait:
            pad_x, pad_y = area.x, area.bottom - keypad.HEIGHT
            column = area
        else:
            pad_x, pad_y = area.right - keypad.WIDTH, area.bottom - keypad.HEIGHT
            column = area._replace(w=pad_x - area.x - Space.margin)
        self._panels: list[Panel] = []
        self._fields = [self._field(column, y, texts("admin.first_day"))]
        y += LABEL_HEIGHT + FIELD_HEIGHT + Space.near
        self._fields.append(self._field(column, y, texts("admin.last_day")))
        y += LABEL_HEIGHT + FIELD_HEIGHT + Space.near
        at, red = Box(column.x, y, column.w, REMARK_HEIGHT), look.palette.fault
        self._sign = Icon(look, at._replace(w=SIGN).centred(SIGN, SIGN), "attention", red)
        beside = at.inside(SIGN + SIGN_GAP, 0, 0)
        self._remark = self.put(Words(look, beside, "", look.type.remark, colour=red, most_lines=2))
        self.pad = self.put(
            Keypad(
                look,
                pad_x,
                pad_y,
                typed=self._type,
                delete=(texts("dossiers.delete"), self._delete),
                finish=(texts("admin.show"), self._finish),
            )
        )
        self._show()

    def key(self, name: str) -> bool:
        """The keyboard types as well."""
        digit = name.removeprefix("numpad")
        if len(digit) == 1 and digit.isdigit():
            self._type(digit)
        elif name in ("backspace", "delete") and self.digits:
            self._delete()
        elif digit == "enter" and self._period():
            self._finish()
        else:
            return False
        return True

    def _field(self, column: Box, y: float, label: str) -> Words:
        """A label, and below it the field that shows a day."""
        look = self.look
        wide = min(column.w, keypad.WIDTH)
        self.words(Box(column.x, y, wide, LABEL_HEIGHT), label, look.type.hint, quiet=True)
        at = Box(column.x, y + LABEL_HEIGHT, wide, FIELD_HEIGHT)
        self._panels.append(self.put(Panel(look, at, self._surface(active=False))))
        return self.words(at.inside(PADDING), "", look.type.typed)

    def _surface(self, *, active: bool) -> Surface:
        palette = self.look.palette
        colour, wide = (palette.accent, ACTIVE_EDGE) if active else (palette.hair, Space.hair)
        return Surface(palette.surface, colour, wide, Space.radius_box)

    def _active(self) -> int:
        """The field that is typed into: the second once the first is a day."""
        return 1 if day_of(self._parts()[0]) else 0

    def _type(self, digit: str) -> None:
        if len(self._parts()[self._active()]) < DIGITS:
            self.digits += digit
            self._show()

    def _delete(self) -> None:
        self.digits = self.digits[:-1]
        self._show()

    def _show(self) -> None:
        for field, digits in zip(self._fields, self._parts(), strict=True):
            field.say(typed_as(digits))
        for number, panel in enumerate(self._panels):
            panel.restyle(self._surface(active=number == self._active()))
        fault = self._fault()
        self._remark.say(self.texts(fault) if fault else "")
        self.remove_widget(self._sign)
        if fault:
            self.put(self._sign)
        self.pad.offer_finish(self._period() is not None)

    def _parts(self) -> tuple[str, str]:
        return self.digits[:DIGITS], self.digits[DIGITS:]

    def _period(self) -> tuple[date, date] | None:
        """What is typed, where it is a period."""
        first, last = map(day_of, self._parts())
        return (first, last) if first and last and first <= last else None

    def _fault(self) -> str:
        """The key of what is wrong with what is typed; "" where nothing is, or is not yet."""
        if any(len(digits) == DIGITS and day_of(digits) is None for digits in self._parts()):
            return "admin.no_such_day"
        whole = len(self.digits) == 2 * DIGITS
        return "admin.wrong_order" if whole and self._period() is None else ""

    def _finish(self) -> None:
        period = self._period()
        if period:
            self.sheet.turn_to(report_page(self.sheet, *period))
