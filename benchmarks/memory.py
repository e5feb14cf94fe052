"""Memory that the kiosk holds: after its start, against a bare Kivy window that imported the same modules;
and growth.

At the start both stand on virtual displays without a graphics card, whose pictures count as the process's own
memory. The growth is that of a process in which citizens touch the real widgets of the real window with a
real journal behind them, from the moment when every screen has been seen, and is held against 3 MB. It is
that of the least it held: what the C library keeps for pictures comes and goes by ten MB. Each ballot is some
six touches and as many new screens: 10,000 of them take about twenty minutes. `python -m
benchmarks.many_ballots JOURNAL 100000 500 1` gives 100,000 of one criterion each, in an hour and a half.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from benchmarks.counter import counter_on
from benchmarks.measure import ROOT, Figure, NotMeasuredError, Size, at_most, figure, of_turns
from benchmarks.windows import bare, display, kiosk

_OURS = (  # what the kiosk has imported some seconds after its start, but for Kivy and the screens
    "kiosk.cli.run",
    "kiosk.cli.behind",
    "kiosk.cli.administration",
    "kiosk.cli.invite",
    "kiosk.domain.desk",
    "kiosk.stopping",
    "sync.shipper",
    "sync.endpoint",
)
_SETTLED_SECONDS = 5.0


def measure(size: Size) -> Iterator[Figure]:
    """At the start, and after many ballots."""
    turns = size.of(short=1, long=5)
    journal = size.folder / "journal.sqlite"
    with counter_on(journal):
        pass
    settings = {"journal.path": str(journal), "sync.endpoint": "http://127.0.0.1:9/v1/batches"}
    found = []
    with ExitStack() as stack:
        screens = [stack.enter_context(display(size.folder, name)) for name in ("ours", "bare")]
        for _ in range(turns):
            with (
                kiosk(screens[0], size.folder, settings) as ours,
                bare(screens[1], size.folder, *_OURS) as plain,
            ):
                for window in (ours, plain):
                    window.wait_for_a_picture()
                time.sleep(_SETTLED_SECONDS)
                found.append((ours.resident(), plain.resident()))
    note = f"{_SETTLED_SECONDS:.0f} s after the first picture"
    yield of_turns("memory after the start", found, "MB", at_most(1.2), note)
    ballots, seen_after = size.of(short=10, long=10_000), size.of(short=5, long=500)
    first, last = _held(size.folder / "many.sqlite", ballots, seen_after)
    note = f"from {first.least:.1f} MB after {seen_after:,} ballots to {last.least:.1f} MB after {ballots:,}"
    note += f"; at most {first.most:.1f} and {last.most:.1f} MB"
    note += f"; {first.blocks:,.0f} and {last.blocks:,.0f} blocks of Python's"
    growth = last.least - first.least
    yield figure("memory, growth by ballots of real touches", growth, 3, "MB", at_most(1), note)


class _Held(NamedTuple):
    """The least and the most MB of a hundred looks, and blocks of Python's."""

    least: float
    most: float
    blocks: float


def _held(journal: Path, ballots: int, seen_after: int) -> list[_Held]:
    """After `seen_after` ballots, and after all."""
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "benchmarks.many_ballots",
        journal,
        str(ballots),
        str(seen_after),
    ]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise NotMeasuredError(f"the citizens could not rate: {done.stderr.strip()[-300:]}")
    return [_Held(*map(float, line.split())) for line in done.stdout.splitlines()]
