"""Shuts Kivy's own exits, and keeps the window answering after it lost the focus or was hidden."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Keyboard, Window

KeyHandler = Callable[[str], None]


def lock_down(app: App, on_key: KeyHandler) -> Callable[[], None]:
    """Takes every key for the kiosk, refuses to be closed, ends cleanly on SIGTERM and SIGINT.

    `on_key` is given the name of each key pressed, which does nothing else: Esc, F1, F11 and Alt-F4
    lose their meaning. Returns a function that undoes the bindings.
    """

    def stop(*_: Any) -> None:
        Clock.schedule_once(lambda _dt: app.stop())

    def key(_window: Any, code: int, *_: Any) -> bool:
        on_key(Keyboard.keycode_to_string(Window, code))
        return True

    bindings = {
        "on_keyboard": key,
        "on_request_close": lambda *_args, **_kwargs: True,
        "focus": _end_touches,
        "on_restore": _redraw,
        "on_show": _redraw,
    }
    app.open_settings = lambda *_: False  # F1 would open Kivy's settings panel
    Window.bind(**bindings)
    former = {name: signal.signal(name, stop) for name in (signal.SIGTERM, signal.SIGINT)}

    def undo() -> None:
        Window.unbind(**bindings)
        for name, handler in former.items():
            signal.signal(name, handler)

    return undo


def _end_touches(window: Any, has_focus: bool) -> None:
    """A finger whose lifting another window saw would block every touch after it."""
    if not has_focus:
        window.dispatch("on_mouse_up", 0, 0, "all", [])


def _redraw(*_: Any) -> None:
    """A window that was hidden comes back black until something is drawn."""
    Window.canvas.ask_update()
