"""The sums that reports are made of: how many of something alike there were on a day in a journal.

What is alike is said as JSON once, in `kinds`, and named by its digest everywhere else. Every ballot that
counts is part of several sums; changes are gathered in `Sums` and written once, at the end of a transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Container, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, Self

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    select,
)

from central.journals import insert_unless_there
from central.schema import kinds, rollup
from central.store import among, array, insert_arrays

NO_ANSWERS = "{}"


class Series(StrEnum):
    """The sums that are kept, by day and by month; a month's stand under its first day."""

    BALLOTS = "ballots"
    BALLOTS_BY_MONTH = "ballots by month"
    LEVELS = "levels"  # ballots and their answers by department, questionnaire and level
    LEVELS_BY_MONTH = "levels by month"
    HOURS = "hours"  # collected ballots and their answers by hour of the week, all departments together
    HOURS_BY_MONTH = "hours by month"
    SHIFTS = "shifts"  # collected ballots by shift: `alike` is the shift's digest, which is no kind's


# As plain texts: to hash a member of an enumeration costs more than all else in counting.
_BALLOTS, _LEVELS, _HOURS, _SHIFTS = (
    series.value for series in (Series.BALLOTS, Series.LEVELS, Series.HOURS, Series.SHIFTS)
)
_BY_MONTH = {
    _BALLOTS: Series.BALLOTS_BY_MONTH.value,
    _LEVELS: Series.LEVELS_BY_MONTH.value,
    _HOURS: Series.HOURS_BY_MONTH.value,
}


class Kind(NamedTuple):
    """What ballots that are alike have in common. `answers` is canonical JSON."""

    department: str
    questionnaire: str
    invited: bool
    valid: bool
    answers: str
    reasons: tuple[str, ...] = ()
    flags: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, said: str) -> Self:
        """The kind that stands in `kinds`."""
        department, questionnaire, invited, valid, answers, reasons, flags = json.loads(said)
        return cls(
            department,
            questionnaire,
            invited,
            valid,
            _json(answers),  # as it was written: canonical
            tuple(reasons),
            tuple((rule, version) for rule, version in flags),
        )


class About(NamedTuple):
    """What a sum is about: a row of `kinds`. `level` is "" for the ballots that were collected themselves."""

    said: str
    department: str | None
    questionnaire: str
    level: str | None


class _Parts(NamedTuple):
    """The sums of a day that a ballot is part of, by series, as often as it is; and what they are about."""

    alike: int
    series: tuple[tuple[str, tuple[int, ...]], ...]
    about: dict[int, About]


class Sums:
    """Changes to the sums of one transaction."""

    def __init__(self) -> None:
        self._by_day = defaultdict[tuple[str, date, int], dict[int, int]](dict)
        self._about: dict[int, About] = {}

    def add(self, journal: int, kind: Kind, shift: str, moment: datetime) -> int:
        """Count a ballot that was closed at this moment, effectively; return its kind's digest."""
        return self._change(journal, kind, shift, moment, 1)

    def take_out(self, journal: int, kind: Kind, shift: str, moment: datetime) -> None:
        """Count a ballot no longer that was counted so."""
        self._change(journal, kind, shift, moment, -1)

    def _change(self, journal: int, kind: Kind, shift: str, moment: datetime, number: int) -> int:
        day = moment.date()
        parts = _parts(kind, day.weekday(), moment.hour)
        self._about.update(parts.about)
        for series, alikes in parts.series:
            own = self._by_day[series, day, journal]
            for alike in alikes:
                own[alike] = own.get(alike, 0) + number
        if kind.answers != NO_ANSWERS:
            own, alike = self._by_day[_SHIFTS, day, journal], digest(shift)
            own[alike] = own.get(alike, 0) + number
        return parts.alike

    def changes(self) -> dict[tuple[str, date, int, int], int]:
        """What has changed, by the key of a sum: series, day, journal, alike."""
        found = defaultdict[tuple[str, date, int], dict[int, int]](dict)
        for (series, day, journal), own in self._by_day.items():
            found[series, day, journal] = own
            if by_month := _BY_MONTH.get(series):
                month = found[by_month, day.replace(day=1), journal]
                for alike, number in own.items():
                    month[alike] = month.get(alike, 0) + number
        return {
            (*key, alike): number for key, own in found.items() for alike, number in own.items() if number
        }

    def rows(self) -> list[tuple[str, date, int, int, int]]:
        """The changes, in one order everywhere: so no transaction waits for one that waits for it."""
        return sorted((*key, number) for key, number in self.changes().items())

    def said(self, alike: int) -> str:
        """What a digest in these sums stands for."""
        return self._about[alike].said

    def kinds(self, known: Container[int] = ()) -> list[tuple[Any, ...]]:
        """What these sums are about, as rows, but for those that are known."""
        return [(alike, *about) for alike, about in sorted(self._about.items()) if alike not in known]

    def alikes(self) -> Collection[int]:
        """The digests of all that these sums are about."""
        return self._about.keys()

    def write(self, connection: Connection) -> None:
        """Write what has changed; a sum that comes down to nothing is removed."""
        rows = self.rows()
        if not rows:
            return
        self._insert_missing(connection)
        _add(connection, rows)
        less = sorted({row[:3] for row in rows if row[-1] < 0})
        if less:
            connection.execute(_REMOVE_EMPTY, [dict(zip("sdj", key, strict=True)) for key in less])

    def _insert_missing(self, connection: Connection) -> None:
        """Insert the kinds that are not there; hardly ever is there any."""
        known = connection.scalars(
            select(kinds.c.alike).where(among(connection, kinds.c.alike, list(self.alikes())))
        )
        if missing := self.kinds(set(known)):
            names = kinds.columns.keys()
            values = [dict(zip(names, row, strict=True)) for row in missing]
            connection.execute(insert_unless_there(connection, kinds), values)


@lru_cache(maxsize=10_000)
def digest(said: str) -> int:
    """What names a kind, or a shift, in sums: 64 bits, which are quick to send, compare and index."""
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:8], signed=True)


@lru_cache(maxsize=10_000)
def said_of(kind: Kind) -> str:
    """A kind as it stands in `kinds`."""
    return _json([*kind[:4], json.loads(kind.answers), kind.reasons, kind.flags])


@lru_cache(maxsize=10_000)
def _parts(kind: Kind, weekday: int, hour: int) -> _Parts:
    """The sums by day that a ballot is part of."""
    whole, levels = _said(kind)
    hours = [_in_hour(weekday, hour, level) for level in levels if level.level is not None]
    by_series = {_BALLOTS: (whole,), _LEVELS: levels, _HOURS: hours}
    about = {digest(one.said): one for those in by_series.values() for one in those}
    series = tuple((name, tuple(digest(one.said) for one in those)) for name, those in by_series.items())
    return _Parts(digest(whole.said), series, about)


@lru_cache(maxsize=10_000)
def _said(kind: Kind) -> tuple[About, tuple[About, ...]]:
    """What is said of a ballot of this kind, and what of each of its answers, and once of itself."""
    answers = json.loads(kind.answers)
    asked = kind.department, kind.questionnaire
    levels = ["", *answers.values()] if answers else [None]
    return (
        About(said_of(kind), *asked, None),
        tuple(About(_json([*asked, level]), *asked, level) for level in levels),
    )


@lru_cache(maxsize=10_000)
def _in_hour(weekday: int, hour: int, level: About) -> About:
    asked = level.questionnaire, level.level
    return About(_json([weekday, hour, *asked]), None, *asked)


def _json(members: object) -> str:
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


_REMOVE_EMPTY = delete(rollup).where(
    rollup.c.series == bindparam("s"),
    rollup.c.day == bindparam("d"),
    rollup.c.journal == bindparam("j"),
    rollup.c.number == 0,
)


_ADDED = "ON CONFLICT (series, day, journal, alike) DO UPDATE SET number = rollup.number + excluded.number"
_ADD_ROW = f"INSERT INTO rollup (series, day, journal, alike, number) VALUES (?, ?, ?, ?, ?) {_ADDED}"  # noqa: S608


def add_arrays(**same: str) -> str:
    """What adds rows to sums, which may be there or not: as `insert_arrays` has them."""
    return f"{insert_arrays(rollup, **same)} {_ADDED}"


def _add(connection: Connection, rows: Sequence[tuple[str, date, int, int, int]]) -> None:
    """Add to sums; PostgreSQL takes each column as one array."""
    if connection.dialect.name == "postgresql":
        arrays = tuple(array(column) for column in zip(*rows, strict=True))
        connection.exec_driver_sql(add_arrays(), arrays)
    else:
        connection.exec_driver_sql(_ADD_ROW, list(rows))
