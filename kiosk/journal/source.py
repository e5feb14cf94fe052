"""A journal as shipping needs it: `sync.source.Source` without importing it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.domain.entries import floor_to_step
from kiosk.domain.office import OfficeHours
from kiosk.journal import newest
from kiosk.journal.chain import Link
from kiosk.journal.connect import connect_shipper, rows
from kiosk.journal.faults import faults
from kiosk.journal.machine import Part
from kiosk.journal.machine_parts import machine_parts
from kiosk.journal.sqlite_errors import reading
from kiosk.journal.work import Work, work_through


class JournalSource:
    """Reads lines and moves the watermark, on a connection of its own beside the owner's.

    One thread at a time. Every method raises JournalReadError where the file can't be read or written.
    """

    def __init__(
        self,
        path: Path,
        *,
        step_minutes: int,
        now: Callable[[], datetime],
        about: Mapping[str, str] | None = None,
        hours: OfficeHours | None = None,
        parts: Collection[Part] | None = None,
    ) -> None:
        """Open the journal at `path`, which its owner has made.

        `now` gives the aware time in the agency's zone; `about` goes into the health as it is (program and
        version); `hours` are the desk's, where they are known; `parts` are those of this machine (by
        default, what is readable).
        """
        self._path = path
        self._step_minutes = step_minutes
        self._now = now
        self._about = dict(about or {})
        self._hours = hours
        self._parts = parts
        with reading(path):
            self._connection = connect_shipper(path)
            try:
                self._identity = newest.identity(self._connection)
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def journal(self) -> str:
        """Return the journal's id."""
        return self._identity.journal

    def device(self) -> str:
        """Return the device's name."""
        return self._identity.device

    def last(self) -> int:
        """Return the newest seq."""
        with reading(self._path):
            return newest.head(self._connection).seq

    def kept_from(self) -> int:
        """Return the oldest seq still held; 1 unless retention has removed something."""
        with reading(self._path):
            return newest.kept_after(self._connection).seq + 1

    def finished_through(self) -> int:
        """Return the newest seq whose privacy step is over, or whose shift was closed after it.

        A step is over when the clock is in another one; everything before a finished entry is finished.
        """
        with reading(self._path):
            closed = newest.newest(self._connection, "shift_closed")
            # What is acknowledged has left already: the look back ends there at the latest.
            floor = max(closed.seq if closed else 0, newest.watermark(self._connection))
            over = rows(
                self._connection,
                "SELECT seq FROM journal WHERE seq > ? AND at IS NOT ? ORDER BY seq DESC LIMIT 1",
                (floor, self._this_step()),
            )
            return int(over[0][0]) if over else floor

    def acknowledged_through(self) -> int:
        """Return the watermark: everything up to this seq is held by the centre, durably."""
        with reading(self._path):
            return newest.watermark(self._connection)

    def hash_at(self, seq: int) -> bytes:
        """Return the hash at `seq`, kept_from() - 1 <= seq <= last(); raises LookupError outside."""
        with reading(self._path):
            found = rows(self._connection, "SELECT seq, hash FROM journal WHERE seq = ?", (seq,))
            link = Link(*found[0]) if found else newest.kept_after(self._connection)
        if link.seq != seq:
            raise LookupError(f"The journal holds no entry {seq}.")
        return link.hash

    def lines(self, after: int, limit: int) -> list[str]:
        """Return the lines after `after`, in order, at most `limit` of them."""
        with reading(self._path):
            query = "SELECT line FROM journal WHERE seq > ? ORDER BY seq LIMIT ?"
            return [line for (line,) in rows(self._connection, query, (after, limit))]

    def acknowledge(self, through: int) -> None:
        """Move the watermark forward; a lower number changes nothing. Raises ValueError beyond last()."""
        with reading(self._path):
            if through > newest.head(self._connection).seq:
                raise ValueError(f"Entry {through} is not in the journal and can't be acknowledged.")
            self._move("UPDATE watermark SET through = ?1 WHERE through < ?1", through)

    def rewind(self, through: int) -> None:
        """Move the watermark back; a higher number changes nothing."""
        with reading(self._path):
            self._move("UPDATE watermark SET through = ?1 WHERE through > ?1", through)

    def health(self) -> dict[str, object]:
        """Return what the header carries about this device.

        It counts finished privacy steps only, and its times are those of lines, so floored: a heartbeat must
        not tell that somebody has just rated.
        """
        finished, acknowledged = self.finished_through(), self.acknowledged_through()
        with reading(self._path):
            oldest = rows(
                self._connection,
                "SELECT at FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT 1",
                (acknowledged, finished),
            )
            found = faults(self._connection, self._parts_here(), self._now().date())
            work = work_through(self._connection, finished)
        return {
            **self._about,
            "head": max(finished, acknowledged),
            "waiting": max(0, finished - acknowledged),
            "oldest_waiting": oldest[0][0] if oldest else None,
            "faults": [fault.code for fault in found],
            "shift_open": work.shift_since is not None,
            "last_ballot": work.last_ballot and work.last_ballot.isoformat(timespec="seconds"),
            "quiet_minutes": self._quiet_minutes(work),
        }

    def _parts_here(self) -> Collection[Part]:
        """Read from the system once, and not before somebody asks: no start waits for it."""
        if self._parts is None:
            self._parts = machine_parts()
        return self._parts

    def _quiet_minutes(self, work: Work) -> int | None:
        """For how many minutes of opening time an open shift has had no ballot, in whole privacy steps."""
        if work.shift_since is None:
            return None
        since = max(work.shift_since, work.last_ballot or work.shift_since)
        now = floor_to_step(self._now(), self._step_minutes)
        if self._hours is None:
            return max(0, int((now - since).total_seconds()) // 60)
        return self._hours.minutes_between(since, now)

    def _this_step(self) -> str:
        return floor_to_step(self._now(), self._step_minutes).isoformat(timespec="seconds")

    def _move(self, statement: str, through: int) -> None:
        """By one statement, which SQLite makes a transaction of its own."""
        self._connection.exec_driver_sql(statement, (through,))
