"""PINs: the administrator's must be there, a department's may."""

from __future__ import annotations

from kiosk.domain.ports import ADMIN
from kiosk.setup.answers import Step
from kiosk.ui.screens.departments import Choice, DepartmentTiles
from kiosk.ui.setup.page import Host, Page
from kiosk.ui.setup.pin_pad import PinPad
from kiosk.ui.widgets.tile import TileContent


class PinsPage(Page):
    """A tile for the administrator, then one a department."""

    step = Step.PINS

    def __init__(self, host: Host, fault: str = "") -> None:
        self._fault = fault
        super().__init__(host)

    def draw(self) -> None:
        """The tiles, and the ways on."""
        texts, answers = self.texts, self.host.answers
        self.draw_head(texts("setup.pins"), texts("setup.pins_help"), self._fault)
        choices = [self._choice(ADMIN, texts("pin.admin"), optional=False)]
        choices += [self._choice(one.code, one.name, optional=True) for one in answers.departments]
        self.put(DepartmentTiles(self.look, self.area, choices, self._choose))
        self.draw_back()
        self.draw_main(texts("setup.on"), self._finish)

    def _choice(self, code: str, name: str, *, optional: bool) -> Choice:
        is_set = self.host.answers.has_pin(code)
        word = "set" if is_set else "optional" if optional else "needed"
        content = TileContent(
            lead="check" if is_set else "lock", text=name, tag=self.texts(f"setup.pin_{word}")
        )
        return Choice(code, content)

    def _choose(self, code: str) -> None:
        answers = self.host.answers
        name = self.texts("pin.admin") if code == ADMIN else answers.department(code).name
        self.host.turn_to(lambda host: PinPad(host, code, name))

    def _finish(self) -> None:
        host = self.host
        if host.port.faults(Step.PINS, host.answers, self.language):
            fault = self.texts("setup.pin_admin_missing")
            host.turn_to(lambda host: PinsPage(host, fault))
        else:
            self.go_on()
