"""How often and how much: the sizes and waits of shipping, and the clocks that they are counted by."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Protocol

from sync.wire import MAX_BATCH_LINES


class Clock(Protocol):
    """What shipping needs of time."""

    def now(self) -> datetime:
        """Return the wall clock, aware, in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""


class SystemClock:
    """The clocks of this PC."""

    def now(self) -> datetime:
        """Return the wall clock, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Sizes and waits; all times in seconds."""

    batch_lines: int = MAX_BATCH_LINES
    step_lines: int = 25
    """A batch that took too long is halved, down to this; each that arrives makes the next so much longer."""
    pause: float = 5.0
    """Between two requests in the background: a touch that meets one takes milliseconds longer, and fewer
    than one in a hundred do (docs/decisions/0046-a-backlog-leaves-slowly.md)."""
    look: float = 20.0
    """Between two looks at a journal of which nothing may be shipped."""
    heartbeat: float = 900.0
    """An empty batch goes out when the centre has not been heard for so long."""
    backoff_first: float = 2.0
    backoff_most: float = 300.0
    slow: float = 600.0
    """After a fault that somebody must mend."""
    busy_least: float = 1.0
    contradictions: int = 3
    """So many searches before everything is acknowledged again; more, and the centre has a fault."""

    def looking(self, random: Random) -> float:
        """Return a wait until the next look; scattered, so that a province does not send in one second."""
        return random.uniform(0.5, 1.5) * self.look

    def backoff(self, failures: int, random: Random) -> float:
        """Return the wait after so many failures in a row: exponential, full jitter, capped."""
        most = self.backoff_first * 2 ** min(failures - 1, 30)
        return random.uniform(0, min(most, self.backoff_most))

    def slowly(self, random: Random) -> float:
        """Return the wait after a fault that somebody must mend."""
        return random.uniform(0.5, 1.0) * self.slow
