"""What a report asks of a journal: a period's ballots, what was asked then, dossiers returned.

Days are those on which entries were really written (see `effective`). Nothing here walks through the whole
journal: closed ballots have an index by time, the rest is a landmark.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from kiosk.domain.entries import Mode, QuestionnaireShown, ShiftClosed, entry_of
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.tally import BallotGroup
from kiosk.journal import gap, newest
from kiosk.journal.effective import Stretch, bounds, effective_day, stretches

_GROUPED = "SELECT department, questionnaire, mode, valid, answers, count(*) FROM journal"
_IN_PERIOD = "WHERE kind = 'ballot_closed' AND at >= ? AND at < ?"
_ALIKE = "GROUP BY department, questionnaire, mode, valid, answers"

_Alike = tuple[str | None, str | None, str | None, int | None, str | None]


@dataclass(frozen=True)
class Dossiers:
    """Dossiers returned at a department: the sum over `known` shifts; of `unknown` ones nobody said it."""

    department: str
    dossiers: int
    known: int
    unknown: int


def ballot_groups(connection: Connection, first_day: date, last_day: date) -> list[BallotGroup]:
    """The ballots closed in a period, alike ones counted; lines that can't be understood are left aside."""
    named = bounds(first_day, last_day)
    counts = _counts(connection, f"{_GROUPED} {_IN_PERIOD} {_ALIKE}", named)
    within = f"{_GROUPED} NOT INDEXED {_IN_PERIOD} AND seq >= ? AND seq < ? {_ALIKE}"
    for stretch in stretches(connection):
        # Few entries, found by seq: they leave the day that they name for the one they were written on.
        reach = (stretch.first, stretch.end)
        counts.subtract(_counts(connection, within, (*named, *reach)))
        counts.update(_counts(connection, within, (*bounds(first_day, last_day, stretch.seconds), *reach)))
    groups = (_group(alike, count) for alike, count in counts.items() if count)
    return [group for group in groups if group]


def questionnaires(connection: Connection, first_day: date, last_day: date) -> list[Questionnaire]:
    """Those in force within a period, and those that its ballots name, oldest first."""
    lines = newest.questionnaires(connection)
    behind = stretches(connection)
    begins = [_day_of(found, behind) for found in lines] + [date.max]
    named = {group.questionnaire for group in ballot_groups(connection, first_day, last_day)}
    asked: dict[str, Questionnaire] = {}
    for found, begin, end in zip(lines, begins, begins[1:], strict=False):
        entry = entry_of(found.line)
        if isinstance(entry, QuestionnaireShown):
            version = entry.questionnaire.version
            if version in named or (begin <= last_day and end >= first_day):
                asked.pop(version, None)  # one that came back counts as newer than what stood between
                asked[version] = entry.questionnaire
    return list(asked.values())


def dossiers(connection: Connection, first_day: date, last_day: date) -> list[Dossiers]:
    """What clerks typed at the end of the shifts that closed in a period, by department."""
    behind = stretches(connection)
    rows = connection.exec_driver_sql(
        "SELECT seq, line FROM journal WHERE kind = 'shift_closed' ORDER BY seq"
    )
    sums: dict[str, Dossiers] = {}
    for found in map(newest.Found._make, rows):
        entry = entry_of(found.line)
        if isinstance(entry, ShiftClosed) and first_day <= _day_of(found, behind) <= last_day:
            before = sums.get(entry.department, Dossiers(entry.department, 0, 0, 0))
            sums[entry.department] = _with(before, entry.dossiers)
    return list(sums.values())


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


def _counts(connection: Connection, query: str, bounds_and_reach: tuple[str | int, ...]) -> Counter[_Alike]:
    rows = connection.exec_driver_sql(query, bounds_and_reach)
    return Counter({(*alike,): count for *alike, count in rows})


def _group(alike: _Alike, count: int) -> BallotGroup | None:
    department, questionnaire, mode, valid, answers = alike
    if department is None or questionnaire is None or mode is None or valid is None or answers is None:
        return None
    levels = json.loads(answers)
    if not isinstance(levels, dict) or not all(isinstance(level, str) for level in levels.values()):
        return None
    return BallotGroup(department, questionnaire, mode == Mode.INVITED, bool(valid), levels, count)
