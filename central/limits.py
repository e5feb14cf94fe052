"""How many requests one device may make: a bucket of them that fills again, and few at the same time.

A stolen token, or a kiosk that turns in circles, must not take the centre from the others. A kiosk that ships
what a year without network has left stays below: it sends one batch after the other and pauses in between.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock


class TooManyRequestsError(Exception):
    """The device must wait so many whole seconds before it asks again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"This device asks too often: again in {seconds} s.")
        self.seconds = seconds


@dataclass(frozen=True)
class Limit:
    """What one device may do at one worker of the centre.

    `rate`: requests a second for long; `burst`: so many at any speed after a rest; `at_once`: so many under
    way together.
    """

    rate: float = 5.0
    burst: int = 1000
    at_once: int = 4


@dataclass
class _Bucket:
    left: float
    filled_at: float
    under_way: int = 0


@dataclass
class Limits:
    """The buckets of all devices, in memory. Only ask for devices that have proved who they are."""

    limit: Limit = field(default_factory=Limit)
    clock: Callable[[], float] = time.monotonic
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def request_of(self, device: str) -> Iterator[None]:
        """Take one request of a device, and end it with the block; raises TooManyRequestsError."""
        bucket = self._taken(device)
        try:
            yield
        finally:
            with self._lock:
                bucket.under_way -= 1

    def _taken(self, device: str) -> _Bucket:
        with self._lock:
            now = self.clock()
            bucket = self._buckets.setdefault(device, _Bucket(self.limit.burst, now))
            bucket.left = min(self.limit.burst, bucket.left + (now - bucket.filled_at) * self.limit.rate)
            bucket.filled_at = now
            if bucket.under_way >= self.limit.at_once:
                raise TooManyRequestsError(1)
            if bucket.left < 1:
                raise TooManyRequestsError(math.ceil((1 - bucket.left) / self.limit.rate))
            bucket.left -= 1
            bucket.under_way += 1
            return bucket
