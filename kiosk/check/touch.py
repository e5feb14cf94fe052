"""Touch: a touch screen is plugged in, and a touch arrives in one way only."""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.check.finding import Finding, fault, good, warning
from kiosk.check.subject import Subject, Window
from kiosk.config import Message

_WANTED_PROVIDERS = ("mouse",)
_DIRECT = 1 << 1  # INPUT_PROP_DIRECT of linux/input-event-codes.h: what is touched is what is shown
_MULTITOUCH = 1 << 0x35  # ABS_MT_POSITION_X
_SM_DIGITIZER = 94
_TOUCH_READY = (0x01 | 0x02, 0x80)  # NID_INTEGRATED_TOUCH or NID_EXTERNAL_TOUCH; NID_READY


def check(subject: Subject) -> Iterable[Finding]:
    """The system has a touch screen; without one a mouse does, and people who expect to touch do not."""
    if sys.platform == "win32":
        found = ["Windows Touch"] if _is_ready_in_windows() else []
    else:
        found = touch_screens(subject.root)
    if found:
        listed = ", ".join(found)
        yield good("touch", Message(f"màn hình cảm ứng: {listed}", f"touch screen: {listed}"))
    else:
        yield warning(
            "touch",
            Message("không thấy màn hình cảm ứng, chỉ có chuột", "no touch screen is seen, only a mouse"),
            Message(
                "cắm dây USB của màn hình cảm ứng và cài trình điều khiển",
                "plug in the USB cable of the touch screen, and install its driver",
            ),
        )


def touch_screens(root: Path) -> list[str]:
    """The names of Linux's touch screens, from /proc/bus/input/devices under `root`."""
    told = ""
    with suppress(OSError):
        told = (root / "proc/bus/input/devices").read_text(encoding="utf-8", errors="replace")
    return [_name(device) for device in told.split("\n\n") if _is_touch_screen(device)]


def _is_touch_screen(device: str) -> bool:
    return bool(_bits(device, "PROP") & _DIRECT and _bits(device, "ABS") & _MULTITOUCH)


def _bits(device: str, kind: str) -> int:
    """A device's bits of a kind: words of 64, the most significant first."""
    found = re.search(rf"^B: {kind}=([0-9a-f ]+)$", device, re.MULTILINE)
    words = found[1].split() if found else []
    return sum(int(word, 16) << 64 * place for place, word in enumerate(reversed(words)))


def _name(device: str) -> str:
    found = re.search(r'^N: Name="(.*)"$', device, re.MULTILINE)
    return found[1] if found else "?"


def _is_ready_in_windows() -> bool:
    libraries: Any = ctypes
    digitizer = libraries.windll.user32.GetSystemMetrics(_SM_DIGITIZER)
    return all(digitizer & wanted for wanted in _TOUCH_READY)


def check_providers(window: Window) -> Iterable[Finding]:
    """A touch that arrived in two ways would count twice."""
    listed = ", ".join(window.providers) or "–"
    if window.providers == _WANTED_PROVIDERS:
        yield good("input", Message(f"một đường vào: {listed}", f"a touch arrives in one way: {listed}"))
    else:
        yield fault(
            "input",
            Message(
                f"cảm ứng phải vào bằng đúng một đường (mouse), đang là: {listed}",
                f"a touch must arrive in one way (mouse), not by: {listed}",
            ),
            Message(
                "bỏ các biến KIVY_… và SDL_… khỏi môi trường của kiosk rồi mở lại",
                "remove the variables KIVY_… and SDL_… from the kiosk's environment, and start it again",
            ),
        )
