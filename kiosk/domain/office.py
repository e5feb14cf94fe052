"""Office hours: when ratings are expected, when the closed screen shows, when a forgotten shift ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from kiosk.domain.records import dataclass


@dataclass(frozen=True)
class OfficeHours:
    """Opening times of a working day, in the agency's time zone; `weekdays` as datetime.weekday() counts.

    `shift_ends` is when a forgotten shift ends, on any day; without it the end of a day's last hours.
    """

    weekdays: frozenset[int]
    spans: Sequence[tuple[time, time]]
    shift_ends: time | None = None

    def hold(self, moment: datetime) -> bool:
        """Whether the desk is open at `moment`."""
        clock = moment.time()
        return moment.weekday() in self.weekdays and any(start <= clock < end for start, end in self.spans)

    def minutes_between(self, begun: datetime, now: datetime) -> int:
        """How many whole minutes of opening time lie between two moments of one day; 0 for other days."""
        if begun.date() != now.date() or now.weekday() not in self.weekdays:
            return 0
        overlaps = [
            (max(_minute(a), _minute(begun.time())), min(_minute(b), _minute(now.time())))
            for a, b in self.spans
        ]
        return sum(max(0, end - start) for start, end in overlaps)

    def closing_time(self, day: datetime) -> time | None:
        """When a shift of that day ends by itself, or None on a day without hours."""
        if self.shift_ends or day.weekday() not in self.weekdays:
            return self.shift_ends
        return max((end for _, end in self.spans), default=None)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def is_shift_over(begun: datetime, now: datetime, hours: OfficeHours | None) -> bool:
    """Whether a closing moment lies after `begun` and not after `now`; midnight always is one."""
    if begun.date() != now.date():
        return True
    closing = hours.closing_time(now) if hours else None
    return closing is not None and begun.time() < closing <= now.time()
