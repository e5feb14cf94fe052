"""What reports can't find here: the day of the newest entry that was removed, or left behind by an enrolment.

A report is complete only from the day after it on.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from kiosk.domain.entries import Unknown, entry_of
from kiosk.journal.effective import effective_day, stretches


def newest_day(connection: Connection) -> date | None:
    """The day, as it really was; None where nothing is missing."""
    told = connection.exec_driver_sql("SELECT newest_day FROM gap").scalar()
    return None if told is None else date.fromisoformat(told)


def widen(connection: Connection, day: date | None) -> None:
    """Remember, inside the caller's transaction, that entries until `day` are missing."""
    before = newest_day(connection)
    if day is not None and (before is None or day > before):
        connection.exec_driver_sql("UPDATE gap SET newest_day = ?", (day.isoformat(),))


def day_of(connection: Connection, seq: int) -> date | None:
    """The day on which an entry was really written; None where its line does not tell."""
    line = connection.exec_driver_sql("SELECT line FROM journal WHERE seq = ?", (seq,)).scalar()
    entry = entry_of(line) if line else None
    if entry is None or isinstance(entry, Unknown):
        return None
    behind = (one.seconds for one in stretches(connection) if one.first <= seq < one.end)
    return effective_day(entry.at, sum(behind))
