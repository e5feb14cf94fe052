"""What a kiosk takes of the processors while nobody touches it, beside a bare Kivy window at the same time.

Both stand on virtual displays for the same seconds; user and system time of the two processes, as the kernel
counts them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.counter import counter_on
from benchmarks.measure import Figure, Size, of_turns, within
from benchmarks.windows import bare, display, kiosk

_SETTLING_SECONDS = 6.0


def measure(size: Size) -> Iterator[Figure]:
    """Per cent of one core."""
    turns, seconds = size.of(short=1, long=6), size.of(short=3, long=20)
    journal = size.folder / "journal.sqlite"
    with counter_on(journal):
        pass
    settings = {"journal.path": str(journal), "sync.endpoint": "http://127.0.0.1:9/v1/batches"}
    with ExitStack() as stack:
        screens = [stack.enter_context(display(size.folder, name)) for name in ("ours", "bare")]
        windows = [
            stack.enter_context(kiosk(screens[0], size.folder, settings)),
            stack.enter_context(bare(screens[1], size.folder)),
        ]
        for window in windows:
            window.wait_for_a_picture()
        time.sleep(_SETTLING_SECONDS)
        found = []
        for _ in range(turns):
            before, begun = [window.processor_seconds() for window in windows], time.monotonic()
            time.sleep(seconds)
            passed = time.monotonic() - begun
            taken = [window.processor_seconds() - was for window, was in zip(windows, before, strict=True)]
            found.append((100 * taken[0] / passed, 100 * max(taken[1], 0.01) / passed))
    note = f"{turns} times {seconds} s, both at the same time; the centre does not answer"
    yield of_turns("processor while idle", found, "% of a core", within(0.5), note)
