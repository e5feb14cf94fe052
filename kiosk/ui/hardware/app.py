"""The program of `kiosk check --hardware` with its window: one page after the other, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.ui import fonts
from kiosk.ui.frame import Frame
from kiosk.ui.hardware.asking import HeadsPage, SharpPage, SizePage, SleepPage, SoundPage
from kiosk.ui.hardware.bench import Bench, Outcome, Step
from kiosk.ui.hardware.findings import EndPage, LookPage
from kiosk.ui.hardware.page import Page
from kiosk.ui.hardware.touching import EdgesPage, TargetsPage
from kiosk.ui.lockdown import lock_down
from kiosk.ui.look import Look
from kiosk.ui.plain_stage import PlainStage
from kiosk.ui.sound import Chime
from kiosk.ui.texts import load_texts
from kiosk.ui.theme import DAY, Motion, rgb
from kiosk.ui.touch import TapGate
from kiosk.ui.widgets.paint import painted

PAGES: dict[Step, Callable[[Any], Page]] = {
    Step.LOOK: LookPage,
    Step.EDGES: EdgesPage,
    Step.TARGETS: TargetsPage,
    Step.SIZE: SizePage,
    Step.SHARP: SharpPage,
    Step.HEADS: HeadsPage,
    Step.SLEEP: SleepPage,
    Step.SOUND: SoundPage,
}


class HardwareApp(App):
    """Walks through the pages; the results are kept after each of them.

    `kiosk.ui.boot.prepare` must have run before this module is imported.
    """

    title = "Hài Lòng"
    page: Page
    """What is on the screen."""

    def __init__(
        self,
        *,
        bench: Bench,
        language: str,
        sounds: bool = True,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.bench, self.wall, self.monotonic = bench, wall, monotonic
        self.kept = ""
        self._texts, self._sounds = load_texts()[language], sounds
        self._outcomes: dict[Step, Outcome] = {}
        self._at = 0

    def build(self) -> PlainStage:
        """The window's root; called by Kivy."""
        fonts.register()
        Window.clearcolor = (*rgb(DAY.page), 1)
        self.chime = Chime(wanted=self._sounds)
        self._unlock = lock_down(self, self._key)
        self._stage = PlainStage(TapGate(self.monotonic))
        self._ticking = Clock.schedule_interval(lambda _dt: self.page.poll(), Motion.tick)
        Window.bind(on_resize=self._resized)
        self._turn()
        return self._stage

    def on_stop(self) -> None:
        """Kivy says that the program ends."""
        self._ticking.cancel()
        Window.unbind(on_resize=self._resized)
        self._unlock()
        self.page.leave()

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What came of the pages so far, in their order."""
        return tuple(self._outcomes[step] for step in Step if step in self._outcomes)

    def note(self, outcome: Outcome) -> None:
        """Keeps what came of the page that is shown; the next one follows."""
        self._outcomes[outcome.step] = outcome
        self.kept = self.bench.keep(self.outcomes)
        self._at += 1
        self._turn()

    def go_back(self) -> None:
        """To the page before; from the first one out of the program."""
        if self._at == 0:
            self.stop()
        else:
            self._at -= 1
            self._turn()

    def _turn(self) -> None:
        former: Page | None = getattr(self, "page", None)
        if former:
            former.leave()
        self.look = Look(Frame(*Window.size), self._texts)
        steps = list(Step)
        self.page = PAGES[steps[self._at]](self) if self._at < len(steps) else EndPage(self)
        self._stage.play(self.page)

    def _key(self, name: str) -> None:
        if name == "escape":
            self.go_back()

    def _resized(self, *_: Any) -> None:
        painted.cache_clear()
        self._turn()
