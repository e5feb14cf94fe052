"""What can be read of this machine's hardware without special rights, on Linux and on Windows."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kiosk.journal.machine import Part

# What makers leave in a serial number's place.
_PLACEHOLDERS = frozenset(
    (
        "",
        "0",
        "none",
        "default string",
        "to be filled by o.e.m.",
        "not specified",
        "system serial number",
        "unknown",
    )
)
_MULTICAST = 1 << 40  # uuid.getnode() sets it in a number that it had to invent


def machine_parts() -> list[Part]:
    """The parts of this machine; empty where nothing is readable."""
    if sys.platform == "win32":
        found = of_windows()
    else:
        found = of_linux(Path("/"))
    return sorted({part for part in found if part.value.lower() not in _PLACEHOLDERS})


def of_linux(root: Path) -> Iterable[Part]:
    """What /etc, /sys and /dev under `root` say."""
    yield Part("machine_id", _text(root / "etc/machine-id"))
    for name in ("board_serial", "product_uuid"):  # readable by root alone on most systems
        yield Part("board", _text(root / "sys/class/dmi/id" / name))
    yield Part("board", _text(root / "sys/firmware/devicetree/base/serial-number"))
    yield from _disks(root)
    yield from _network_cards(root / "sys/class/net")


def _disks(root: Path) -> Iterable[Part]:
    for disk in _listed(root / "sys/block"):
        if "/usb" not in str(disk.resolve()):
            for name in ("serial", "device/serial", "wwid", "device/wwid"):
                yield Part("disk", _text(disk / name))
    for link in _listed(root / "dev/disk/by-id"):
        if link.name.startswith("ata-") and "-part" not in link.name:
            yield Part("disk", link.name)


def _network_cards(folder: Path) -> Iterable[Part]:
    for card in _listed(folder):
        built_in = (card / "device").exists() and "/usb" not in str((card / "device").resolve())
        if built_in and _text(card / "addr_assign_type") == "0":  # the maker's number, not an invented one
            yield Part("network_card", _text(card / "address"))


def _listed(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


def _text(file: Path) -> str:
    with suppress(OSError):
        return file.read_bytes().rstrip(b"\0").decode(errors="replace").strip()
    return ""


if sys.platform == "win32":
    import winreg

    def of_windows() -> Iterable[Part]:
        """What the registry says."""
        yield Part("machine_id", _value(r"SOFTWARE\Microsoft\Cryptography", "MachineGuid"))
        for name in ("BaseBoardSerialNumber", "SystemSerialNumber"):
            yield Part("board", _value(r"HARDWARE\DESCRIPTION\System\BIOS", name))
        for key in _below(r"HARDWARE\DEVICEMAP\Scsi", 4):  # port, bus, target, unit
            yield Part("disk", _value(key, "SerialNumber").strip())
        card = uuid.getnode()
        if not card & _MULTICAST:
            yield Part("network_card", f"{card:012x}")

    def _value(key: str, name: str) -> str:
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
            return str(winreg.QueryValueEx(opened, name)[0])
        return ""

    def _below(key: str, levels: int) -> Iterable[str]:
        if levels == 0:
            yield key
            return
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
            for index in range(winreg.QueryInfoKey(opened)[0]):
                yield from _below(rf"{key}\{winreg.EnumKey(opened, index)}", levels - 1)
