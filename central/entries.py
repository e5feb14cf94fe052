"""The set of entries: what is held, by name (journal, seq, hash), and how its chains hang together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select

from central.journals import Journal, Point, change, insert_unless_there
from central.schema import entries, gaps
from central.store import insert_many
from sync.wire import chain

_CHUNK = 500


class Entry(NamedTuple):
    """A line and its place."""

    journal: int
    point: Point
    line: str


def has(connection: Connection, journal: Journal, point: Point) -> bool:
    """Whether this entry is held."""
    return at(connection, journal.no, point) is not None


def holds(connection: Connection, journal: Journal, point: Point, *, down_to: int) -> bool:
    """Whether an entry is held and every one before it on its chain, down to the seq `down_to`."""
    if point == journal.head and not journal.tangled:
        return True
    newest = at(connection, journal.no, point)
    if newest is None:
        return False
    lowest = _lowest_gap(connection, journal, down_to)
    if lowest is None or point.seq <= lowest:
        return True
    return any(one.point.seq == lowest for one in before(connection, newest))


def held_between(connection: Connection, journal: Journal, first: int, last: int) -> set[Point]:
    """The entries of a journal whose lines are held, `first` to `last` inclusive."""
    if first > journal.head_seq:
        return set()
    rows = connection.execute(
        select(entries.c.seq, entries.c.hash).where(
            entries.c.journal == journal.no, entries.c.seq.between(first, last)
        )
    )
    return {Point(*row) for row in rows}


def add(connection: Connection, those: Sequence[Entry], *, hour: int) -> None:
    """Add entries that are not held yet."""
    insert_many(
        connection,
        entries,
        [(one.journal, one.point.seq, one.point.hash, one.line, hour) for one in those],
    )


def move_head(connection: Connection, journal: Journal, point: Point) -> None:
    """Note the newest entry, unless one with as high a seq is known."""
    if point.seq > journal.head_seq:
        change(connection, journal.no, {"head_seq": point.seq, "head_hash": point.hash})


def mark_gap(connection: Connection, journal: Journal, end: Point) -> None:
    """Note the last entry of what a kiosk's retention removed before it arrived: others stand on it."""
    connection.execute(
        insert_unless_there(connection, gaps).values(journal=journal.no, seq=end.seq, hash=end.hash)
    )


def fill_gaps(connection: Connection, journal: Journal, arrived: Collection[Point]) -> None:
    """Forget the gaps whose last entry has arrived after all."""
    marked = connection.execute(select(gaps.c.seq, gaps.c.hash).where(gaps.c.journal == journal.no)).all()
    for seq, digest in marked:
        if Point(seq, digest) in arrived:
            connection.execute(
                delete(gaps).where(gaps.c.journal == journal.no, gaps.c.seq == seq, gaps.c.hash == digest)
            )


def _lowest_gap(connection: Connection, journal: Journal, down_to: int) -> int | None:
    lowest: int | None = connection.scalar(
        select(func.min(gaps.c.seq)).where(gaps.c.journal == journal.no, gaps.c.seq >= down_to)
    )
    return lowest


def has_successor(connection: Connection, journal: Journal, point: Point) -> bool:
    """Whether an entry that follows this one is held."""
    rows = connection.execute(
        select(entries.c.hash, entries.c.line).where(
            entries.c.journal == journal.no, entries.c.seq == point.seq + 1
        )
    )
    return any(chain(point.hash, line) == digest for digest, line in rows)


def in_order(connection: Connection, journal: int) -> Iterator[Entry]:
    """Every entry of a journal without branches, oldest first."""
    after = 0
    while rows := connection.execute(
        select(entries.c.seq, entries.c.hash, entries.c.line)
        .where(entries.c.journal == journal, entries.c.seq > after)
        .order_by(entries.c.seq)
        .limit(_CHUNK)
    ).all():
        yield from (Entry(journal, Point(seq, digest), line) for seq, digest, line in rows)
        after = rows[-1].seq


def at(connection: Connection, journal: int, point: Point) -> Entry | None:
    """The entry of this name, or None where its line is not held."""
    line = connection.scalar(
        select(entries.c.line).where(
            entries.c.journal == journal, entries.c.seq == point.seq, entries.c.hash == point.hash
        )
    )
    return None if line is None else Entry(journal, point, line)


def before(connection: Connection, entry: Entry) -> Iterator[Entry]:
    """The entries before this one on its own chain, newest first, as far as they are held."""
    while entry.point.seq > 1:
        chunk = _by_seq(connection, entry.journal, entry.point.seq)
        for seq in range(entry.point.seq - 1, max(entry.point.seq - _CHUNK, 1) - 1, -1):
            found = next((one for one in chunk.get(seq, []) if _follows(entry, one)), None)
            if found is None:
                return
            yield found
            entry = found


def _by_seq(connection: Connection, journal: int, below: int) -> dict[int, list[Entry]]:
    rows = connection.execute(
        select(entries.c.seq, entries.c.hash, entries.c.line).where(
            entries.c.journal == journal, entries.c.seq.between(below - _CHUNK, below - 1)
        )
    )
    chunk: dict[int, list[Entry]] = {}
    for seq, digest, line in rows:
        chunk.setdefault(seq, []).append(Entry(journal, Point(seq, digest), line))
    return chunk


def _follows(entry: Entry, one: Entry) -> bool:
    return chain(one.point.hash, entry.line) == entry.point.hash
