"""What the desk needs from the world outside; adapters live outside the domain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from kiosk.domain.entries import Entry


class Clock(Protocol):
    """Time, injected so that tests and simulated days have their own."""

    def now(self) -> datetime:
        """The wall clock, aware, in the agency's time zone."""

    def timestamp(self) -> float:
        """The wall clock in seconds since 1970, UTC, as `now().timestamp()`: it takes a tenth of the time."""

    def monotonic(self) -> float:
        """Seconds that only go forward and go on while the machine sleeps."""


class Committer(Protocol):
    """Writes entries to the journal."""

    def commit(self, entries: Sequence[Entry], done: Callable[[bool], None]) -> None:
        """Write `entries` as one durable transaction.

        `done(True)` is called once they are durable, `done(False)` once they are refused, on the thread that
        called `commit`, at once or later.
        """


ADMIN = "admin"
"""The name of the administrator's PIN, which no department may have."""


class PinCheck(Protocol):
    """The PINs of departments and of the administrator."""

    @property
    def locked(self) -> frozenset[str]:
        """The codes of the departments that have a PIN."""

    @property
    def has_admin(self) -> bool:
        """Whether the administrator has a PIN."""

    def is_right(self, department: str, pin: str) -> bool:
        """Whether `pin` opens the department, or is that of `ADMIN`; never right where none is set."""
