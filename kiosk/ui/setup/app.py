"""The program of `kiosk setup` with its window: holds the answers, shows one page after the other."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.setup.answers import Answers, Step
from kiosk.ui import fonts
from kiosk.ui.administration import Finding
from kiosk.ui.frame import Frame
from kiosk.ui.lockdown import lock_down
from kiosk.ui.look import Look
from kiosk.ui.plain_stage import PlainStage
from kiosk.ui.setup.centre import CentrePage
from kiosk.ui.setup.departments import DepartmentsPage
from kiosk.ui.setup.finished import FinishedPage
from kiosk.ui.setup.languages import LanguagePage
from kiosk.ui.setup.page import Page
from kiosk.ui.setup.pins import PinsPage
from kiosk.ui.setup.place import PlacePage
from kiosk.ui.setup.port import SetupPort
from kiosk.ui.setup.summary import SummaryPage
from kiosk.ui.setup.touch_test import TouchPage
from kiosk.ui.texts import load_texts
from kiosk.ui.theme import DAY, Motion, rgb
from kiosk.ui.touch import TapGate
from kiosk.ui.widgets.paint import painted

PAGES: dict[Step, Callable[[Any], Page]] = {
    Step.LANGUAGE: LanguagePage,
    Step.CENTRE: CentrePage,
    Step.PLACE: PlacePage,
    Step.DEPARTMENTS: DepartmentsPage,
    Step.PINS: PinsPage,
    Step.TOUCH: TouchPage,
    Step.SUMMARY: SummaryPage,
}


class SetupApp(App):
    """Nothing is written before the last step; `done` says afterwards whether the PC was set up.

    `kiosk.ui.boot.prepare` must have run before this module is imported. `target` is where the configuration
    will stand; `starts`: the last button starts the kiosk.
    """

    title = "Hài Lòng"
    page: Page
    """What is on the screen."""

    def __init__(
        self,
        *,
        port: SetupPort,
        answers: Answers,
        language: str,
        target: str,
        starts: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.port, self.answers, self.target, self.starts = port, answers, target, starts
        self.done = False
        self._all_texts, self._clock = load_texts(), clock
        self._language = language
        self._make: Callable[[Any], Page] = LanguagePage

    def build(self) -> PlainStage:
        """The window's root; called by Kivy."""
        fonts.register()
        Window.clearcolor = (*rgb(DAY.page), 1)
        self._unlock = lock_down(self, self._key)
        self._stage = PlainStage(TapGate(self._clock))
        self._ticking = Clock.schedule_interval(lambda _dt: self.page.poll(), Motion.tick)
        Window.bind(on_resize=self._resized, on_textinput=self._typed)
        self._look_anew()
        self.turn_to(self._make)
        return self._stage

    def on_stop(self) -> None:
        """Kivy says that the program ends."""
        self._ticking.cancel()
        Window.unbind(on_resize=self._resized, on_textinput=self._typed)
        self._unlock()
        self.page.leave()

    def take(self, answers: Answers) -> None:
        """These are the answers now."""
        self.answers = answers

    def turn_to(self, page: Callable[[Any], Page]) -> None:
        """Puts another page on the screen."""
        former: Page | None = getattr(self, "page", None)
        if former:
            former.leave()
        self._make, self.page = page, page(self)
        self._stage.play(self.page)

    def turn_to_step(self, step: Step) -> None:
        """Puts the page of a step on the screen."""
        self.turn_to(PAGES[step])

    def speak(self, language: str) -> None:
        """Another language from now on."""
        self._language = language
        self._look_anew()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Everything is written; this is what the last look found."""
        self.done = True
        self.turn_to(lambda host: FinishedPage(host, findings))

    def end(self, *, done: bool) -> None:
        """Ends the program."""
        self.done = done
        self.stop()

    def _look_anew(self) -> None:
        self.look = Look(Frame(*Window.size), self._all_texts[self._language])

    def _key(self, name: str) -> None:
        self.page.key(name)

    def _typed(self, _window: Any, text: str) -> None:
        self.page.typed(text)

    def _resized(self, *_: Any) -> None:
        painted.cache_clear()
        self._look_anew()
        self.turn_to(self._make)
