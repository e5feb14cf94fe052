"""Journals of any length, made once and kept: one simulated day, repeated with ids and days of its own."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benchmarks.measure import ROOT, Size
from build_spec.demo.programs import SCRIPTS
from kiosk.domain.entries import JournalOpened, entry_of
from kiosk.journal.build import build
from kiosk.journal.files import new_of
from kiosk.journal.schema import MIGRATIONS

DAY = date(2026, 11, 20)
DEVICE = "binhduong-01"  # as config.toml names it
BALLOTS_A_DAY = 500
_ID = re.compile(r'("(?:ballot|boot|id|shift)":")([0-9a-f]{16})')


def simulated_lines(folder: Path, ballots: int) -> list[str]:
    """The journal of one kiosk after a day of so many ballots."""
    file = folder / "day.sqlite"
    words = ["--ballots", str(ballots), "--seed", "1", "--at", DAY.isoformat()]
    command: list[str | Path] = [
        SCRIPTS / "kiosk",
        "simulate",
        "--config",
        ROOT / "config.toml",
        "--set",
        f"journal.path={file}",
    ]
    subprocess.run([*command, *words], check=True, stdout=subprocess.DEVNULL)
    with closing(sqlite3.connect(file)) as journal:
        return [line for (line,) in journal.execute("SELECT line FROM journal ORDER BY seq")]


def journal_of(size: Size, ballots: int) -> Path:
    """A journal of at least so many ballots, over as many days as it takes; not to be written to.

    It is made once for each form that journals have had.
    """
    tables = zlib.crc32(repr(MIGRATIONS).encode())
    file = size.kept / f"journal-{ballots}-{tables:08x}.sqlite"
    if not file.exists():
        days = -(-ballots // BALLOTS_A_DAY)
        first, *rest = simulated_lines(size.folder, min(ballots, BALLOTS_A_DAY) or 1)
        opened = entry_of(first)
        if not isinstance(opened, JournalOpened):
            raise TypeError("a journal begins with its opening")
        build(file, opened, _repeated(rest, days) if ballots else ())
        new_of(file).replace(file)
    return file


def _repeated(lines: list[str], days: int) -> Iterator[str]:
    chance = Random(7)
    for before in range(days - 1, -1, -1):
        mask, day = chance.getrandbits(64), (DAY - timedelta(days=before)).isoformat()
        for line in lines:
            yield _renamed(line, mask).replace(f'"at":"{DAY}', f'"at":"{day}', 1)


def _renamed(line: str, mask: int) -> str:
    """The same line with other ids, as random as they were."""
    return _ID.sub(lambda found: f"{found[1]}{int(found[2], 16) ^ mask:016x}", line)
