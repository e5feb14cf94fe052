"""Lockdown: no key and no gesture leads a citizen out of the kiosk, or puts the kiosk out of service."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from kiosk.check import lockdown_windows
from kiosk.check.finding import Finding, good, warning
from kiosk.check.linux_settings import has_systemd, is_masked, setting, text_of
from kiosk.check.subject import Subject
from kiosk.config import Message

_ITEMS = Path("usr/lib/hai-long/lockdown")
_XORG_FOLDERS = ("etc/X11", "etc/X11/xorg.conf.d", "usr/share/X11/xorg.conf.d")
_NO_SWITCH = re.compile(r'^\s*Option\s+"DontVTSwitch"\s+"(?:true|on|yes|1)"', re.IGNORECASE | re.MULTILINE)
_SYSRQ = Path("proc/sys/kernel/sysrq")
_SYSRQ_SAFE = 0b1_0110  # sync, remount read-only, keyboard control: nothing that ends a program or the system


def check(subject: Subject) -> Iterable[Finding]:
    """Each way out that is open, with what closes it; one good line where none is."""
    if sys.platform == "win32":
        found = list(lockdown_windows.ways_out(subject.registry))
    else:
        found = list(ways_out(subject.root, subject.environment))
    if found:
        yield from found
    else:
        yield good("lockdown", Message("không có lối thoát nào đã biết", "no known way out is open"))


def ways_out(root: Path, environment: Mapping[str, str]) -> Iterable[Finding]:
    """Those of a Linux PC."""
    desktop = environment.get("XDG_CURRENT_DESKTOP")
    if desktop:
        yield warning(
            "lockdown",
            Message(
                f"phiên này là màn hình làm việc {desktop}: phím tắt dẫn ra ngoài kiosk",
                f"this session is the desktop {desktop}: its keys lead out of the kiosk",
            ),
            Message(
                "chạy kiosk trong phiên riêng của bộ cài, xem docs/it.md",
                "run the kiosk in the package's own session, see docs/it.md",
            ),
        )
    if (root / _ITEMS).is_dir():
        yield from _items(root)
    elif has_systemd(root):
        yield from _settings(root, is_x=not environment.get("WAYLAND_DISPLAY"))


def _items(root: Path) -> Iterable[Finding]:
    """What the package can forbid: an item holds where each of its files stands under /etc, byte for byte."""
    for item in sorted((root / _ITEMS).iterdir()):
        files = [one for one in item.glob("etc/**/*") if one.is_file()]
        if not all(_is_same(one, root / one.relative_to(item)) for one in files):
            yield warning(
                "lockdown",
                Message(f"mục khóa máy {item.name} chưa bật", f"{item.name} of the lockdown is not on"),
                Message(
                    f"chạy lệnh hai-long-lockdown apply {item.name}",
                    f"run hai-long-lockdown apply {item.name}",
                ),
            )


def _is_same(wanted: Path, found: Path) -> bool:
    return bool(text_of(wanted)) and text_of(wanted) == text_of(found)


def _settings(root: Path, *, is_x: bool) -> Iterable[Finding]:
    """What a session that IT has made itself leaves open."""
    shut = not is_x or _no_switch(root)
    if not shut:
        yield warning(
            "lockdown",
            Message("Ctrl-Alt-F2 rời màn hình kiosk", "Ctrl-Alt-F2 leaves the kiosk's screen"),
            Message('ghi Option "DontVTSwitch" "true" cho X', 'write Option "DontVTSwitch" "true" for X'),
        )
    if setting(root, "logind.conf", "NAutoVTs") != "0" or setting(root, "logind.conf", "ReserveVT") != "0":
        yield warning(
            "lockdown",
            Message("có dòng lệnh đăng nhập ở màn hình phụ", "consoles with a login are there"),
            Message(
                "ghi NAutoVTs=0 và ReserveVT=0 vào logind.conf",
                "write NAutoVTs=0 and ReserveVT=0 into logind.conf",
            ),
        )
    if not shut and not is_masked(root, "ctrl-alt-del.target"):
        yield warning(
            "lockdown",
            Message("Ctrl-Alt-Del khởi động lại máy", "Ctrl-Alt-Del restarts the PC"),
            Message("chạy lệnh systemctl mask ctrl-alt-del.target", "run systemctl mask ctrl-alt-del.target"),
        )
    yield from _sysrq(root)


def _no_switch(root: Path) -> bool:
    """Whether the X server lets nobody go to another console."""
    parts = (part for folder in _XORG_FOLDERS for part in (root / folder).glob("*.conf"))
    return any(_NO_SWITCH.search(text_of(part)) for part in parts)


def _sysrq(root: Path) -> Iterable[Finding]:
    allowed = text_of(root / _SYSRQ).strip()
    if allowed.isdigit() and (allowed == "1" or int(allowed) & ~_SYSRQ_SAFE):
        yield warning(
            "lockdown",
            Message("phím SysRq tắt được chương trình", "the SysRq key can end programs"),
            Message("ghi kernel.sysrq=0 vào /etc/sysctl.d", "write kernel.sysrq=0 into /etc/sysctl.d"),
        )
