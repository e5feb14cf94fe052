"""Shuts Kivy's own exits, and keeps the window answering after it lost the focus or was hidden."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Keyboard, Window

KeyHandler = Callable[[str], None]
_NOWHERE = (-1000, -1000)
"""Pixels, off everything that can be pressed."""


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

    bindings = {
        "on_keyboard": key,
        "on_request_close": lambda *_args, **_kwargs: True,
        "focus": _end_touches,
        "on_restore": _redraw,
        "on_show": _redraw,
    }
    buttons = {"on_mouse_down": _is_another_button, "on_mouse_up": _is_another_button}
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


def _is_another_button(_window: Any, _x: float, _y: float, button: str, _modifiers: Any) -> bool:
    """Taken, so that Kivy never hears of it: a second button down, it forgets to lift the first."""
    return button not in {"left", "all"}


def _end_touches(window: Any, has_focus: bool) -> None:
    """A finger whose lifting another window sees would block the next touch: it slides off, then lifts."""
    if not has_focus:
        window.dispatch("on_mouse_move", *_NOWHERE, [])
        window.dispatch("on_mouse_up", *_NOWHERE, "all", [])


def _redraw(*_: Any) -> None:
    """A window that was hidden comes back black until something is drawn."""
    Window.canvas.ask_update()
