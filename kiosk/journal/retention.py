"""Forgets old entries, where the configuration asks for it: acknowledged ones only, a shift as a whole.

One transaction copies what must still be readable (entry 1 and the questionnaires), keeps the place in the
chain and the newest day, and deletes; triggers refuse any other delete.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection

from kiosk.journal import gap
from kiosk.journal.connect import transaction
from kiosk.journal.effective import Stretch, bounds, stretches
from kiosk.journal.newest import head, kept_after, watermark

SHORTEST_DAYS = 400  # a year's report can always be made again

_FOR_EVER = 2**62  # beyond any seq


def forget(connection: Connection, *, days: int, today: date) -> int:
    """Remove acknowledged entries older than `days` before `today` (in the agency's zone), shift by shift.

    Returns how many. Whatever follows the first younger entry stays. Raises ValueError under 400 days.
    """
    if days < SHORTEST_DAYS:
        raise ValueError(f"A journal keeps at least {SHORTEST_DAYS} days, not {days}.")
    oldest = kept_after(connection).seq + 1
    oldest_kept = today - timedelta(days=days)
    older = _last_before(connection, oldest, oldest_kept)
    through = _last_end_of_shift(connection, min(watermark(connection), older))
    if through < oldest:
        return 0
    with transaction(connection):
        gap.widen(connection, gap.day_of(connection, through) or oldest_kept)
        connection.exec_driver_sql(
            "INSERT INTO keepsake SELECT seq, line, hash FROM journal"
            " WHERE kind = 'questionnaire' AND seq <= ?",
            (through,),
        )
        connection.exec_driver_sql(
            "UPDATE retention SET through = ?1, hash = (SELECT hash FROM journal WHERE seq = ?1)", (through,)
        )
        connection.exec_driver_sql("DELETE FROM journal WHERE seq <= ?", (through,))
    return through - oldest + 1


def _last_before(connection: Connection, oldest: int, day: date) -> int:
    """The last entry before the first one that was written on `day` or later."""
    younger = [head(connection).seq + 1]
    for stretch in (Stretch(oldest, _FOR_EVER, 0), *stretches(connection)):
        begin, _ = bounds(day, day, stretch.seconds)
        younger += connection.exec_driver_sql(
            "SELECT seq FROM journal WHERE seq >= ? AND seq < ? AND at >= ? ORDER BY seq LIMIT 1",
            (stretch.first, stretch.end, begin),
        ).scalars()
    return min(younger) - 1


def _last_end_of_shift(connection: Connection, through: int) -> int:
    query = "SELECT max(seq) FROM journal WHERE kind = 'shift_closed' AND seq <= ?"
    return connection.exec_driver_sql(query, (through,)).scalar() or 0
