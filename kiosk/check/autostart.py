"""Autostart: `kiosk watch` begins by itself when the PC is switched on."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.check.finding import Finding, good, warning
from kiosk.check.linux_settings import is_enabled, text_of, units
from kiosk.check.registry import Registry
from kiosk.check.subject import Subject
from kiosk.config import Message

_OWN_SERVICE = "hai-long-kiosk.service"
_OWN_TASK = re.compile(r"hai-?long", re.IGNORECASE)
_STARTS = re.compile(r"^\s*(?:Exec|ExecStart)\s*=.*\b(?:kiosk|hai-?long)\b", re.IGNORECASE | re.MULTILINE)
_WATCHED = re.compile(r"\bwatch\b")
_DESKTOP_ENTRIES = ("etc/xdg/autostart", "home/*/.config/autostart", "root/.config/autostart")
_SECONDS = 20
_WINLOGON = r"\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon"
_RUN = (r"HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\Run", "HaiLong")


def check(subject: Subject) -> Iterable[Finding]:
    """Something starts the kiosk at boot, and its watchdog with it."""
    if sys.platform == "win32":
        found = [*tasks(_tasks_of_windows()), *in_registry(subject.registry)]
    else:
        found = [*_services(subject.root), *_entries(subject.root)]
    yield judge(found, running=subject.is_watched())


def judge(found: list[tuple[str, bool]], *, running: bool) -> Finding:
    """What it means that these start the kiosk: their names, and whether each starts at boot."""
    now = Message("đang chạy", "running now") if running else Message("chưa chạy", "not running now")
    ready = [name for name, at_boot in found if at_boot]
    if ready:
        listed = ", ".join(ready)
        return good(
            "autostart", Message(f"{listed}; kiosk watch {now.vi}", f"{listed}; kiosk watch is {now.en}")
        )
    if found:
        name = found[0][0]
        return warning(
            "autostart",
            Message(f"{name} có đó nhưng không tự chạy", f"{name} is there, but does not start by itself"),
            Message(f"chạy lệnh systemctl enable {name}", f"run systemctl enable {name}")
            if name.endswith(".service")
            else Message(f"bật {name}", f"enable {name}"),
        )
    return warning(
        "autostart",
        Message("bật máy thì kiosk không tự mở", "the kiosk does not start when the PC does"),
        Message(
            "cài bằng bộ cài, hoặc cho kiosk watch tự chạy khi bật máy",
            "install the package, or have kiosk watch started at boot",
        ),
    )


def _services(root: Path) -> Iterator[tuple[str, bool]]:
    for name, text in units(root):
        if name == _OWN_SERVICE or (_STARTS.search(text) and _WATCHED.search(text)):
            yield name, is_enabled(root, name)


def _entries(root: Path) -> Iterator[tuple[str, bool]]:
    """Entries of a desktop's autostart."""
    for folder in _DESKTOP_ENTRIES:
        for entry in sorted(root.glob(f"{folder}/*.desktop")):
            text = text_of(entry)
            if _STARTS.search(text):
                yield entry.name, "Hidden=true" not in text


def tasks(listed: str) -> Iterator[tuple[str, bool]]:
    r"""Scheduled tasks, from what `schtasks /query /xml` prints: `<!-- \Name -->` before each task."""
    for name, text in re.findall(r"<!--\s*\\(.*?)\s*-->(.*?)</Task>", listed, re.DOTALL):
        starts = re.search(r"<Command>.*?kiosk", text, re.IGNORECASE) or _OWN_TASK.search(name)
        if starts:
            triggered = "<BootTrigger" in text or "<LogonTrigger" in text
            settings = text.partition("<Settings>")[2]
            yield name, triggered and "<Enabled>false</Enabled>" not in settings


def in_registry(registry: Registry) -> Iterator[tuple[str, bool]]:
    """The kiosk in the place of the desktop, or in the list of what starts with that."""
    places = {f"{root} Shell": (root + _WINLOGON, "Shell") for root in ("HKLM", "HKCU")}
    for name, (key, value) in {**places, "HKCU Run": _RUN}.items():
        started = registry(key, value)
        if isinstance(started, str) and "kiosk" in started.lower():
            yield name, True


def _tasks_of_windows() -> str:
    try:
        words = ["schtasks", "/query", "/xml"]
        done = subprocess.run(words, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    encoding = "utf-16" if done.stdout[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    return done.stdout.decode(encoding, errors="replace")
