"""The kiosk's program with a window: holds one desk, and shows what its view says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.domain.desk import Desk
from kiosk.domain.desk_view import DeskView, Screen
from kiosk.ui import fonts
from kiosk.ui.attract import Attract, Deed
from kiosk.ui.corner import Corner
from kiosk.ui.drawable import MOST_LANGUAGES, MOST_REASONS, check_letters
from kiosk.ui.frame import Frame
from kiosk.ui.lockdown import lock_down
from kiosk.ui.look import Look
from kiosk.ui.screens.every import cover_of, importing_all, page_of, sheet_of
from kiosk.ui.screens.sheet import Cover, Kit, Sheet
from kiosk.ui.settings import DisplaySettings, Labels
from kiosk.ui.sound import Chime
from kiosk.ui.stage import Stage
from kiosk.ui.texts import Texts, load_texts
from kiosk.ui.theme import Motion
from kiosk.ui.tidying import tidy
from kiosk.ui.touch import TapGate
from kiosk.ui.widgets.face import FACES
from kiosk.ui.widgets.paint import painted
from kiosk.ui.widgets.picture import decode_all
from sync.status import SyncStatus

if TYPE_CHECKING:
    from kiosk.ui.administration import Administration

_IDLE = (Screen.CLOSED, Screen.LOGIN, Screen.INVITATION, Screen.RATING)
"""What stands for hours where nobody comes; so does OUT_OF_SERVICE, whoever was there before."""
_INVITING = (Screen.INVITATION, Screen.RATING)
_STEPS = (Screen.RATING, Screen.REASONS, Screen.THANKS)
"""A citizen's way; what is behind on it is stored."""


class KioskApp(App):
    """Reads `desk.view()` after each call, each commit and each tick, and draws only what changed.

    `kiosk.ui.boot.prepare` must have run before this module is imported. The desk must be given a
    `ScreenCommitter` where its commits end on another thread. Without an `administration` there is no way to
    the administrator's pages. `on_end` is called once, when the program ends. Raises ValueError when the
    questionnaire or a language can't be shown.
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
        administration: Administration | None = None,
        on_end: Callable[[], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._desk, self._sync_status, self._display = desk, sync_status, display
        self._on_end, self._clock = on_end, clock
        self._kit = Kit(
            desk,
            labels,
            _texts_of(languages, display.languages_folder),
            display.invite_key,
            self.refresh,
            self.cover,
            display.notice,
            administration,
            self._settle,
            self.stop,
        )
        _check(desk.view())
        check_letters(desk.view().questionnaire, labels, display.notice, self._kit.languages)
        _open_typefaces(self._kit.languages.values())
        _decode_pictures(desk.view(), self._kit.languages.values())
        self._attract = Attract(clock, display)
        self._chime = Chime(wanted=display.sounds)
        self._shown: DeskView | None = None
        self._page: tuple[object, ...] | None = None
        self._cover: Cover | None = None
        self._place = (0, 0)

    def build(self) -> Stage:
        """The window's root; called by Kivy."""
        fonts.register()
        self._unlock = lock_down(self, self._key)
        self.stage = Stage(TapGate(self._clock), self._touched, Corner(self._ask_admin))
        self._again = Clock.create_trigger(lambda _dt: self.refresh())
        self._tidying = Clock.create_trigger(lambda _dt: tidy(), Motion.fade)
        self._ticking = Clock.schedule_interval(lambda _dt: self.tick(), Motion.tick)
        Clock.schedule_once(lambda _dt: self._chime.audible, Motion.deaf)  # loads it: nobody waits now
        others = importing_all()
        Clock.schedule_interval(lambda _dt: next(others, False), Motion.tick)  # False ends it
        Window.bind(on_resize=self._resized)
        self.refresh()
        return self.stage

    def on_stop(self) -> None:
        """Kivy says that the program ends."""
        self._ticking.cancel()
        self._again.cancel()
        self._tidying.cancel()
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
        view, former = self._desk.view(), self._shown
        self._shown = view
        if former is None or page_of(view) != page_of(former):
            self._cover = None  # whatever else changes on the screen ends what lies over it
            self._wake()
            if former and _is_step(former, view):
                self._chime.play()
            if view.screen is Screen.THANKS:
                self._tidying()  # while no touch is heard: a sheet is a circle, which nothing else lets go of
        page = (self._cover, *page_of(view))
        if page != self._page:
            self._page = page
            self._turn_to(view)
        elif view != former or not view.busy:
            self.sheet.show(view)
        self.stage.open_input(not view.busy)
        if view.busy:
            self._again()

    def cover(self, cover: Cover | None) -> None:
        """Lays something over the screen of the desk, or takes it away."""
        self._cover = cover
        self.refresh()

    def tick(self) -> None:
        """Four times a second: time-outs, the sync dot, what an idle screen does."""
        self._desk.tick()
        self.refresh()
        self._show_sync()
        if self._cover == "languages":
            if self._attract.quiet_for >= Motion.languages:
                self.cover(None)
        elif self._is_idle and not self.stage.dark and not self.stage.gate.holding:
            self._do_what_is_due()

    @property
    def _is_idle(self) -> bool:
        """Whether nobody is there: nothing armed, no other language or type chosen."""
        view = self._desk.view()
        if view.screen is Screen.OUT_OF_SERVICE:
            return True
        usual = not view.easy and view.language == next(iter(self._kit.languages))
        return view.screen in _IDLE and view.fresh and view.seconds_left is None and usual and not view.busy

    def _do_what_is_due(self) -> None:
        """Only while nobody is there; a finger that comes down in the middle of it finds its place."""
        view = self._desk.view()
        place = self._attract.place(Frame(*Window.size).unit)
        if place != self._place:
            self._place = place
            self._turn_to(view, settle=False)
        match self._attract.due(inviting=view.screen in _INVITING):
            case Deed.BECKON:
                self.sheet.beckon()
            case Deed.SHOW_NOTICE:
                self.cover("notice")
            case Deed.END_NOTICE:
                self.cover(None)
            case Deed.GO_DARK:
                self.stage.go_dark()

    def _turn_to(self, view: DeskView, *, settle: bool = True) -> None:
        width, height = Window.size
        frame = Frame(width, height, self._place)
        texts = self._kit.languages[self._language_of_notice if self._cover == "notice" else view.language]
        look = Look(frame, texts, easy=view.easy, night=view.screen is Screen.CLOSED)
        kind = cover_of(self._cover) if self._cover else sheet_of(view.screen)
        self.stage.play(kind(look, view, self._kit), fade=settle and not view.easy, settle=settle)
        self._show_sync()

    @property
    def _language_of_notice(self) -> str:
        """Each time another of those that the notice has words in."""
        notice, known = self._kit.notice, list(self._kit.languages)
        spoken = [code for code in known if notice and code in notice.texts] or known[:1]
        return spoken[(self._attract.notices_shown - 1) % len(spoken)]

    def _show_sync(self) -> None:
        self.sheet.strip.show_sync(self._sync_status().all_sent)

    def _wake(self) -> None:
        self._attract.begin_anew()
        self.stage.wake()

    def _touched(self) -> None:
        """A finger came down, wherever. The one that ends the notice presses nothing: the screen is new."""
        self._attract.begin_anew()
        self._desk.touched()
        if self._cover == "notice":
            self.cover(None)

    def _settle(self) -> None:
        self.stage.gate.close()

    def _ask_admin(self) -> None:
        """A finger was held in the corner; what lies over the screen of the desk goes."""
        if self._kit.administration:
            self._desk.ask_admin()
            self.refresh()

    def _key(self, name: str) -> None:
        """The clerk's two keys, and digits where they are typed. No other key does anything."""
        self._wake()
        if self._cover == "notice":
            self.cover(None)
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


