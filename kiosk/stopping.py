"""How another program has the kiosk of a journal end by itself, where there are no signals, as on Windows.

It keeps a file beside the journal young for as long as it waits; a kiosk that sees a young one ends. A file
that a killed program left is old after some seconds and means nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_YOUNG_SECONDS = 10.0
_LOOK_SECONDS = 0.5
_KIND_SECONDS = 60.0
"""For so long a citizen who is under way is let finish."""


def is_asked_to_stop(journal: Path) -> bool:
    """Whether a program waits for the end of this journal's kiosk now."""
    try:
        age = time.time() - _request(journal).stat().st_mtime
    except OSError:
        return False
    return abs(age) < _YOUNG_SECONDS


class Stopping:
    """The kiosk's side: ends it once it is asked, when nobody is there or has been for a minute."""

    def __init__(self, journal: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._journal = journal
        self._clock = clock
        self._asked_at: float | None = None

    def tick(self, end: Callable[[], None], *, quiet: bool) -> None:
        """Call `end` where the program should end now; `quiet`: nobody is there whom that would disturb."""
        if not is_asked_to_stop(self._journal):
            self._asked_at = None
            return
        if self._asked_at is None:
            self._asked_at = self._clock()
        if quiet or self._clock() - self._asked_at > _KIND_SECONDS:
            end()


def stopped(journal: Path, runs: Callable[[], bool], seconds: float) -> bool:
    """Ask the kiosk to end and wait for it, so long at most; whether `runs` says that it has ended.

    Raises OSError where no file can be made beside the journal.
    """
    request = _request(journal)
    deadline = time.monotonic() + seconds
    try:
        while runs():
            if time.monotonic() > deadline:
                return False
            request.write_bytes(b"")
            time.sleep(_LOOK_SECONDS)
    finally:
        with suppress(OSError):
            request.unlink(missing_ok=True)
    return True


def _request(journal: Path) -> Path:
    return journal.with_name(journal.name + ".stop")
