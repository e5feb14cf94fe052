"""Kivy's environment and configuration for a kiosk. Call `prepare` before anything imports Kivy.

Each setting here was found necessary by running Kivy 2.3.1 (docs/decisions/0005-kivy-locked-down.md).
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping

from kiosk.ui.assets import ASSETS
from kiosk.ui.settings import DisplaySettings

ENVIRONMENT = {
    "KIVY_NO_ARGS": "1",  # the command line is ours
    "KIVY_NO_CONFIG": "1",  # no config.ini is read or written: a user's file can't change the kiosk
    "KIVY_NO_FILELOG": "1",  # our own logging writes the files
    "KIVY_LOG_MODE": "PYTHON",  # else Kivy takes over the root logger and swallows tracebacks
    "KIVY_WINDOW": "sdl2",  # these four: it is what the product comes with, no need to look for others
    "KIVY_TEXT": "sdl2",
    "KIVY_IMAGE": "sdl2",
    "KIVY_AUDIO": "sdl2",
    "KIVY_METRICS_DENSITY": "1",  # lay out in real pixels, whatever scaling the system reports
    "KIVY_DPI": "96",
    "SDL_MOUSE_FOCUS_CLICKTHROUGH": "1",  # else the first tap after another window had the focus is lost
    "SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS": "0",  # the clerk works on the other screen
    "SDL_NO_SIGNAL_HANDLERS": "1",  # else SIGTERM becomes a window close, which the kiosk refuses
}


def prepare(display: DisplaySettings) -> None:
    """Sets the environment and Kivy's configuration.

    Raises RuntimeError when Kivy was imported before: it would have read neither.
    """
    if "kivy" in sys.modules:
        raise RuntimeError("kiosk.ui.boot.prepare must run before anything imports kivy")
    for name, value in (ENVIRONMENT | _of_x11() | bus_of(os.environ)).items():
        os.environ.setdefault(name, value)
    logging.getLogger("kivy").addFilter(_is_wanted)
    _configure(display)
    _leave_out_rules()


def _of_x11() -> dict[str, str]:
    """SDL takes all touches of the screen for itself from a finger's coming down until it notices its lift.

    While the kiosk is held up, those that are meant for another window would be its own. The X server brings
    a finger's lift without that.
    """
    return {} if os.name == "nt" else {"SDL_MOUSE_AUTO_CAPTURE": "0"}


def bus_of(environment: Mapping[str, str]) -> dict[str, str]:
    """What keeps SDL from having a message bus started where the session has none.

    It asks the session's bus to keep the screen on. libdbus would start one on which nobody listens, and fork
    the whole process for it: a sixth of the time until the window, and a program that runs on after it.
    """
    if os.name == "nt" or "DBUS_SESSION_BUS_ADDRESS" in environment:
        return {}
    runtime = environment.get("XDG_RUNTIME_DIR")
    # Where libdbus looks by itself. A service may be kept from looking there: Path.exists would raise that.
    if runtime and os.path.exists(os.path.join(runtime, "bus")):  # noqa: PTH110, PTH118
        return {}
    return {"DBUS_SESSION_BUS_ADDRESS": "disabled:"}


def _is_wanted(record: logging.LogRecord) -> bool:
    """Kivy warns, with a traceback, that it can't load a touch library that the kiosk does without."""
    return "MTDev" not in record.getMessage()


def _configure(display: DisplaySettings) -> None:
    from kivy.config import Config  # noqa: PLC0415 - reads the environment when it is imported

    for key, value in _graphics(display).items():
        Config.set("graphics", key, str(value))
    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "pause_on_minimize", "0")
    Config.set("kivy", "log_level", "warning")
    # One way for a touch to arrive: SDL makes a mouse of the first finger and ignores the others. Any
    # second provider (wm_touch, mtdev, hidinput) gives doubled touches.
    for name, _ in Config.items("input"):
        Config.remove_option("input", name)
    Config.set("input", "mouse", "mouse,disable_multitouch,disable_hover")


def _leave_out_rules() -> None:
    """Kivy reads 1,300 lines of rules for its own widgets when it is imported, a fifth of its start.

    The screens have none of those widgets; in the place of the rules it finds an empty file.
    """
    import kivy  # noqa: PLC0415 - reads the environment when it is imported
    import kivy.resources  # noqa: PLC0415 - keeps the place of Kivy's data, as others do that come later

    place = kivy.kivy_data_dir
    kivy.kivy_data_dir = str(ASSETS / "kivy")
    try:
        import kivy.lang.builder  # noqa: PLC0415 - reads the rules
    finally:
        kivy.kivy_data_dir = place


def _graphics(display: DisplaySettings) -> dict[str, object]:
    settings: dict[str, object] = {
        "multisamples": 0,  # edges are drawn by shaders; some drivers have no multisampling at all
        "maxfps": display.frames_per_second,  # 0 would be a busy loop
        "vsync": 1,
        "resizable": 0,
        "borderless": 1,
        "show_cursor": int(display.show_cursor),
        "allow_screensaver": 0,
        "window_state": "visible",
        "fullscreen": "auto",  # never a real mode switch
    }
    if display.size is not None:
        (width, height), (left, top) = display.size, display.position
        settings |= {"fullscreen": 0, "width": width, "height": height}
        settings |= {"position": "custom", "left": left, "top": top}
    return settings
