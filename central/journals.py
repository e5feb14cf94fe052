"""Journals and their families: a journal with those that it continues and that continue it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

from sqlalchemy import Connection, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite

from central.schema import journals
from sync.wire import ZERO


class Point(NamedTuple):
    """The name of an entry within a journal; (0, ZERO) is before entry 1."""

    seq: int
    hash: bytes


START = Point(0, ZERO)


@dataclass(frozen=True)
class Journal:
    """A journal as the centre knows it. `device` and `simulated` are None until it sent something itself."""

    no: int
    journal: str
    family: str
    device: str | None
    simulated: bool | None
    head_seq: int
    head_hash: bytes
    tangled: bool

    @property
    def head(self) -> Point:
        """The entry with the highest seq; where two have it, the one that came first."""
        return Point(self.head_seq, self.head_hash)


_COLUMNS = [journals.c[field.name] for field in fields(Journal)]


def lock(connection: Connection, journal: str) -> Journal | None:
    """The journal with this id, its whole family locked until the transaction ends; None if it is unknown.

    One family, one writer: what is looked up afterwards can't change in between.
    """
    family = select(journals.c.family).where(journals.c.journal == journal).scalar_subquery()
    locking = select(*_COLUMNS).where(journals.c.family == family).order_by(journals.c.no).with_for_update()
    known = select(journals.c.no).where(journals.c.journal == journal)
    while True:
        for row in connection.execute(locking):
            if row.journal == journal:
                return Journal(*row)
        # Absent although known: it moved to another family while we waited for the lock.
        if connection.scalar(known) is None:
            return None


def lock_or_create(connection: Connection, journal: str) -> Journal:
    """The journal with this id, locked as `lock` does; a new one where it is unknown."""
    while (known := lock(connection, journal)) is None:
        connection.execute(
            insert_unless_there(connection, journals).values(
                journal=journal, family=journal, head_seq=0, head_hash=ZERO, tangled=False
            )
        )
    return known


def change(connection: Connection, no: int, values: Mapping[str, object]) -> None:
    """Change columns of one journal."""
    connection.execute(update(journals).where(journals.c.no == no).values(**values))


def join(connection: Connection, one: Journal, other: Journal) -> None:
    """Make one family of two, both of them locked."""
    connection.execute(
        update(journals)
        .where(journals.c.family == max(one.family, other.family))
        .values(family=min(one.family, other.family))
    )


def family_of(connection: Connection, journal: Journal) -> list[Journal]:
    """The family of a journal, itself included."""
    rows = connection.execute(
        select(*_COLUMNS).where(journals.c.family == journal.family).order_by(journals.c.no)
    )
    return [Journal(*row) for row in rows]


def members(connection: Connection, journal: Journal) -> list[int]:
    """The numbers of a journal and its family; one that is not tangled is alone."""
    if not journal.tangled:
        return [journal.no]
    return [one.no for one in family_of(connection, journal)]


def insert_unless_there(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that leaves rows alone whose key is there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
