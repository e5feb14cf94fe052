"""Starts on a small disk of its own that fills up: for a process that may mount it where nobody sees it."""

import os
import subprocess
import sys
from pathlib import Path

from kiosk.journal import JournalError
from tests.journal.kit import day, later, opened, rows, shown, tamper

DISK_KIB = 4096


def main(folder):
    for device in ("quay-1", "quay-2"):
        for free_kib in (500, 620, 740):
            mounted(folder, device, free_kib)


def mounted(folder, device, free_kib):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_KIB}k", "x", folder], check=True)
    try:
        survives(folder / "journal.db", device, free_kib)
    finally:
        subprocess.run(["umount", folder], check=True)


def survives(path, device, free_kib):
    """A start with little room, then one with enough: every line is there."""
    with opened(path) as journal:
        journal.append([shown()])
        for number in range(10):
            journal.append(day(later(days=number), ballots=40))
    expected = {line for _, line, _ in rows(path)}
    if device == "quay-1":  # else the journal is sound, and its device was given another name
        tamper(path, ("DROP VIEW taps",))
    room = os.statvfs(path.parent)
    filler = path.with_name("filler")
    filler.write_bytes(b"x" * (room.f_bavail * room.f_frsize - free_kib * 1024))
    try:
        opened(path, device=device).close()
    except JournalError as error:
        sys.stdout.write(f"{device} with {free_kib} KiB: {error}\n")
    else:
        sys.stdout.write(f"{device} with {free_kib} KiB: opened\n")
    filler.unlink()
    opened(path, device=device).close()
    missing = expected - {line for _, line, _ in rows(path)}
    if missing:
        sys.exit(f"{device} with {free_kib} KiB free: {len(missing)} of {len(expected)} lines were lost")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
