"""Removable drives: what a desktop, an automounter or an administrator has mounted, and Windows' own."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import string
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from kiosk.ui.administration import Drive

_MOUNTS = Path("/proc/self/mounts")
_BLOCK_DEVICES = Path("/sys/class/block")
_PLACES = (Path("/media"), Path("/run/media"), Path("/mnt"))
_BUSES = ("/usb", "/mmc")
"""In a device's path in sysfs. A disk in a USB case does not call itself removable."""
_WINDOWS_REMOVABLE = 2  # DRIVE_REMOVABLE of GetDriveTypeW
_OCTAL = re.compile(r"\\([0-7]{3})")


def removable_drives() -> tuple[Drive, ...]:
    """Every removable drive that is mounted; slow where one of them is failing."""
    places = _windows_places() if os.name == "nt" else _linux_places()
    return drives_at(places)


def drives_at(places: Iterable[Path]) -> tuple[Drive, ...]:
    """The drives mounted at these places; one that has gone meanwhile is left out."""
    found = []
    for place in places:
        with suppress(OSError):
            found.append(Drive(place, place.name or str(place), shutil.disk_usage(place).free))
    return tuple(found)


def _linux_places() -> list[Path]:
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [place for device, place in mounted(mounts) if _is_removable(device)]


def mounted(mounts: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """(device, place) of the block devices that stand where removable drives do, by /proc/self/mounts."""
    for line in mounts:
        device, place, *_ = (
            _OCTAL.sub(lambda octal: chr(int(octal[1], 8)), word) for word in line.split(" ")
        )
        there = Path(place)
        if device.startswith("/dev/") and any(there.is_relative_to(one) for one in _PLACES):
            yield device, there


def _is_removable(device: str) -> bool:
    """Whether sysfs says so of a partition or of the disk that it is on."""
    with suppress(OSError):
        known = (_BLOCK_DEVICES / Path(device).resolve().name).resolve(strict=True)
        if any(bus in str(known) for bus in _BUSES):
            return True
        flags = (folder / "removable" for folder in (known, known.parent))
        return any(flag.read_text().strip() == "1" for flag in flags if flag.exists())
    return False


def _windows_places() -> list[Path]:
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    present = kernel.GetLogicalDrives()
    roots = [f"{letter}:\\" for bit, letter in enumerate(string.ascii_uppercase) if present >> bit & 1]
    return [Path(root) for root in roots if kernel.GetDriveTypeW(root) == _WINDOWS_REMOVABLE]
