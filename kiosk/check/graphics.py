"""What draws: OpenGL new enough for the screens, by the graphics card or by the processor."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kiosk.check.finding import Finding, fault, good, warning
from kiosk.check.subject import Window
from kiosk.config import Message

_LEAST = (2, 0)
_VERSION = re.compile(r"(\d+)\.(\d+)")
_SOFTWARE = re.compile(
    r"llvmpipe|softpipe|swrast|swiftshader|software|gdi generic|basic render|\bwarp\b", re.IGNORECASE
)


def check(window: Window) -> Iterable[Finding]:
    """OpenGL is 2.0 at least; where the processor draws, touches are answered late on an old PC."""
    drawn = f", {window.renderer}" if window.renderer else ""
    kivy = f", Kivy {window.kivy}" if window.kivy else ""
    found = f"OpenGL {window.opengl}{drawn}{kivy}"
    driver = Message(
        "cài trình điều khiển màn hình của nhà sản xuất", "install the maker's driver of the graphics card"
    )
    if level_of(window.opengl) < _LEAST:
        yield fault("graphics", Message(f"{found}: cần từ 2.0", f"{found}: 2.0 is needed"), driver)
    elif _SOFTWARE.search(window.renderer):
        yield warning(
            "graphics",
            Message(f"{found}: bộ xử lý phải tự vẽ, chậm hơn", f"{found}: the processor draws, more slowly"),
            driver,
        )
    else:
        yield good("graphics", Message(found, found))


def level_of(version: str) -> tuple[int, int]:
    """The level in a driver's words ("4.5 (Compatibility Profile) Mesa 22", "OpenGL ES 3.0")."""
    found = _VERSION.search(version)
    return (int(found[1]), int(found[2])) if found else (0, 0)
