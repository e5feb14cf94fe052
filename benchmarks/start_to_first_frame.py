"""From the start of the process until its window shows its first picture, and until its first screen can be
touched.

Both are seen from outside, by pixels of the X server's. The *limit* of the first frame is a bare Kivy window
with one button; that of the first screen the same window in a program that imports SQLAlchemy Core before it.
The kiosk's first picture says that it opens. It has a journal with a shift to resume; its first screen is a
criterion. From source (`python -m kiosk`'s own program) and, where `dist/kiosk` stands, packaged; the limit
is a program from source both times.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.counter import counter_on
from benchmarks.measure import ROOT, Figure, NotMeasuredError, Size, at_most, of_turns
from benchmarks.windows import Window, bare, display, kiosk
from build_spec.demo.people import FACES
from build_spec.demo.touchscreen import TouchScreen

PACKAGED = ROOT / "dist" / "kiosk" / "kiosk"
_PATIENCE_SECONDS = 60.0


def measure(size: Size) -> Iterator[Figure]:
    """Both figures from source, and packaged where there is a package."""
    turns, for_warmth = size.of(short=1, long=15), size.of(short=0, long=1)
    journal = size.folder / "journal.sqlite"
    with counter_on(journal):
        pass  # a shift is open
    settings = {"journal.path": str(journal), "sync.endpoint": "http://127.0.0.1:9/v1/batches"}
    with ExitStack() as stack:
        screen = stack.enter_context(display(size.folder, "start"))
        programs = {"from source": None} | ({"packaged": PACKAGED} if PACKAGED.exists() else {})
        for how, program in programs.items():
            found = [_turn(screen, size.folder, settings, program) for _ in range(turns + for_warmth)]
            found = found[for_warmth:]
            note = f"{turns} starts of each{', the very first ones left out' * for_warmth}"
            frames = [(kiosk_seconds[0], limits[0]) for kiosk_seconds, limits in found]
            yield of_turns(f"start to the first frame, {how}", frames, "s", at_most(1.3), note)
            screens = [(kiosk_seconds[1], limits[1]) for kiosk_seconds, limits in found]
            yield of_turns(f"start to the first screen, {how}", screens, "s", at_most(1.3), note)


_Seconds = tuple[float, float]


def _turn(
    screen: TouchScreen, folder: Path, settings: dict[str, str], program: Path | None
) -> tuple[_Seconds, _Seconds]:
    """(first frame, first screen) of the kiosk, and of bare windows."""
    with bare(screen, folder) as window:
        plain = window.wait_for_a_picture()
    with kiosk(screen, folder, settings, program) as window:
        ours = window.wait_for_a_picture(), _first_screen(window)
    with bare(screen, folder, "sqlalchemy") as window:
        with_sqlalchemy = window.wait_for_a_picture()
    return ours, (plain, with_sqlalchemy)


def _first_screen(window: Window) -> float:
    """Seconds from the start until the faces are there."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    rows = range(window.screen.height // 2, window.screen.height // 2 + 1)
    face = bytes.fromhex(FACES["satisfied"].removeprefix("#"))[::-1]
    while face not in window.screen.picture(rows):
        if time.monotonic() > deadline:
            raise NotMeasuredError("the kiosk shows no criterion")
    return time.monotonic() - window.begun
