"""The kiosk's program with a window: holds one desk, and shows what its view says."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.domain.desk import Desk
from kiosk.domain.desk_view import DeskView, Screen
from kiosk.ui import fonts
from kiosk.ui.frame import Frame
from kiosk.ui.lockdown import lock_down
from kiosk.ui.look import Look
from kiosk.ui.screens.every import SHEETS, page_of
from kiosk.ui.screens.reasons import MOST_REASONS
from kiosk.ui.screens.sheet import Kit, Sheet
from kiosk.ui.settings import DisplaySettings, Labels
from kiosk.ui.stage import Stage
from kiosk.ui.texts import Texts, load_texts
from kiosk.ui.theme import DAY, Motion, rgb
from kiosk.ui.touch import TapGate
from kiosk.ui.widgets.face import FACES
from kiosk.ui.widgets.paint import painted
from sync.status import SyncStatus

_IDLE = (Screen.LOGIN, Screen.INVITATION, Screen.RATING)


class KioskApp(App):
    """Reads `desk.view()` after each call, each commit and each tick, and draws only what changed.

    `kiosk.ui.boot.prepare` must have run before this module is imported. The desk must be given a
    `ScreenCommitter` where its commits end on another thread. `on_end` is called once, when the program
    ends. Raises ValueError when the questionnaire can't be shown.
    """

    title = "Hài Lòng"

    def __init__(
        self,
        *,
        desk: Desk,
        labels: Labels,
        sync_status: Callable[[], SyncStatus],
        display: DisplaySettings,
        languages: Sequence[str],
        on_end: Callable[[], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._desk, self._sync_status, self._display = desk, sync_status, display
        self._on_end, self._clock = on_end, clock
        self._kit = Kit(desk, labels, _texts_of(languages), display.invite_key, self.refresh)
        _check(desk.view())
        self._shown: DeskView | None = None
        self._page: tuple[object, ...] | None = None
        self._of_interest_at = clock()

    def build(self) -> Stage:
        """The window's root; called by Kivy."""
        fonts.register()
        Window.clearcolor = (*rgb(DAY.page), 1)
        self._unlock = lock_down(self, self._key)
        self.stage = Stage(TapGate(self._clock), self._touched)
        self._again = Clock.create_trigger(lambda _dt: self.refresh())
        self._ticking = Clock.schedule_interval(lambda _dt: self.tick(), Motion.tick)
        Window.bind(on_resize=self._resized)
        self.refresh()
        return self.stage

    def on_stop(self) -> None:
        """Kivy says that the program ends."""
        self._ticking.cancel()
        self._again.cancel()
        Window.unbind(on_resize=self._resized)
        self._unlock()
        if self._on_end:
            self._on_end()

    @property
    def sheet(self) -> Sheet:
        """What is on the screen."""
        if self.stage.sheet is None:
            raise RuntimeError("nothing is on the screen yet")
        return self.stage.sheet

    def refresh(self) -> None:
        """Shows the desk as it is now; while a commit is under way, looks again in the next frame."""
        view = self._desk.view()
        if page_of(view) != self._page:
            self._page = page_of(view)
            self._turn_to(view)
        elif view != self._shown or not view.busy:
            self.sheet.show(view)
        self._shown = view
        self.stage.open_input(not view.busy)
        if view.busy:
            self._again()

    def tick(self) -> None:
        """Four times a second: time-outs, the sync dot, the dark."""
        self._desk.tick()
        self.refresh()
        self._show_sync()
        if self._is_dark_due and not self.stage.dark:
            self.stage.go_dark()

    @property
    def _is_dark_due(self) -> bool:
        """Whether the idle screen has interested nobody for so long that it goes black."""
        view, after = self._desk.view(), self._display.dark_after_seconds
        idle = view.screen in _IDLE and view.fresh
        return bool(after) and idle and self._clock() - self._of_interest_at >= after

    def _turn_to(self, view: DeskView) -> None:
        frame = Frame(*Window.size)
        look = Look(frame, self._kit.languages[view.language], easy=view.easy)
        self.stage.play(SHEETS[view.screen](look, view, self._kit), fade=not view.easy)
        self._wake()
        self._show_sync()

    def _show_sync(self) -> None:
        self.sheet.strip.show_sync(self._sync_status().waiting == 0)

    def _wake(self) -> None:
        self._of_interest_at = self._clock()
        self.stage.wake()

    def _touched(self) -> None:
        self._of_interest_at = self._clock()
        self._desk.touched()

    def _key(self, name: str) -> None:
        """The clerk's two keys, and digits where they are typed. No other key does anything."""
        self._wake()
        if self._desk.view().busy:
            return
        if name == self._display.invite_key:
            self._desk.invite()
        elif name == self._display.shift_key:
            self._desk.open_shift_menu()
        elif self.sheet.key(name):
            self._desk.touched()
        self.refresh()

    def _resized(self, *_: Any) -> None:
        """Another size of the window: everything is painted anew."""
        painted.cache_clear()
        self._page = None
        self.refresh()


def _texts_of(languages: Sequence[str]) -> Mapping[str, Texts]:
    known = load_texts()
    for code in languages:
        if code not in known:
            names = ", ".join(known)
            raise ValueError(f"there is no assets/languages/{code}/texts.toml; known languages: {names}")
    return {code: known[code] for code in languages}


def _check(view: DeskView) -> None:
    """What the screens can't draw is refused before the window opens."""
    for level in view.questionnaire.levels:
        if level.code not in FACES:
            raise ValueError(f"level {level.code!r} has no face; known are {', '.join(FACES)}")
    if len(view.questionnaire.reasons) > MOST_REASONS:
        raise ValueError(f"at most {MOST_REASONS} reasons fit the screen")
