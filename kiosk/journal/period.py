"""What was asked in a period, dossiers returned in it, and whether it is all here.

Days are those on which entries were really written (see `effective`). Nothing here walks through the whole
journal: what is looked for is a landmark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from kiosk.domain.entries import QuestionnaireShown, ShiftClosed, entry_of
from kiosk.domain.figures import Dossiers
from kiosk.domain.questionnaire import Questionnaire
from kiosk.journal import gap, newest
from kiosk.journal.effective import Stretch, effective_day, stretches


def questionnaires(
    connection: Connection, first_day: date, last_day: date, named: Collection[str], through: int
) -> list[Questionnaire]:
    """Those in force within a period, and those `named` by its ballots, oldest first; known by `through`."""
    lines = [found for found in newest.questionnaires(connection) if found.seq <= through]
    behind = stretches(connection, through)
    begins = [_day_of(found, behind) for found in lines] + [date.max]
    asked: dict[str, Questionnaire] = {}
    for found, begin, end in zip(lines, begins, begins[1:], strict=False):
        entry = entry_of(found.line)
        if isinstance(entry, QuestionnaireShown):
            version = entry.questionnaire.version
            if version in named or (begin <= last_day and end >= first_day):
                asked.pop(version, None)  # one that came back counts as newer than what stood between
                asked[version] = entry.questionnaire
    return list(asked.values())


def dossiers(
    connection: Connection, first_day: date, last_day: date, collected: Mapping[str, int], through: int
) -> list[Dossiers]:
    """What clerks typed at the end of the shifts that closed in a period, by department.

    `collected` has the period's collected ballots by shift. `through`: as was known at that entry.
    """
    behind = stretches(connection, through)
    rows = connection.exec_driver_sql(
        "SELECT seq, line FROM journal WHERE kind = 'shift_closed' AND seq <= ? ORDER BY seq", (through,)
    )
    sums: dict[str, Dossiers] = {}
    rated: dict[str, set[str]] = defaultdict(set)
    for found in map(newest.Found._make, rows):
        entry = entry_of(found.line)
        if isinstance(entry, ShiftClosed) and first_day <= _day_of(found, behind) <= last_day:
            before = sums.get(entry.department, Dossiers(entry.department, 0, 0, 0))
            sums[entry.department] = _with(before, entry.dossiers)
            if entry.dossiers is not None:
                rated[entry.department].add(entry.shift)
    return [
        replace(one, rated=sum(collected.get(shift, 0) for shift in rated[unit]))
        for unit, one in sums.items()
    ]


def kept_from_day(connection: Connection) -> date | None:
    """The first day of which everything is here; None where nothing was removed or left behind."""
    missing = gap.newest_day(connection)
    return missing + timedelta(days=1) if missing else None


def _with(before: Dossiers, dossiers: int | None) -> Dossiers:
    if dossiers is None:
        return replace(before, unknown=before.unknown + 1)
    return replace(before, dossiers=before.dossiers + dossiers, known=before.known + 1)


def _day_of(found: newest.Found, behind: list[Stretch]) -> date:
    seconds = sum(stretch.seconds for stretch in behind if stretch.first <= found.seq < stretch.end)
    return effective_day(entry_of(found.line).at, seconds)
