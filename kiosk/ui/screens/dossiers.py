"""The end of a shift: how many dossiers were returned, if the clerk knows."""

from __future__ import annotations

from kiosk.domain.desk import MAX_DOSSIERS
from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import Box
from kiosk.ui.screens.digits import DigitsSheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button


class DossiersSheet(DigitsSheet):
    """The number stands large and can be corrected until "end" is touched; no number is an answer too."""

    most_digits = len(str(MAX_DOSSIERS))

    def draw(self, _view: DeskView) -> None:
        """The pad, the end without a number, the way back."""
        look, texts = self.look, self.texts
        title, help_ = texts("dossiers.title"), texts("dossiers.help")
        self.draw_pad(title, help_, delete=texts("dossiers.delete"), finish=texts("dossiers.end"))
        self._number = self.words(self.field.inside(32), "", look.type.typed)
        column, portrait = self.column, look.frame.portrait
        y = look.frame.h - Space.margin if portrait else column.bottom
        back = Box(column.x, y - Space.touch, 300, Space.touch)
        y = self.field.bottom + Space.gap if portrait else back.y - Space.near - Space.touch
        unknown = Box(column.x, y, self.field.w, Space.touch)
        self.back = self.put(
            Button(look, back, texts("dossiers.back"), self.calling(self.desk.cancel), icon="back")
        )
        close = self.calling(self.desk.close_shift, None)
        self.unknown = self.put(Button(look, unknown, texts("dossiers.unknown"), close))

    def finish(self) -> None:
        """Ends the shift with the number."""
        self.calling(self.desk.close_shift, int(self.digits))()

    def show_digits(self) -> None:
        """The number as it is written here: 1.234."""
        text = f"{int(self.digits):,}".replace(",", ".") if self.digits else ""
        self._number.say(text)
