"""What stands on the disk before a recording begins."""

import shutil
from datetime import datetime

from kiosk.journal import JournalSource
from kiosk.journal.machine_parts import machine_parts
from tests.journal.kit import (
    HANOI,
    ballot_opened,
    day,
    lines,
    opened,
    shift_opened,
    shown,
    tap,
)

BEFORE = datetime(2026, 11, 20, 7, 30, tzinfo=HANOI)
LONG_AGO = datetime(2025, 3, 3, 8, 15, tzinfo=HANOI)


def prepare(scene, folder):
    """The files that a scene begins with, as a crash left them; their lines."""
    path = folder / "data" / "journal.db"
    if scene == "a first day":
        return []
    elsewhere = folder.with_name(f"{folder.name} before") / "journal.db"
    with opened(elsewhere, now=LONG_AGO, parts=machine_parts()) as journal:
        journal.append([shown(LONG_AGO)])
        for number in range(6):
            journal.append(day(LONG_AGO.replace(day=4 + number), ballots=3))
        with JournalSource(elsewhere, step_minutes=15, now=lambda: BEFORE) as source:
            source.acknowledge(source.last())
        journal._since_checkpoint = 10_000
        journal.tidy()
        shift = shift_opened(BEFORE, department="tu-phap-ho-tich")
        journal.append([shift, ballot_opened(at=BEFORE), tap(at=BEFORE)])
        shutil.copytree(elsewhere.parent, path.parent)
    for name in ("journal.db.lock", "journal.db-shm"):
        (path.parent / name).unlink(missing_ok=True)
    found = lines_of_a_copy(path)
    if scene == "salvage":
        wipe_a_page(path)
    return found


def lines_of_a_copy(path):
    copy = shutil.copytree(path.parent, path.parent.with_name("copy")) / path.name
    found = lines(copy)
    shutil.rmtree(copy.parent)
    return found


def wipe_a_page(path):
    """A page in the middle of the entries, and the header, so that the start notices."""
    content = bytearray(path.read_bytes())
    place = content.find(b'"outcome"') // 4096 * 4096
    content[place : place + 4096] = bytes(4096)
    content[30] ^= 1
    path.write_bytes(content)
