"""The machine's own clocks."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo

# Linux's monotonic clock stands still while the machine sleeps: waking would look like a clock put forward.
_BOOT_CLOCK: int | None = getattr(time, "CLOCK_BOOTTIME", None)


class SystemClock:
    """The wall clock in the agency's time zone, and seconds that go on through sleep."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def now(self) -> datetime:
        """The wall clock, aware, in the agency's time zone."""
        return datetime.now(self._zone)

    def timestamp(self) -> float:
        """The wall clock in seconds since 1970, UTC."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds since the machine started, sleep included."""
        return time.monotonic() if _BOOT_CLOCK is None else time.clock_gettime(_BOOT_CLOCK)
