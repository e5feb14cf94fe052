"""The kiosk's side of its watchdog: the window's heartbeat, and what the watchdog said when it started it.

The window's thread only says that it lives. A thread beside it puts a byte into the pipe that the watchdog
made of our standard output: where that pipe is full, nobody waits but this thread.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from threading import Event, Thread
from typing import Self

WATCHED_VARIABLE = "HAI_LONG_WATCHED"
START_AGAIN = 3
"""What a kiosk announces that wants to be started again; unannounced it is a crash (Windows' `abort`)."""

_EVERY_SECONDS = 0.5
_FAREWELL_SECONDS = 1.0  # for a watchdog that is stopped and hears nothing
_OUTPUT = 1


class Heartbeat:
    """Tells the watchdog that the window's thread goes on."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self | None:
        """The heartbeat of a kiosk that a watchdog started; None of one that nobody watches.

        Standard output belongs to the watchdog from here on.
        """
        said = environment.get(WATCHED_VARIABLE)
        if said is None:
            return None
        pipe = os.dup(_OUTPUT)  # no child of ours inherits this one: who holds it is us alone
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _OUTPUT)
        os.close(nowhere)
        return cls(pipe, said)

    def __init__(self, pipe: int, said: str = "") -> None:
        """Beat into a pipe, given as a file descriptor; `said` is what `watched_by` wrote."""
        times, _, why = said.partition(" ")
        self.restarts = int(times) if times.isdecimal() else 0
        self.restarted_for = why
        self.alone = False
        """Whether the watchdog is gone, as the last beat found."""
        self._pipe = pipe
        self._word = b"."
        self._lives = Event()
        self._over = Event()
        self._thread = Thread(target=self._write, name="heartbeat", daemon=True)
        self._thread.start()

    def beat(self) -> None:
        """The window's thread lives; costs next to nothing, never waits."""
        self._lives.set()

    def end(self, status: int) -> None:
        """The window is closed; the program will end with this status (one digit), maybe not at once.

        Returns when that is written, after a second at the latest.
        """
        self._word = str(status).encode()
        self._over.set()
        self._lives.set()
        self._thread.join(_FAREWELL_SECONDS)

    def _write(self) -> None:
        last = False
        while not (self.alone or last):
            self._lives.wait()
            self._lives.clear()
            last = self._over.is_set()
            try:
                os.write(self._pipe, self._word)
            except OSError:
                self.alone = True
            self._over.wait(_EVERY_SECONDS)


def watched_by(restarts: int, restarted_for: str) -> dict[str, str]:
    """What a watchdog adds to the environment: how often it started the kiosk again, and why this time."""
    return {WATCHED_VARIABLE: f"{restarts} {restarted_for}"}
