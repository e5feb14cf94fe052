"""`kiosk report` and `kiosk verify` over a whole journal, against one pass of raw `sqlite3` over the same
file.

Whole commands, from the start of the process to its end, on a file that the system holds in memory. The raw
pass is a Python program of three lines that reads seq, line and hash of each entry and does nothing with
them.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks.journals import DAY, journal_of
from benchmarks.measure import ROOT, Figure, Size, at_most, in_turns, of_turns
from build_spec.demo.programs import SCRIPTS

_RAW = """
import sqlite3, sys
for seq, line, digest in sqlite3.connect(sys.argv[1]).execute("SELECT seq, line, hash FROM journal"):
    pass
"""
_FIRST_DAY = date(2000, 1, 1)


def measure(size: Size) -> Iterator[Figure]:
    """Both commands."""
    ballots, turns = size.of(short=1_000, long=1_000_000), size.of(short=1, long=3)
    journal = journal_of(size, ballots)
    raw: list[str | Path] = [sys.executable, "-c", _RAW, journal]
    where: list[str | Path] = [
        "--config",
        ROOT / "config.toml",
        "--set",
        f"journal.path={journal}",
        "--format",
        "json",
    ]
    period = ["--from", _FIRST_DAY.isoformat(), "--to", DAY.isoformat()]
    _seconds(raw)  # the file is in memory from here on
    for name, words in (("report", period), ("verify", [])):
        command = [SCRIPTS / "kiosk", name, *words, *where]
        found = in_turns(turns, lambda: _seconds(command), lambda: _seconds(raw))  # noqa: B023  used at once
        note = f"{ballots:,} ballots, {journal.stat().st_size / 1e6:,.0f} MB"
        yield of_turns(f"kiosk {name} over a whole journal", found, "s", at_most(3), note)


def _seconds(command: Sequence[str | Path]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun
