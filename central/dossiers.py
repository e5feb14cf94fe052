"""Dossiers returned, as files of the one-stop software say: by agency, department and day.

The newest file's number counts, and what an earlier one said stays. Where a number stands for a department's
day, it takes the place of what clerks typed at the end of their shifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, select

from central import audit, locks
from central.audit import By, What
from central.locks import Lock
from central.schema import dossier_files, dossiers


@dataclass(frozen=True)
class Returned:
    """How many dossiers a department returned on a day; `department` is a code."""

    day: date
    department: str
    number: int


@dataclass(frozen=True)
class Change:
    """What a file would change: numbers that are new, those that replace another, and those that stand."""

    new: tuple[Returned, ...]
    replaced: tuple[tuple[Returned, int], ...]
    same: int

    @property
    def rows(self) -> tuple[Returned, ...]:
        """What would be kept."""
        return (*self.new, *(one for one, _ in self.replaced))


def change(connection: Connection, agency: str, those: Sequence[Returned]) -> Change:
    """What these numbers would change; no department's day stands twice among them."""
    stand = _standing(connection, agency, those)
    new = tuple(one for one in those if (one.department, one.day) not in stand)
    others = ((one, stand.get((one.department, one.day))) for one in those)
    replaced = tuple((one, before) for one, before in others if before not in (None, one.number))
    return Change(new, replaced, len(those) - len(new) - len(replaced))


def keep(connection: Connection, agency: str, those: Sequence[Returned], *, file: str, by: By) -> Change:
    """Keep what changes anything, all of it or nothing; what was changed."""
    locks.take(connection, Lock.NUMBERING_DOSSIERS)
    made = change(connection, agency, those)
    if not made.rows:
        return made
    no = newest_no(connection) + 1
    connection.execute(
        insert(dossier_files).values(
            no=no, agency=agency, file=file, imported_by=by.who or "", at=int(by.now.timestamp())
        )
    )
    connection.execute(
        insert(dossiers),
        [
            {
                "agency": agency,
                "department": one.department,
                "day": one.day,
                "no": no,
                "number": one.number,
            }
            for one in made.rows
        ],
    )
    audit.note(
        connection,
        by,
        What.DOSSIERS_IMPORTED,
        agency,
        file=file,
        rows=len(made.rows),
        replaced=len(made.replaced),
        dossiers=sum(one.number for one in made.rows),
    )
    return made


@dataclass(frozen=True)
class File:
    """A file that was kept: how many numbers of it, their sum and days; `at` is aware, in UTC."""

    name: str
    by: str
    at: datetime
    rows: int
    dossiers: int
    first: date
    last: date


def files(connection: Connection, agency: str, *, limit: int) -> list[File]:
    """The files of an agency, the newest first."""
    no, number, day = dossiers.c.no, dossiers.c.number, dossiers.c.day
    query = (
        select(dossier_files, func.count(), func.sum(number), func.min(day), func.max(day))
        .join(dossiers, no == dossier_files.c.no)
        .where(dossier_files.c.agency == agency)
        .group_by(*dossier_files.c)
        .order_by(dossier_files.c.no.desc())
    )
    return [
        File(name, by, datetime.fromtimestamp(at, tz=UTC), rows, int(total), first, last)
        for _, _, name, by, at, rows, total, first, last in connection.execute(query.limit(limit))
    ]


def newest_no(connection: Connection) -> int:
    """The number of the file that was kept last, 0 where there is none."""
    return connection.scalar(select(func.coalesce(func.max(dossier_files.c.no), 0))) or 0


def newest(first: date | ColumnElement[date], last: date | ColumnElement[date]) -> Select[Any]:
    """What counts of these days, both inclusive: each department's by the newest file that names it."""
    key = (dossiers.c.agency, dossiers.c.department, dossiers.c.day)
    numbers = select(*key, func.max(dossiers.c.no).label("no")).where(dossiers.c.day.between(first, last))
    stand = numbers.group_by(*key).subquery("stand")
    return select(dossiers).join(stand, and_(*(stand.c[one.name] == one for one in (*key, dossiers.c.no))))


def _standing(connection: Connection, agency: str, those: Sequence[Returned]) -> dict[tuple[str, date], int]:
    if not those:
        return {}
    days = [one.day for one in those]
    query = newest(min(days), max(days)).where(dossiers.c.agency == agency)
    return {(row.department, row.day): row.number for row in connection.execute(query)}
