"""The clerk opens a shift: one tile a department."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.domain.questionnaire import Department
from kiosk.ui.screens.departments import Choice, DepartmentTiles, locked_note
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.widgets.tile import TileContent


class LoginSheet(Sheet):
    """Every department of the questionnaire, in its order."""

    def draw(self, view: DeskView) -> None:
        """Strip, question, tiles."""
        texts = self.texts
        self.strip = self.staff_strip(lotus=True)
        self.draw_head(texts("login.title"), texts("login.help"))
        top = self.tiles_top
        area = self.across(top, self.foot_line - top)
        departments = view.questionnaire.departments
        choices = [self._choice(number, one) for number, one in enumerate(departments, start=1)]
        self.departments = self.put(DepartmentTiles(self.look, area, choices, self._choose))

    def key(self, name: str) -> bool:
        """The digits choose the tiles with these numbers."""
        return self.departments.choose_by_number(name)

    def _choose(self, code: str) -> None:
        self.calling(self.desk.choose_department, code)()

    def _choice(self, number: int, department: Department) -> Choice:
        view, texts = self.view, self.texts
        locked = department.code in view.locked
        content = TileContent(
            lead=number,
            text=department.name_in(view.language),
            tag=texts("login.last") if department.code == view.last_department else "",
            note=locked_note(self.look, len(view.questionnaire.departments)) if locked else "",
            locked=locked,
        )
        return Choice(department.code, content)
