"""Sleep and screen saver: the kiosk is there as long as the counter is open."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.check.finding import Finding, good, warning
from kiosk.check.linux_settings import has_systemd, is_masked, setting
from kiosk.check.subject import Subject
from kiosk.config import Message

_TARGETS = ("sleep.target", "suspend.target", "hibernate.target", "hybrid-sleep.target")


def check(subject: Subject) -> Iterable[Finding]:
    """Neither the PC nor its screen goes to sleep by itself."""
    if sys.platform == "win32":
        found = list(of_windows(_seconds_of_windows()))
    else:
        found = [*of_systemd(subject.root), *of_x11(seconds_of_x11(subject.environment))]
    if found:
        yield from found
    else:
        yield good("sleep", Message("máy và màn hình không tự ngủ", "neither PC nor screen sleeps by itself"))


def of_systemd(root: Path) -> Iterable[Finding]:
    """What systemd may do to a PC that nobody touches; nothing where it is not there."""
    if not has_systemd(root):
        return
    action = setting(root, "logind.conf", "IdleAction") or "ignore"
    forbidden = [setting(root, "sleep.conf", key) for key in ("AllowSuspend", "AllowHibernation")]
    able = forbidden != ["no", "no"] and not all(is_masked(root, target) for target in _TARGETS)
    if action not in {"ignore", "lock"}:
        yield warning(
            "sleep",
            Message(f"để yên thì máy tự {action} (logind)", f"left alone, the PC will {action} (logind)"),
            Message("ghi IdleAction=ignore vào logind.conf", "write IdleAction=ignore into logind.conf"),
        )
    elif able:
        yield warning(
            "sleep",
            Message("máy còn có thể bị cho ngủ", "the PC can still be put to sleep"),
            Message(
                f"chạy lệnh systemctl mask {' '.join(_TARGETS)}", f"run systemctl mask {' '.join(_TARGETS)}"
            ),
        )


def of_x11(seconds: tuple[int, bool] | None) -> Iterable[Finding]:
    """What the X server does to its screen: seconds until it saves it (0: never); whether it turns it off."""
    if seconds is None or not any(seconds):
        return
    yield warning(
        "sleep",
        Message(
            "màn hình X tự tắt khi kiosk chưa mở hoặc đang mở lại",
            "the X server darkens the screen while the kiosk is not yet, or not again, there",
        ),
        Message(
            "thêm lệnh xset s off -dpms vào phiên của kiosk", "put xset s off -dpms into the kiosk's session"
        ),
    )


def seconds_of_x11(environment: Mapping[str, str]) -> tuple[int, bool] | None:
    """What `of_x11` judges, of the server of this session; None where there is none."""
    if not environment.get("DISPLAY"):
        return None
    with suppress(OSError, AttributeError):  # a library that is not there
        return _ask_x11()
    return None


def _ask_x11() -> tuple[int, bool] | None:
    x11, extensions = (
        ctypes.CDLL(ctypes.util.find_library(name) or f"lib{name}") for name in ("X11", "Xext")
    )
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    try:
        timeout, other = ctypes.c_int(), ctypes.c_int()
        ignored = ctypes.byref(other)
        x11.XGetScreenSaver(display, ctypes.byref(timeout), ignored, ignored, ignored)
        level, enabled = ctypes.c_ushort(), ctypes.c_ubyte()
        if extensions.DPMSQueryExtension(display, ignored, ignored) and extensions.DPMSCapable(display):
            extensions.DPMSInfo(display, ctypes.byref(level), ctypes.byref(enabled))
        return timeout.value, bool(enabled.value)
    finally:
        x11.XCloseDisplay(display)


def of_windows(seconds: Mapping[str, int]) -> Iterable[Finding]:
    """What Windows does after so many seconds on the mains: `sleep`, `screen` and `saver`; 0 is never."""
    told = {
        "sleep": (Message("máy tự ngủ", "the PC sleeps"), "powercfg /change standby-timeout-ac 0"),
        "screen": (
            Message("màn hình tự tắt", "the screen turns off"),
            "powercfg /change monitor-timeout-ac 0",
        ),
        "saver": (Message("có trình bảo vệ màn hình", "a screen saver starts"), "control desk.cpl,,1"),
    }
    for name, (what, command) in told.items():
        if minutes := round(seconds.get(name, 0) / 60):
            yield warning(
                "sleep",
                Message(f"{what.vi} sau {minutes} phút", f"{what.en} after {minutes} min"),
                Message(f"chạy lệnh {command}", f"run {command}"),
            )


if sys.platform == "win32":
    _SLEEP = ("238c9fa8-0aad-41ed-83f4-97be242c8f20", "29f6c1db-86da-48c5-9fdb-f2b67b1f44da")
    _SCREEN = ("7516b95f-f776-4464-8c53-06167f40cc99", "3c0bc021-c8a8-4e07-a973-6b14cbcb2b7e")
    _SAVER_ACTIVE, _SAVER_SECONDS = 0x0010, 0x000E  # SPI_GETSCREENSAVEACTIVE, SPI_GETSCREENSAVETIMEOUT

    def _seconds_of_windows() -> Mapping[str, int]:
        user: Any = ctypes.windll.user32
        active, timeout = ctypes.c_int(), ctypes.c_int()
        user.SystemParametersInfoW(_SAVER_ACTIVE, 0, ctypes.byref(active), 0)
        user.SystemParametersInfoW(_SAVER_SECONDS, 0, ctypes.byref(timeout), 0)
        saver = timeout.value if active.value else 0
        return {"sleep": _on_mains(_SLEEP), "screen": _on_mains(_SCREEN), "saver": saver}

    def _on_mains(setting: tuple[str, str]) -> int:
        """Of the active power plan; PowerReadACValueIndex knows defaults that no registry value holds."""
        from uuid import UUID  # noqa: PLC0415  Windows's alone

        power: Any = ctypes.windll.powrprof
        scheme, value = ctypes.c_void_p(), ctypes.c_uint32()
        if power.PowerGetActiveScheme(None, ctypes.byref(scheme)):
            return 0
        group, name = (ctypes.create_string_buffer(UUID(one).bytes_le, 16) for one in setting)
        power.PowerReadACValueIndex(None, scheme, group, name, ctypes.byref(value))
        return value.value
else:

    def _seconds_of_windows() -> Mapping[str, int]:
        return {}
