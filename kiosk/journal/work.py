"""What a journal tells of the work at its desk, in the steps of its entries: for the health of a device."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from kiosk.domain.entries import ShiftClosed, ShiftOpened, Tap
from kiosk.domain.records import dataclass
from kiosk.journal.connect import rows


@dataclass(frozen=True)
class Work:
    """Since when a shift is open (None: none is), and when somebody last rated, in the journal's steps."""

    shift_since: datetime | None
    last_ballot: datetime | None


def work_through(connection: Connection, last: int) -> Work:
    """As of entry `last`."""
    opened = _newest(connection, ShiftOpened.kind, last)
    closed = _newest(connection, ShiftClosed.kind, last)
    is_open = opened is not None and (closed is None or closed[0] < opened[0])
    tapped = _newest(connection, Tap.kind, last)
    return Work(opened[1] if opened and is_open else None, tapped[1] if tapped else None)


def _newest(connection: Connection, kind: str, last: int) -> tuple[int, datetime] | None:
    # The kind stands in the text: SQLite uses a partial index only for a value that it knows beforehand.
    query = f"SELECT seq, at FROM journal WHERE kind = '{kind}' AND seq <= ? ORDER BY seq DESC LIMIT 1"  # noqa: S608  our own words
    for seq, at in rows(connection, query, (last,)):
        try:
            moment = datetime.fromisoformat(at)
        except (TypeError, ValueError):  # a damaged line
            return None
        return (seq, moment) if moment.tzinfo else None
    return None
