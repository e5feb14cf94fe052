"""The clerk's own sheet: who is on duty, change to another department, invite, note, end, return."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.desk_view import DeskView
from kiosk.domain.entries import Mode
from kiosk.domain.questionnaire import Department
from kiosk.ui.frame import Box
from kiosk.ui.hours import clock_in_words
from kiosk.ui.screens.departments import Choice, DepartmentTiles, locked_note
from kiosk.ui.screens.dossiers import grouped
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import LINE_BOX, Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.icon import IconName
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.tile import Tile, TileContent, lead_width
from kiosk.ui.widgets.touchable import Action

RAIL = 440  # the column of actions, landscape
RAIL_GAP = 40
ACTION_HEIGHT, LOW_ACTION_HEIGHT = 136, 112
GAP_ABOVE_ACTIONS = 40  # portrait
HEADING = 52  # height of a line above tiles
HEADING_GAP = 10
BELOW_BASELINE = 0.265  # how much of a line stands below its letters' feet, in its size
AIRY_UP_TO = 13  # departments, the one on duty among them


class ShiftSheet(Sheet):
    """Returns by itself when nobody touches it. Departments keep the numbers they have at login."""

    def draw(self, view: DeskView) -> None:
        """Strip, who is on duty, the other departments, the actions."""
        self.strip = self.staff_strip()
        self._draw_title(view)
        if self.look.frame.portrait:
            self._draw_portrait(self._actions(view))
        else:
            self._draw_landscape(self._actions(view))

    def key(self, name: str) -> bool:
        """The digits choose the departments with these numbers."""
        return self.departments is not None and self.departments.choose_by_number(name)

    @property
    def _is_dense(self) -> bool:
        """Whether so many departments need the room above them as well."""
        return len(self.view.questionnaire.departments) > AIRY_UP_TO

    @property
    def _top(self) -> float:
        """Where the departments begin."""
        if self.look.frame.portrait:
            return 400 if self._is_dense else 420
        return 316 if self._is_dense else self.tiles_top

    @property
    def _title_place(self) -> Box:
        if self.look.frame.portrait:
            return self.across(180, 140) if self._is_dense else self.across(192, 140)
        return self.across(152, 92) if self._is_dense else self.across(188, 108)

    def _draw_title(self, view: DeskView) -> None:
        """Who is on duty; and since when, quietly, on the line where that ends."""
        look, place, duty, quiet = self.look, self._title_place, self.look.type.duty, self.look.type.hint
        since = self._since(view)
        room = place.inside(0, right=look.width(since, quiet) + Space.near)
        name = view.department.name_in(view.language) if view.department else ""
        text = self.texts("shift.title", department=name)
        lines = 1 if not look.frame.portrait and look.fit(text, room, duty).fits else 2
        title = self.words(room, text, duty, most_lines=lines).setting
        end = room.x + look.width(title.lines[-1], duty.at(title.size)) + Space.near
        foot = room.y + (room.h + title.height) / 2 - BELOW_BASELINE * (title.size - quiet.largest)
        high = LINE_BOX * quiet.largest
        self.quiet_words(Box(end, foot - high, place.right - end, high), since, quiet, most_lines=1)

    def _since(self, view: DeskView) -> str:
        if view.on_duty_since is None:
            return ""
        return self.texts("shift.since", time=clock_in_words(view.on_duty_since.time(), self.texts))

    def _draw_landscape(self, actions: list[tuple[TileContent, Action]]) -> None:
        """Departments on the left, the actions in a column on the right."""
        bottom = self.foot_line
        top = self._top
        left = self.middle._replace(w=self.middle.w - RAIL - RAIL_GAP)
        self._draw_departments(left._replace(y=top, h=bottom - top))
        rail = Box(self.middle.right - RAIL, top, RAIL, ACTION_HEIGHT)
        self._heading(rail, "shift.actions")
        for number, (content, action) in enumerate(actions):
            self._put_action(rail._replace(y=top + number * (ACTION_HEIGHT + Space.near)), content, action)
        self._put_back(rail._replace(y=bottom - Space.touch, h=Space.touch))

    def _draw_portrait(self, actions: list[tuple[TileContent, Action]]) -> None:
        """Departments above; the actions two by two at the foot, the way back last."""
        near, middle = Space.near, self.middle
        half = (middle.w - near) / 2
        bottom = self.foot_line
        high = LOW_ACTION_HEIGHT if self._is_dense else ACTION_HEIGHT
        top = bottom - 2 * high - near
        places = [
            Box(middle.x + column * (half + near), top + row * (high + near), half, high)
            for row in range(2)
            for column in range(2)
        ]
        above = self._top
        self._draw_departments(self.across(above, top - GAP_ABOVE_ACTIONS - above))
        for place, (content, action) in zip(places, actions, strict=False):
            self._put_action(place, content, action)
        self._put_back(places[-1])

    def _draw_departments(self, area: Box) -> None:
        self.departments: DepartmentTiles | None = None
        choices = [
            self._choice(number, one)
            for number, one in enumerate(self.view.questionnaire.departments, start=1)
            if one != self.view.department
        ]
        if not choices:
            self.help = self._heading(area, "shift.alone")
            return
        self.help = self._heading(area, "shift.change")
        self.departments = self.put(DepartmentTiles(self.look, area, choices, self._change))

    def _change(self, code: str) -> None:
        self.calling(self.desk.change_department, code)()

    def _choice(self, number: int, department: Department) -> Choice:
        """Locked where a PIN is asked: its own, or else that of the department which is left."""
        view = self.view
        leaving = view.department is not None and view.department.code in view.locked
        locked = leaving or department.code in view.locked
        others = len(view.questionnaire.departments) - 1
        note = locked_note(self.look, others) if locked else ""
        content = TileContent(number, department.name_in(view.language), note=note, locked=locked)
        return Choice(department.code, content)

    def _actions(self, view: DeskView) -> list[tuple[TileContent, Action]]:
        """What can be done, by how often it is."""
        texts, desk = self.texts, self.desk

        def note() -> None:
            desk.ask_dossiers(ending=False)

        noted = texts("shift.note")
        if view.dossiers is not None:
            noted = texts("shift.noted", dossiers=grouped(view.dossiers, texts))
        actions: list[tuple[IconName, str, Action]] = [
            ("paper", noted, self.calling(note)),
            ("exit", texts("shift.end"), self.calling(desk.ask_dossiers)),
        ]
        if view.mode is Mode.INVITED:
            text = f"{texts('shift.invite')} · {self.kit.invite_key.upper()}"
            actions.insert(0, ("person", text, self.calling(desk.invite)))
        return [(TileContent(icon, text), action) for icon, text, action in actions]

    def _put_action(self, at: Box, content: TileContent, action: Action) -> None:
        if self.departments:
            beside = self.departments.tiles[0]
            content = replace(content, lead_width=lead_width(beside.box, beside.content))
        self.put(Tile(self.look, at, content, self.look.type.tile[3], action))

    def _put_back(self, at: Box) -> None:
        leave = self.calling(self.desk.cancel)
        self.back = self.put(
            Button(self.look, at, self.texts("shift.back"), leave, kind="main", icon="next", icon_after=True)
        )

    def _heading(self, above: Box, key: str) -> Words:
        at = Box(above.x, above.y - HEADING - HEADING_GAP, above.w, HEADING)
        return self.quiet_words(at, self.texts(key), self.look.type.remark, most_lines=1)
