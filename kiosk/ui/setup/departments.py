"""The departments that share this desk: a tile each, to be renamed or removed, and one button for more."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.setup.answers import MOST_DEPARTMENTS, Step
from kiosk.ui.screens.departments import Choice, DepartmentTiles
from kiosk.ui.setup.editor import Editor, Question
from kiosk.ui.setup.page import Host, Page
from kiosk.ui.widgets.tile import TileContent
from kiosk.ui.widgets.touchable import Action


class DepartmentsPage(Page):
    """As the clerks will see them at login."""

    step = Step.DEPARTMENTS

    def __init__(self, host: Host, fault: str = "") -> None:
        self._fault = fault
        super().__init__(host)

    def draw(self) -> None:
        """The tiles, and the ways on."""
        texts, departments = self.texts, self.host.answers.departments
        help_ = texts("setup.departments_help" if departments else "setup.departments_none")
        self.draw_head(texts("setup.departments"), help_, self._fault)
        choices = [
            Choice(one.code, TileContent(lead=number, text=one.name))
            for number, one in enumerate(departments, start=1)
        ]
        if choices:
            self.put(DepartmentTiles(self.look, self.area_above_second, choices, self._change))
        self.draw_back()
        if not departments:
            self.draw_main(texts("setup.add"), self._add)
            return
        if len(departments) < MOST_DEPARTMENTS:
            self.draw_second(texts("setup.add"), self._add)
        self.draw_main(texts("setup.on"), self._finish)

    def _finish(self) -> None:
        host = self.host
        faults = host.port.faults(Step.DEPARTMENTS, host.answers, self.language)
        if faults:
            fault = next(iter(faults.values()))
            host.turn_to(lambda host: DepartmentsPage(host, fault))
        else:
            self.go_on()

    def _add(self) -> None:
        host = self.host
        self._open(self.texts("setup.add"), "", lambda name: host.take(host.answers.with_department(name)))

    def _change(self, code: str) -> None:
        host = self.host
        name = host.answers.department(code).name

        def remove() -> None:
            host.take(host.answers.without(code))
            host.turn_to(DepartmentsPage)

        def rename(name: str) -> None:
            host.take(host.answers.renamed(code, name))

        self._open(self.texts("setup.rename"), name, rename, (self.texts("setup.remove"), remove))

    def _open(
        self, title: str, name: str, take: Callable[[str], None], remove: tuple[str, Action] | None = None
    ) -> None:
        """The keyboard for a name; an empty one changes nothing."""
        host = self.host

        def done(typed: str) -> None:
            tidied = host.port.tidied("department", typed)
            if tidied:
                take(tidied)
            host.turn_to(DepartmentsPage)

        question = Question(
            title=title,
            help=self.texts("setup.department_help"),
            keyboard="words",
            text=name,
            done=done,
            cancel=lambda: host.turn_to(DepartmentsPage),
            remove=remove,
        )
        host.turn_to(lambda host: Editor(host, question))
