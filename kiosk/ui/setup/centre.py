"""The centre's address and the one-time code, tried at once: the code is not used up before the last step."""

from __future__ import annotations

from dataclasses import replace

from kiosk.setup.answers import Step
from kiosk.ui.administration import Job
from kiosk.ui.setup.field import FieldContent
from kiosk.ui.setup.form import FormPage
from kiosk.ui.setup.page import Host, Page
from kiosk.ui.setup.port import CentreSaid


class CentrePage(FormPage):
    """Two fields; without a code one goes on and enrols later."""

    step = Step.CENTRE
    fault_lines = 3  # what a network can do takes words

    def draw(self) -> None:
        """The fields, and the ways on."""
        texts, answers = self.texts, self.host.answers
        self.draw_head(
            texts("setup.centre"), texts("setup.centre_enrolled" if answers.enrolled else "setup.centre_help")
        )
        self.draw_fields(
            [
                FieldContent("endpoint", "address", answers.endpoint),
                FieldContent("code", "code", answers.code),
            ]
        )
        self.draw_back()
        self.draw_second(texts("setup.as_it_is" if answers.enrolled else "setup.later"), self._later)
        if answers.code or answers.endpoint:
            self.draw_main(texts("setup.ask"), self._ask)

    def _ask(self) -> None:
        """The rules first; then the centre."""
        host, language = self.host, self.language
        faults = dict(host.port.faults(Step.CENTRE, host.answers, language))
        if not host.answers.code:
            faults["code"] = self.texts("setup.code_missing")
        if faults:
            self.show_faults(faults)
        else:
            job = host.port.ask_centre(host.answers, language)
            host.turn_to(lambda host: AskingPage(host, job))

    def _later(self) -> None:
        """No code; an address that is none would stop every later step."""
        host = self.host
        host.take(replace(host.answers, code="", device_told=False))
        faults = host.port.faults(Step.CENTRE, host.answers, self.language)
        if faults:
            self.show_faults(faults)
        else:
            self.go_on()


class AskingPage(Page):
    """While the centre is asked; going back drops what it may still say."""

    step = Step.CENTRE

    def __init__(self, host: Host, job: Job[CentreSaid]) -> None:
        self._job = job
        super().__init__(host)

    def draw(self) -> None:
        """What is waited for."""
        self.draw_head(self.texts("setup.centre"), self.texts("setup.asking"))
        self.draw_back()

    def poll(self) -> None:
        """Goes on with the device's name, or back with what is wrong."""
        if not self._job.over:
            return
        said = self._job.result or CentreSaid(faults={"endpoint": self._job.fault})
        host = self.host
        if said.faults:
            host.turn_to(lambda host: CentrePage(host, said.faults))
        else:
            host.take(replace(host.answers, device=said.device, device_told=True))
            self.go_on()

    def go_back(self) -> None:
        """To the fields."""
        self.host.turn_to_step(Step.CENTRE)

    def leave(self) -> None:
        """Nobody waits any more."""
        self._job.cancel()
