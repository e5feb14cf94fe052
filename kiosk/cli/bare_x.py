"""An X server without a window manager, as in the package's session.

There nobody makes a window fill the screen: SDL asks the window manager for that and believes that it
happened, but the window stays at 800 x 600.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

_MANAGED = b"_NET_SUPPORTING_WM_CHECK"
"""What a window manager leaves at the root window (Extended Window Manager Hints)."""


class Place(NamedTuple):
    """A window of so many pixels, at a point of the desktop."""

    size: tuple[int, int]
    position: tuple[int, int]


def whole_screen(environment: Mapping[str, str]) -> Place | None:
    """The main screen of a bare X server, for a window that must fill it by itself; None elsewhere."""
    named = environment.get("SDL_VIDEODRIVER", "x11")
    if sys.platform == "win32" or not environment.get("DISPLAY") or named != "x11":
        return None
    with suppress(OSError, AttributeError):  # no X11 library: SDL has its own, or none
        root = _root_of_bare_server()
        if root:
            return _main_screen() or Place(root, (0, 0))
    return None


def _main_screen() -> Place | None:
    """RandR names the main screen first."""
    from kiosk.screen_size import of_x11  # noqa: PLC0415 - where a size is configured nobody asks

    with suppress(OSError, AttributeError):  # no such extension
        for screen in of_x11():
            return Place((screen.width, screen.height), (screen.x, screen.y))
    return None


def _root_of_bare_server() -> tuple[int, int] | None:
    """The size of the desktop, where no window manager runs."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    try:
        atom = x11.XInternAtom(display, _MANAGED, 1)
        if atom and _has_property(x11, display, atom):
            return None
        return x11.XDisplayWidth(display, 0), x11.XDisplayHeight(display, 0)
    finally:
        x11.XCloseDisplay(display)


def _has_property(x11: ctypes.CDLL, display: ctypes.c_void_p, atom: int) -> bool:
    kind, form = ctypes.c_ulong(), ctypes.c_int()
    items, left, content = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_void_p()
    root, name = ctypes.c_ulong(x11.XDefaultRootWindow(display)), ctypes.c_ulong(atom)
    first, most, any_type = ctypes.c_long(0), ctypes.c_long(1), ctypes.c_ulong(0)
    out = [ctypes.byref(one) for one in (kind, form, items, left, content)]
    x11.XGetWindowProperty(display, root, name, first, most, 0, any_type, *out)
    if content:
        x11.XFree(content)
    return bool(items.value)
