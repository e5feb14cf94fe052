"""Entry ids that come again: looked up only in families whose chains branch or continue each other.

A journal that only ever grew at its end does not hold an id twice, so most journals never need this.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, and_, select

from central import entries, journals
from central.journals import Journal, Point
from central.reading import Read, read
from central.schema import entries as entries_table
from central.schema import entry_ids
from central.store import among

_CHUNK = 500


def tangle(connection: Connection, journal: Journal) -> None:
    """From now on look up the ids of this journal's family, whose rows are locked."""
    for one in journals.family_of(connection, journal):
        if not one.tangled:
            reads: list[Read] = []
            for entry in entries.in_order(connection, one.no):
                reads.append(read(entry))
                if len(reads) == _CHUNK:
                    _keep(connection, reads)
                    reads = []
            _keep(connection, reads)
            journals.change(connection, one.no, {"tangled": True})


def sort_out(
    connection: Connection, journal: Journal, those: Sequence[Read]
) -> tuple[list[Read], list[Read]]:
    """Part entries that have just arrived: the first versions of their ids, and rewrites of earlier ones.

    What came before word for word is in neither. First versions are remembered.
    """
    lines = _first_lines(connection, journal, [one.id for one in those if one.id])
    first, rewritten = [], []
    for one in those:
        earlier = lines.get(one.id) if one.id else None
        if earlier is None:
            first.append(one)
            if one.id:
                lines[one.id] = one.entry.line
        elif earlier != one.entry.line:
            rewritten.append(one)
    _keep(connection, first)
    return first, rewritten


def first_places(connection: Connection, journal: Journal, those: Sequence[Read]) -> set[tuple[int, Point]]:
    """Where the first versions of these entries stand: what they brought was counted there."""
    if not journal.tangled:
        return {(one.entry.journal, one.entry.point) for one in those}
    rows = connection.execute(
        select(entry_ids.c.journal, entry_ids.c.seq, entry_ids.c.hash).where(
            entry_ids.c.journal.in_(journals.members(connection, journal)),
            among(connection, entry_ids.c.id, [one.id for one in those if one.id]),
        )
    )
    return {(row.journal, Point(row.seq, row.hash)) for row in rows}


def _first_lines(connection: Connection, journal: Journal, those: Sequence[str]) -> dict[str, str]:
    named = and_(
        entries_table.c.journal == entry_ids.c.journal,
        entries_table.c.seq == entry_ids.c.seq,
        entries_table.c.hash == entry_ids.c.hash,
    )
    rows = connection.execute(
        select(entry_ids.c.id, entries_table.c.line)
        .join(entries_table, named)
        .where(
            entry_ids.c.journal.in_(journals.members(connection, journal)),
            among(connection, entry_ids.c.id, those),
        )
    )
    return {row.id: row.line for row in rows}


def _keep(connection: Connection, those: Iterable[Read]) -> None:
    rows = [
        {
            "journal": one.entry.journal,
            "id": one.id,
            "seq": one.entry.point.seq,
            "hash": one.entry.point.hash,
        }
        for one in those
        if one.id
    ]
    if rows:
        connection.execute(journals.insert_unless_there(connection, entry_ids), rows)
