"""The closings that count: each ballot and each shift once, ballots folded into sums (see `rollup`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, delete, exists, select, update

from central.journals import Journal, members
from central.reading import Closing, Ended, effective_moment
from central.rollup import Kind, Sums, digest
from central.schema import ballots, kinds, shifts
from central.store import among, insert_many

_CHUNK = 500


def count(connection: Connection, sums: Sums, journal: Journal, closings: Sequence[Closing]) -> None:
    """Count these closings, in order of arrival; a ballot that the family has counted before is left out."""
    first = {closing.ballot: closing for closing in reversed(closings)}
    counted = _counted(connection, journal, ballots, list(first))
    new = [closing for ballot, closing in first.items() if ballot not in counted]
    insert_many(connection, ballots, rows(sums, journal.no, new))


def rows(sums: Sums, journal: int, closings: Iterable[Closing]) -> list[tuple[Any, ...]]:
    """Closings that count, as rows of ballots; they are added to the sums."""
    made = []
    for one in closings:
        alike = sums.add(journal, one.kind, one.shift, one.at)
        written, day = one.at.isoformat(timespec="seconds"), one.at.date()
        made.append((journal, one.ballot, one.id, written, 0, day, alike, one.shift))
    return made


def count_shifts(connection: Connection, journal: Journal, ends: Sequence[Ended]) -> None:
    """Count what clerks said at the end of these shifts, each shift once, by its first closing."""
    first = {end.shift: end for end in reversed(ends)}
    counted = _counted(connection, journal, shifts, list(first))
    new = [end for shift, end in first.items() if shift not in counted]
    insert_many(connection, shifts, shift_rows(journal.no, new))


def shift_rows(journal: int, ends: Iterable[Ended]) -> list[tuple[Any, ...]]:
    """Ends of shifts that count, as rows of shifts."""
    made = []
    for one in ends:
        written = one.at.isoformat(timespec="seconds")
        place = (journal, one.shift, one.id, written, 0, one.at.date())
        made.append((*place, digest(one.shift), one.department, one.dossiers))
    return made


def redate(
    connection: Connection, sums: Sums, journal: Journal, those: Collection[Closing | Ended], seconds: int
) -> None:
    """Move what these closings counted by some seconds, and so perhaps to another day."""
    family = members(connection, journal)
    entries = {one.id for one in those}
    closed = {one.ballot for one in those if isinstance(one, Closing)}
    for row in _move(connection, family, ballots, closed, entries=entries, seconds=seconds):
        sums.take_out(*_ballot(sums, row, row.moved))
        sums.add(*_ballot(sums, row, row.moved + seconds))
    ended = {one.shift for one in those if isinstance(one, Ended)}
    _move(connection, family, shifts, ended, entries=entries, seconds=seconds)


def count_once(connection: Connection, sums: Sums, journal: Journal) -> None:
    """Leave each ballot and shift counted in one journal of a family: the one that is known longest.

    For two journals of which nobody knew until now that one continues the other.
    """
    family = members(connection, journal)
    for row in _remove_twice(connection, family, ballots):
        sums.take_out(*_ballot(sums, row, row.moved))
    _remove_twice(connection, family, shifts)


def _ballot(sums: Sums, row: Row[Any], moved: int) -> tuple[int, Kind, str, datetime]:
    """A ballot as sums take it, moved by so many seconds."""
    kind = Kind.of(row.said or sums.said(row.alike))
    return row.journal, kind, row.shift, _moment(row, moved)


def _moment(row: Row[Any], moved: int) -> datetime:
    return effective_moment(datetime.fromisoformat(row.at), moved)


def _rows(table: Table) -> Select[Any]:
    """What is counted in a table; a ballot with its kind, which is None before its sums are written."""
    if table is shifts:
        return select(shifts)
    return select(ballots, kinds.c.said).outerjoin(kinds, kinds.c.alike == ballots.c.alike)


def _counted(connection: Connection, journal: Journal, table: Table, those: Sequence[str]) -> set[str]:
    if not those:
        return set()
    query = select(table.c.id).where(
        table.c.journal.in_(members(connection, journal)), among(connection, table.c.id, those)
    )
    return set(connection.scalars(query))


def _move(
    connection: Connection,
    family: Collection[int],
    table: Table,
    closed: Collection[str],
    *,
    entries: Collection[str],
    seconds: int,
) -> list[Row[Any]]:
    """Move what was closed and counted by one of these entries, and tell where it stood."""
    moved: list[Row[Any]] = []
    for those in _chunks(sorted(closed)):
        query = _rows(table).where(table.c.journal.in_(family), among(connection, table.c.id, those))
        moved += [row for row in connection.execute(query).all() if row.entry in entries]
    if moved:
        here = (table.c.journal == bindparam("j"), table.c.id == bindparam("i"))
        connection.execute(
            update(table).where(*here).values(moved=bindparam("m"), day=bindparam("d")),
            [
                {
                    "j": row.journal,
                    "i": row.id,
                    "m": row.moved + seconds,
                    "d": _moment(row, row.moved + seconds).date(),
                }
                for row in moved
            ],
        )
    return moved


def _remove_twice(connection: Connection, family: Collection[int], table: Table) -> list[Row[Any]]:
    """Remove what is counted in an earlier journal of the family, too, and tell what it was."""
    earlier = table.alias()
    twice = exists().where(
        earlier.c.id == table.c.id, earlier.c.journal < table.c.journal, earlier.c.journal.in_(family)
    )
    rows = connection.execute(_rows(table).where(table.c.journal.in_(family), twice)).all()
    for row in rows:
        connection.execute(delete(table).where(table.c.journal == row.journal, table.c.id == row.id))
    return list(rows)


def _chunks(those: Sequence[str]) -> Iterable[Sequence[str]]:
    return (those[start : start + _CHUNK] for start in range(0, len(those), _CHUNK))
