"""How large the screen is, where the operating system knows: from the screen's own description (EDID).

Standard library only. Nothing is believed that can't be true: televisions and adapters describe themselves
wrongly, and where nobody knows, X11 and Windows compute a size from 96 dots an inch.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Iterable
from contextlib import suppress
from math import hypot
from pathlib import Path
from typing import Any, NamedTuple

MILLIMETRES_PER_INCH = 25.4
_INVENTED_DPI = 96
_DPI = range(40, 400)
_ASPECT_TOLERANCE = 0.15
_ASPECTS_AS_SIZES = {(160, 90), (160, 100), (16, 9), (16, 10)}
"""The ratio of the sides where their lengths should stand; GNOME's window manager refuses the same."""
_EDID_BLOCK = 128
_EDID_BEGINS = bytes.fromhex("00FFFFFFFFFFFF00")
_EDID_FOLDER = Path("/sys/class/drm")


class Screen(NamedTuple):
    """A screen as the system describes it: its place on the desktop in pixels, its size in millimetres."""

    x: int
    y: int
    width: int
    height: int
    width_mm: int
    height_mm: int

    @property
    def diagonal(self) -> float:
        """In inches."""
        return hypot(self.width_mm, self.height_mm) / MILLIMETRES_PER_INCH

    @property
    def is_plausible(self) -> bool:
        """Whether a screen can be so large; the sides may be swapped, where it was turned."""
        if min(self[2:]) <= 0 or (self.width_mm, self.height_mm) in _ASPECTS_AS_SIZES:
            return False
        density = hypot(self.width, self.height) / self.diagonal
        long, short = max(self[4:]), min(self[4:])
        ratio = long / short * min(self[2:4]) / max(self[2:4])
        return int(density) in _DPI and abs(ratio - 1) < _ASPECT_TOLERANCE

    @property
    def is_invented(self) -> bool:
        """Whether somebody computed the size from 96 dots an inch."""
        per_pixel = MILLIMETRES_PER_INCH / _INVENTED_DPI
        sides = ((self.width, self.width_mm), (self.height, self.height_mm))
        return all(abs(pixels * per_pixel - mm) <= 1 / 2 for pixels, mm in sides)

    def holds(self, position: tuple[int, int]) -> bool:
        """Whether this point of the desktop is on it."""
        return 0 <= position[0] - self.x < self.width and 0 <= position[1] - self.y < self.height


def diagonal_of_system(position: tuple[int, int]) -> float | None:
    """Inches across the screen that shows this point of the desktop; None where nobody knows it."""
    with suppress(OSError, AttributeError, ValueError):  # a library or a function that is not there
        described = of_windows(position) if sys.platform == "win32" else of_x11()
        if described:
            return believed(screen for screen in described if screen.holds(position))
    return believed(described_in(_EDID_FOLDER))


def believed(screens: Iterable[Screen]) -> float | None:
    """The diagonal of the one screen that describes itself credibly; None for none, or for several."""
    diagonals = {screen.diagonal for screen in screens if screen.is_plausible and not screen.is_invented}
    return diagonals.pop() if len(diagonals) == 1 else None


def described_in(folder: Path) -> list[Screen]:
    """The screens that are plugged in, from Linux's `/sys/class/drm`."""
    read = []
    with suppress(OSError):
        read = [path.read_bytes() for path in sorted(folder.glob("card*-*/edid"))]
    return [screen for edid in read if (screen := screen_of_edid(edid))]


def screen_of_edid(edid: bytes) -> Screen | None:
    """What a screen's description says (VESA E-EDID, its first detailed timing); None for no description."""
    block = edid[:_EDID_BLOCK]
    if len(block) < _EDID_BLOCK or not block.startswith(_EDID_BEGINS) or sum(block) % 256:
        return None
    timing = block[54:72]
    width, height = timing[2] | (timing[4] & 0xF0) << 4, timing[5] | (timing[7] & 0xF0) << 4
    width_mm, height_mm = timing[12] | (timing[14] & 0xF0) << 4, timing[13] | (timing[14] & 0x0F) << 8
    return Screen(0, 0, width, height, width_mm, height_mm)


class _XMonitor(ctypes.Structure):
    """XRRMonitorInfo of Xrandr.h."""

    _fields_ = (
        ("name", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("primary", "automatic", "noutput", "x", "y")),
        *((name, ctypes.c_int) for name in ("width", "height", "mwidth", "mheight")),
        ("outputs", ctypes.c_void_p),
    )


def of_x11() -> list[Screen]:
    """The monitors of the X server, by its extension RandR; DisplayWidthMM would say 96 dots an inch."""
    x11, randr = (ctypes.CDLL(ctypes.util.find_library(name) or f"lib{name}") for name in ("X11", "Xrandr"))
    x11.XOpenDisplay.restype = x11.XDefaultRootWindow.restype = ctypes.c_void_p
    randr.XRRGetMonitors.restype = ctypes.POINTER(_XMonitor)
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return []
    try:
        count, root = ctypes.c_int(), ctypes.c_void_p(x11.XDefaultRootWindow(display))
        found = randr.XRRGetMonitors(display, root, 1, ctypes.byref(count))
        return [
            Screen(one.x, one.y, one.width, one.height, one.mwidth, one.mheight)
            for one in found[: count.value]
        ]
    finally:
        x11.XCloseDisplay(display)


def of_windows(position: tuple[int, int]) -> list[Screen]:
    """The monitor at a point, by GetDeviceCaps: HORZRES, VERTRES, HORZSIZE and VERTSIZE."""
    libraries: Any = ctypes
    user, gdi = libraries.windll.user32, libraries.windll.gdi32
    user.MonitorFromPoint.restype = gdi.CreateDCW.restype = ctypes.c_void_p
    point = ctypes.c_ulonglong((position[1] & 0xFFFFFFFF) << 32 | position[0] & 0xFFFFFFFF)  # POINT by value
    nearest = 2
    monitor = ctypes.c_void_p(user.MonitorFromPoint(point, nearest))
    info = _MonitorInfo(size=ctypes.sizeof(_MonitorInfo))
    if not user.GetMonitorInfoW(monitor, ctypes.byref(info)):
        return []
    device = ctypes.c_void_p(gdi.CreateDCW(info.device, None, None, None))
    try:
        horizontal, vertical = (gdi.GetDeviceCaps(device, index) for index in (8, 10))
        wide, high = (gdi.GetDeviceCaps(device, index) for index in (4, 6))
        return [Screen(position[0], position[1], horizontal, vertical, wide, high)]
    finally:
        gdi.DeleteDC(device)


class _MonitorInfo(ctypes.Structure):
    """MONITORINFOEXW of winuser.h."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("monitor", ctypes.c_int32 * 4),
        ("work", ctypes.c_int32 * 4),
        ("flags", ctypes.c_uint32),
        ("device", ctypes.c_wchar * 32),
    )
