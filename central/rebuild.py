"""All sums counted again from the lines, and compared with those that stand, or put in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, select

from central.reading import Closing, effective_day, effective_moment
from central.recount import Counted, counted
from central.rollup import Sums, digest, said_of
from central.schema import ballots, entries, journals, kinds, questionnaires, rollup, shifts
from central.store import Store, among, insert_many

Row = tuple[Any, ...]
_KEYS = {ballots: 2, shifts: 2, rollup: 4}


@dataclass(frozen=True)
class Difference:
    """A row that does not say what the lines say: as it stands, and as counted; None where there is none."""

    table: str
    stands: Row | None
    counted: Row | None

    def __str__(self) -> str:
        return f"{self.table}: {_words(self.stands)} stands, {_words(self.counted)} is counted"


@dataclass(frozen=True)
class Rebuilt:
    """What a recount found: how many ballots count, and what stood otherwise."""

    ballots: int
    differences: tuple[Difference, ...]


class Counts:
    """The rows that the lines of some journals make."""

    def __init__(self) -> None:
        self.sums = Sums()
        self.ballots: list[Row] = []
        self.shifts: list[Row] = []

    def add(self, one: Counted) -> None:
        """Count a closing."""
        content, at = one.content, one.content.at.isoformat(timespec="seconds")
        when = (content.id, at, one.moved, effective_day(content.at, one.moved))
        if isinstance(content, Closing):
            about = (digest(said_of(content.kind)), content.shift)
            self.ballots.append((one.journal, content.ballot, *when, *about))
            moment = effective_moment(content.at, one.moved)
            self.sums.add(one.journal, content.kind, content.shift, moment)
        else:
            said = (digest(content.shift), content.department, content.dossiers)
            self.shifts.append((one.journal, content.shift, *when, *said))

    def rows(self) -> Mapping[Table, list[Row]]:
        """What should stand, by table."""
        sums = [(*key, number) for key, number in self.sums.changes().items()]
        return {ballots: self.ballots, shifts: self.shifts, rollup: sums}


def recount(store: Store, *, replace: bool = False) -> Rebuilt:
    """Count everything again from the lines; `replace` what stood by it, in one transaction."""
    with store.writing() if replace else store.reading() as connection:
        return recount_within(connection, replace=replace)


def recount_within(connection: Connection, *, replace: bool) -> Rebuilt:
    """The same within a transaction."""
    if replace:  # nothing may be taken meanwhile
        connection.execute(select(journals.c.no).order_by(journals.c.no).with_for_update())
    number = 0
    differences: list[Difference] = []
    for family in connection.scalars(select(journals.c.family).distinct()).all():
        counts = Counts()
        for one in counted(connection, family):
            counts.add(one)
        number += len(counts.ballots)
        own = list(connection.scalars(select(journals.c.no).where(journals.c.family == family)))
        differences += _differences(connection, own, counts)
        if replace:
            _replace(connection, own, counts)
    return Rebuilt(number, tuple(differences))


def as_of(connection: Connection, known: ColumnElement[bool]) -> None:
    """Let the sums be those of the entries that `known` selects, until this transaction is rolled back.

    Tables of this transaction alone, of the same names, stand before the real ones.
    """
    counts = Counts()
    for family in connection.scalars(select(journals.c.family).distinct()).all():
        for one in counted(connection, family, known):
            counts.add(one)
    here = and_(
        entries.c.journal == questionnaires.c.journal,
        entries.c.seq == questionnaires.c.seq,
        entries.c.hash == questionnaires.c.hash,
    )
    asked = (
        select(questionnaires)
        .join(entries, here)
        .join(journals, journals.c.no == entries.c.journal)
        .where(known)
    )
    rows = {
        rollup: counts.rows()[rollup],
        shifts: counts.shifts,
        kinds: counts.sums.kinds(),
        questionnaires: [tuple(row) for row in connection.execute(asked)],
    }
    for table, those in rows.items():
        name = table.name
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {name} WHERE 1 = 0")  # noqa: S608
        insert_many(connection, table, those)


def _differences(connection: Connection, own: list[int], counts: Counts) -> Iterator[Difference]:
    for table, rows in counts.rows().items():
        key = _KEYS[table]
        stands = {tuple(row[:key]): tuple(row) for row in connection.execute(_of(table, own))}
        should = {row[:key]: row for row in rows}
        for name in sorted(stands.keys() | should.keys()):
            if stands.get(name) != should.get(name):
                yield Difference(table.name, stands.get(name), should.get(name))
    yield from _differing_kinds(connection, counts)


def _differing_kinds(connection: Connection, counts: Counts) -> Iterator[Difference]:
    """What sums are about: somebody may have changed it, or two kinds have one digest."""
    should = {row[0]: row for row in counts.sums.kinds()}
    rows = connection.execute(select(kinds).where(among(connection, kinds.c.alike, list(should))))
    stands = {row.alike: tuple(row) for row in rows}
    for alike, row in should.items():
        if stands.get(alike) != row:
            yield Difference(kinds.name, stands.get(alike), row)


def _of(table: Table, own: list[int]) -> Any:
    return select(table).where(table.c.journal.in_(own))


def _replace(connection: Connection, own: list[int], counts: Counts) -> None:
    for table in (ballots, shifts, rollup):
        connection.execute(delete(table).where(table.c.journal.in_(own)))
    named = [alike for alike, *_ in counts.sums.kinds()]
    connection.execute(delete(kinds).where(among(connection, kinds.c.alike, named)))
    insert_many(connection, ballots, counts.ballots)
    insert_many(connection, shifts, counts.shifts)
    counts.sums.write(connection)


def _words(row: Row | None) -> str:
    return "nothing" if row is None else ", ".join(str(value) for value in row)
