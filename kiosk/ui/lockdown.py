"""Shuts Kivy's own exits, and keeps the window answering after it lost the focus or was hidden."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Keyboard, Window

KeyHandler = Callable[[str], None]
_NOWHERE = (-1000, -1000)
"""Pixels, off everything that can be pressed."""
_FINGER, _ALL = "left", "all"


def lock_down(app: App, on_key: KeyHandler) -> Callable[[], None]:
    """Takes every key and all mouse buttons but the left one for the kiosk, and refuses to be closed.

    Ends cleanly on SIGTERM and SIGINT. `on_key` is given the name of each key pressed, which does nothing
    else: Esc, F1, F11 and Alt-F4 lose their meaning. Returns a function that undoes the bindings.
    """

    def stop(*_: Any) -> None:
        Clock.schedule_once(lambda _dt: app.stop())

    def key(_window: Any, code: int, *_: Any) -> bool:
        on_key(Keyboard.keycode_to_string(Window, code))
        return True

    finger = _Finger()
    bindings = {
        "on_keyboard": key,
        "on_request_close": lambda *_args, **_kwargs: True,
        "focus": finger.keep_to_the_focus,
        "on_restore": _redraw,
        "on_show": _redraw,
    }
    buttons = {"on_mouse_down": finger.come_down, "on_mouse_up": finger.lift}
    # Who binds last is asked first: Kivy's own listener to the mouse binds when the program begins to run.
    soon = Clock.schedule_once(lambda _dt: Window.bind(**buttons))
    app.open_settings = lambda *_: False  # F1 would open Kivy's settings panel
    Window.bind(**bindings)
    former = {name: signal.signal(name, stop) for name in (signal.SIGTERM, signal.SIGINT)}

    def undo() -> None:
        soon.cancel()
        Window.unbind(**bindings, **buttons)
        for name, handler in former.items():
            signal.signal(name, handler)

    return undo


class _Finger:
    """The finger on the screen, which SDL makes the left button of.

    Other buttons are taken, so that Kivy never hears of them: with a second one down it forgets the first.
    """

    def __init__(self) -> None:
        self._is_down = self._is_missed = False

    def come_down(self, _window: Any, _x: float, _y: float, button: str, _modifiers: Any) -> bool:
        """Whether it is taken."""
        if button == _FINGER:
            self._is_down, self._is_missed = True, False
        return button != _FINGER

    def lift(self, window: Any, x: float, y: float, button: str, modifiers: Any) -> bool:
        """Whether it is taken.

        After a lift that SDL missed it leaves out the next finger's coming down: this is the lift of that.
        """
        if button == _FINGER:
            if self._is_missed and window.focus:
                window.dispatch("on_mouse_down", x, y, button, modifiers)
            self._is_down = self._is_missed = False
        return button not in {_FINGER, _ALL}

    def keep_to_the_focus(self, window: Any, has_focus: bool) -> None:
        """A finger that another window sees lifted would block the next touch: it slides off, then lifts."""
        if has_focus:
            return
        self._is_missed |= self._is_down and os.name != "nt"  # on Windows SDL asks once the focus is back
        self._is_down = False
        window.dispatch("on_mouse_move", *_NOWHERE, [])
        window.dispatch("on_mouse_up", *_NOWHERE, _ALL, [])


def _redraw(*_: Any) -> None:
    """A window that was hidden comes back black until something is drawn."""
    Window.canvas.ask_update()
