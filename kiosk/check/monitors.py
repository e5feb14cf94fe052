"""The screens of the desktop, where the system tells them: to know of a second one."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import Any

from kiosk.screen_size import Screen, of_windows, of_x11


def screens_of_system() -> list[Screen]:
    """The screens as they stand on the desktop; empty where nobody knows them."""
    with suppress(OSError, AttributeError, ValueError):  # a library or a function that is not there
        return _of_windows() if sys.platform == "win32" else of_x11()
    return []


class _Rectangle(ctypes.Structure):
    """RECT of windef.h."""

    _fields_ = tuple((side, ctypes.c_long) for side in ("left", "top", "right", "bottom"))


def _of_windows() -> list[Screen]:
    """Each monitor of EnumDisplayMonitors, by its upper left corner."""
    libraries: Any = ctypes
    corners: list[tuple[int, int]] = []

    def found(_monitor: int, _context: int, area: Any, _data: int) -> int:
        corners.append((area.contents.left, area.contents.top))
        return 1

    handle = ctypes.c_void_p
    kind = libraries.WINFUNCTYPE(ctypes.c_int, handle, handle, ctypes.POINTER(_Rectangle), handle)
    libraries.windll.user32.EnumDisplayMonitors(None, None, kind(found), None)
    return [screen for corner in corners for screen in of_windows(corner)]
