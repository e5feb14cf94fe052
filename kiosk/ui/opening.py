"""What stands on the screen from the first moment until the first screen can: that the kiosk is coming.

Importing this opens the window, so `kiosk.ui.boot.prepare` must have run. An old PC needs seconds for what
comes after that, and nobody should have to wonder meanwhile (docs/decisions/0037-a-window-at-once.md).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, TypeVar

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.ui import fonts
from kiosk.ui.frame import Box, Frame
from kiosk.ui.look import Look
from kiosk.ui.texts import base_texts
from kiosk.ui.theme import rgb
from kiosk.ui.widgets.icon import Lotus
from kiosk.ui.widgets.part import Words

_ResultT = TypeVar("_ResultT")
_LOOK_SECONDS = 0.2
_LOTUS = 150
_GAP = 40
_MOST_WORDS = 100  # of the line's height


def _refuse(*_: Any, **__: Any) -> bool:
    return True


class Opening:
    """Shown as soon as it is made. `night`: the first screen will be the dark one, outside office hours."""

    def __init__(self, *, night: bool) -> None:
        self._night, self._mark = night, Widget()
        self._bindings = {
            "on_keyboard": _refuse,
            "on_request_close": _refuse,
            "on_resize": lambda *_: self._lay_out(),
        }
        Window.bind(**self._bindings)
        fonts.register()
        self._lay_out()
        Window.add_widget(self._mark)
        _draw()

    def meanwhile(self, work: Callable[[], _ResultT]) -> _ResultT:
        """What `work` gives, done on a thread of its own while the window answers; raises what it raises.

        Nobody listens to touches yet.
        """
        with ThreadPoolExecutor(1, "opening") as thread:
            job = thread.submit(work)
            while not wait([job], _LOOK_SECONDS).done:
                EventLoop.idle()
                Window.mainloop()
            return job.result()

    def give_way(self) -> None:
        """The first screen stands behind it: draw that one, then let go of what was touched before."""
        Window.unbind(**self._bindings)
        Window.remove_widget(self._mark)
        _draw()
        Window.mainloop()

    def _lay_out(self) -> None:
        """The lotus, and in the staff's language that the kiosk opens, for the window's size as it is now."""
        look = Look(Frame(*Window.size), base_texts(), night=self._night)
        Window.clearcolor = (*rgb(look.palette.page), 1)
        whole = Box(0, 0, look.frame.w, look.frame.h).centred(look.frame.w, _LOTUS + _GAP + _MOST_WORDS)
        lotus = Box((look.frame.w - _LOTUS) / 2, whole.y, _LOTUS, _LOTUS)
        words, type_ = look.texts("opening.words"), look.type.story
        self._mark.clear_widgets()
        self._mark.add_widget(Lotus(look, lotus))
        self._mark.add_widget(Words(look, whole.inside(0, _LOTUS + _GAP), words, type_, align="centre"))


def _draw() -> None:
    Window.dispatch("on_draw")
    Window.dispatch("on_flip")
