"""How many dossiers were returned: noted meanwhile, or given at the end of the shift, with a last look."""

from __future__ import annotations

from kiosk.domain.desk_clerk import MAX_DOSSIERS
from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.hours import clock_in_words
from kiosk.ui.screens.digits import BACK_WIDTH, DigitsSheet
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.texts import Texts
from kiosk.ui.theme import Space
from kiosk.ui.widgets import keypad
from kiosk.ui.widgets.button import Button, Kind
from kiosk.ui.widgets.icon import IconName
from kiosk.ui.widgets.touchable import Action

BESIDE_WIDTH = keypad.WIDTH - BACK_WIDTH - Space.near  # of the button beside "back", as far as the field
CHOICE_HEIGHT = 136
CHOICE_WIDTHS = (460, 640)  # correct, end


class DossiersSheet(DigitsSheet):
    """The number stands large, begins with the one noted before, and can be corrected until the shift ends.

    No number is an answer too. Nothing of the last look lies where the touch before it was, so that a doubled
    touch ends no shift.
    """

    most_digits = len(str(MAX_DOSSIERS))

    def draw(self, view: DeskView) -> None:
        """The pad, as it is for noting or for the end."""
        self.strip = self.staff_strip()
        self._last_look = False
        self.digits = "" if view.dossiers is None else str(view.dossiers)
        self._is_noted = view.dossiers is not None  # until the first key
        self._draw_typing()

    def show(self, view: DeskView) -> None:
        """Takes up whether a commit is under way; the pad is not there at the last look."""
        if self._last_look:
            Sheet.show(self, view)
        else:
            super().show(view)

    def key(self, name: str) -> bool:
        """The keyboard types as well; at the last look only a touch means anything."""
        return not self._last_look and super().key(name)

    def type(self, digit: str) -> None:
        """Takes one more digit; the first one takes the place of the number noted before."""
        if self._is_noted:
            self.digits = ""
        self._is_noted = False
        super().type(digit)

    def delete(self) -> None:
        """Takes the last digit away."""
        self._is_noted = False
        super().delete()

    def finish(self) -> None:
        """Notes the number, or looks at it once more before it is final."""
        if self.view.ending:
            self._draw_last_look(int(self.digits))
        else:
            self.calling(self.desk.note_dossiers, int(self.digits))()

    def show_digits(self) -> None:
        """The number, and how to replace one that was noted before."""
        self._number.say(grouped(int(self.digits), self.texts) if self.digits else "")
        self._noted.say(self.texts("dossiers.noted") if self._is_noted else "")

    def _draw_typing(self) -> None:
        self._clear()
        self._last_look = False
        look, texts, ending = self.look, self.texts, self.view.ending
        keys = ("end_title", "end_help", "go_on") if ending else ("note_title", "note_help", "note")
        since = self.view.on_duty_since
        time = clock_in_words(since.time(), texts) if since else ""
        title, help_, finish = (texts(f"dossiers.{key}", time=time) for key in keys)
        self.draw_pad(title, help_, delete=texts("dossiers.delete"), finish=finish)
        self._help_text = self.help.text if self.help else ""
        self._number = self.words(self.field.inside(32), "", look.type.typed)
        below = Box(self.field.x, self.field.bottom + 8, self.field.w, 56)
        self._noted = self.quiet_words(below, "", look.type.note, most_lines=1)
        self._draw_other_ways()
        self.show_digits()
        self.pad.offer_finish(self.can_finish())

    def _draw_other_ways(self) -> None:
        """Back to the clerk's sheet; and no number."""
        leave = self.calling(self.desk.note_dossiers, self.view.dossiers)  # to the sheet, nothing changed
        self.back = self.add_back(self.foot, "dossiers.back", leave)
        beside = self.foot._replace(x=self.back.box.right + Space.near, w=BESIDE_WIDTH)
        if self.view.ending:
            self._button(beside, "dossiers.unknown", lambda: self._draw_last_look(None))
        elif self.view.dossiers is not None:
            self._button(beside, "dossiers.forget", self.calling(self.desk.note_dossiers, None))

    def _draw_last_look(self, dossiers: int | None) -> None:
        """What will be final, in words, and the two ways from here."""
        self._clear()
        self._last_look = True
        texts = self.texts
        title = texts("dossiers.end_unknown")
        if dossiers is not None:
            title = texts("dossiers.end_with", dossiers=grouped(dossiers, texts))
        name = self.view.department.name_in(self.view.language) if self.view.department else ""
        row = self.draw_statement(title, texts("dossiers.last_help", department=name))
        self._help_text = self.help.text if self.help else ""
        correct, end = self._choice_places(row)
        self._button(correct, "dossiers.correct", self._draw_typing, icon="back")
        close = self.calling(self.desk.close_shift, dossiers)
        self._button(end, "dossiers.end", close, kind="main", icon="exit")

    def _choice_places(self, row: Box) -> tuple[Box, Box]:
        """Beside each other, in portrait one below the other; what is final comes last."""
        if self.look.frame.portrait:
            correct = row._replace(h=CHOICE_HEIGHT)
            return correct, correct._replace(y=correct.bottom + Space.near)
        first, second = CHOICE_WIDTHS
        correct = row._replace(w=first, h=CHOICE_HEIGHT)
        return correct, correct._replace(x=correct.right + Space.near, w=second)

    def _button(
        self, at: Box, key: str, action: Action, *, kind: Kind = "plain", icon: IconName | None = None
    ) -> None:
        self.put(Button(self.look, at, self.texts(key), action, kind=kind, icon=icon))

    def _clear(self) -> None:
        for part in list(self.children):
            if part is not self.strip:
                self.remove_widget(part)


def grouped(number: int, texts: Texts) -> str:
    """A number as it is written in this language: 1.234, in English 1,234."""
    return f"{number:,}".replace(",", "." if texts("admin.decimal_mark") == "," else ",")
