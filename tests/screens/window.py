"""The one window of all tests of the screens, opened without a display before anything imports it."""

import os

from kiosk.ui import boot
from kiosk.ui.settings import DisplaySettings

LARGEST = (1920, 1920)  # the offscreen driver never enlarges its picture


def open_window():
    """SDL reads its driver once; child processes of other tests must not inherit ours."""
    boot.prepare(DisplaySettings(size=LARGEST, frames_per_second=0))
    former = os.environ.get("SDL_VIDEODRIVER")
    os.environ["SDL_VIDEODRIVER"] = "offscreen"
    try:
        from kivy.core.window import Window  # noqa: PLC0415 - opens it
    except SystemExit as fault:
        raise RuntimeError("no window: is OpenGL (libegl1) missing?") from fault
    finally:
        if former is None:
            del os.environ["SDL_VIDEODRIVER"]
        else:
            os.environ["SDL_VIDEODRIVER"] = former
    if Window is None:
        raise RuntimeError("no window: is OpenGL (libegl1) missing?")
