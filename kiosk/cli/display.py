"""What a window needs before it can be opened."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module

from kiosk.cli.errors import CommandError
from kiosk.config import Message

_KNOWN = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether this session has a screen. Without one, SDL would draw where nobody sees it and say nothing."""
    return os.name != "posix" or any(environment.get(name) for name in _KNOWN)


def refuse_without_display(environment: Mapping[str, str]) -> None:
    """Raise CommandError where there is none."""
    if not has_display(environment):
        raise CommandError(
            Message(
                "phiên này không có màn hình (DISPLAY); mở kiosk ngay trên máy quầy",
                "this session has no display (DISPLAY); start the kiosk at the counter's PC itself",
            )
        )


def refuse_without_opengl(screens: str) -> None:
    """Import the module of the screens, which opens the window: Kivy ends the program where it can't."""
    try:
        import_module(screens)
    except SystemExit as end:
        raise CommandError(
            Message("không mở được cửa sổ; chạy kiosk check", "no window opens; run kiosk check")
        ) from end