def _is_step(before: DeskView, after: DeskView) -> bool:
    """Whether a citizen came further on the way; skipping sounds as answering does."""
    if after.screen not in _STEPS:
        return False
    if before.screen is Screen.STILL_THERE:
        return after.screen is Screen.THANKS
    return before.screen in _STEPS and _progress(after) > _progress(before)


def _progress(view: DeskView) -> tuple[int, int]:
    return _STEPS.index(view.screen), view.position


def _texts_of(languages: Sequence[str], further: Path | None) -> Mapping[str, Texts]:
    known = load_texts(further)
    for code in languages:
        if code not in known:
            names = ", ".join(known)
            raise ValueError(f"there is no assets/languages/{code}/texts.toml; known languages: {names}")
    if len(languages) > MOST_LANGUAGES:
        raise ValueError(f"at most {MOST_LANGUAGES} languages fit the screen")
    return {code: known[code] for code in languages}


def _check(view: DeskView) -> None:
    """What the screens can't draw is refused before the window opens."""
    for level in view.questionnaire.levels:
        if level.code not in FACES:
            raise ValueError(f"level {level.code!r} has no face; known are {', '.join(FACES)}")
    if len(view.questionnaire.reasons) > MOST_REASONS:
        raise ValueError(f"at most {MOST_REASONS} reasons fit the screen")


def _open_typefaces(languages: Iterable[Texts]) -> None:
    for texts in languages:
        if texts.typeface:
            fonts.open_once(texts.typeface)


def _decode_pictures(view: DeskView, languages: Iterable[Texts]) -> None:
    """Those that will be shown; the others in the folder are nobody's business."""
    codes = [criterion.code for criterion in view.questionnaire.criteria]
    decode_all(texts.pictures[code] for texts in languages for code in codes if code in texts.pictures)
