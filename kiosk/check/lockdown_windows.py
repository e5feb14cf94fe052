r"""Lockdown on Windows, as far as its registry tells.

Sources: Microsoft's documents of the policies AllowEdgeSwipe (EdgeUI), NoWinKeys (Explorer), DisableTaskMgr
(System), NoAutoRebootWithLoggedOnUsers (WindowsUpdate\AU), of Assigned Access and Shell Launcher.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kiosk.check.finding import Finding, warning
from kiosk.check.registry import Registry
from kiosk.config import Message

_POLICIES = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies"
_WINLOGON = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon"


class _WayOut(NamedTuple):
    """A value under any of these keys closes a way out where it is `wanted`; `what` it means to lack it."""

    keys: tuple[str, ...]
    name: str
    wanted: int
    what: Message
    script: str = "ways-out.ps1"
    """Of the package, which sets it."""


_BOTH = ("HKLM\\", "HKCU\\")
_WAYS_OUT = (
    _WayOut(
        tuple(rf"{root}SOFTWARE\Policies\Microsoft\Windows\EdgeUI" for root in _BOTH),
        "AllowEdgeSwipe",
        0,
        Message("vuốt từ mép màn hình mở được Windows", "a swipe from the screen's edge opens Windows"),
    ),
    _WayOut(
        (r"HKCU\Software\Microsoft\Wisp\Touch", r"HKLM\SOFTWARE\Microsoft\Wisp\Touch"),
        "TouchMode_hold",
        0,
        Message("chạm giữ thành nút chuột phải", "press-and-hold becomes a right click"),
    ),
    _WayOut(
        (rf"HKCU\{_POLICIES}\Explorer", rf"HKLM\{_POLICIES}\Explorer"),
        "NoWinKeys",
        1,
        Message("phím Windows dẫn ra ngoài kiosk", "the Windows keys lead out of the kiosk"),
    ),
    _WayOut(
        (rf"HKCU\{_POLICIES}\System", rf"HKLM\{_POLICIES}\System"),
        "DisableTaskMgr",
        1,
        Message("Ctrl-Alt-Del mở được Task Manager", "Ctrl-Alt-Del opens the Task Manager"),
    ),
    _WayOut(
        (r"HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU",),
        "NoAutoRebootWithLoggedOnUsers",
        1,
        Message("Windows Update tự khởi động lại máy", "Windows Update restarts the PC by itself"),
        "updates.ps1",
    ),
)


def ways_out(registry: Registry) -> Iterable[Finding]:
    """Each way out that the registry does not close, with the value that closes it."""
    if not _is_shell_replaced(registry):
        yield warning(
            "lockdown",
            Message(
                "chưa bật Assigned Access hay Shell Launcher: thoát kiosk là ra màn hình Windows",
                "neither Assigned Access nor Shell Launcher is on: behind the kiosk is the desktop",
            ),
            Message(
                "chạy lockdown\\shell.ps1 của bộ cài bằng quyền quản trị",
                "run lockdown\\shell.ps1 of the package as administrator",
            ),
        )
    for way in _WAYS_OUT:
        if not any(registry(key, way.name) == way.wanted for key in way.keys):
            value = f"{way.keys[0]}\\{way.name} = {way.wanted}"
            script = rf"lockdown\{way.script}"
            yield warning(
                "lockdown",
                way.what,
                Message(f"chạy {script} (đặt {value})", f"run {script} (it sets {value})"),
            )


def _is_shell_replaced(registry: Registry) -> bool:
    shells = [registry(root + _WINLOGON, "Shell") for root in _BOTH]
    if any(isinstance(shell, str) and shell.lower() not in {"", "explorer.exe"} for shell in shells):
        return True  # the kiosk, or eshell.exe of Shell Launcher
    assigned = r"HKLM\SOFTWARE\Microsoft\Windows\AssignedAccessConfiguration"
    return registry(assigned, "ConfigSource") is not None or registry(assigned, "LastUpdated") is not None
