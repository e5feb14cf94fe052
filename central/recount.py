"""What counts in one family of journals, found from its lines alone, independently of ingest.

Lines stand in chains, not in the order in which they arrived. Where that order decided (which of two closings
of a ballot came first, whether a clock step came after all that it moves), each order that may have been is
right: what ingest noted is taken where it is one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Table, select, true

from central.entries import Entry
from central.journals import Point
from central.reading import Closing, Ended, Read, continued_by, is_start, read, written_at
from central.rollup import digest, said_of
from central.schema import ballots, entries, entry_ids, findings, journals, shifts
from kiosk.domain.entries import ClockStep, JournalOpened, QuestionnaireShown
from sync.wire import ZERO, chain

_FALL = timedelta(hours=1)  # a clock put back by more without a step was another boot
_AT_ONCE = 1000
_MOST_DOUBTS = 10  # so many clock steps whose order is unknown are tried in every way; of more, none


class Counted(NamedTuple):
    """A closing that counts in a journal, moved by so many seconds."""

    journal: int
    content: Closing | Ended
    moved: int


class _Step(NamedTuple):
    """A clock step that moves a closing; in `doubt` where it may have come before that was known."""

    journal: int
    seconds: int
    doubt: bool


class _Boot(NamedTuple):
    """What was written since the program's start, at one point of a chain: the newest closing, then the rest.

    None in place of a closing: what is before it may have come later than what is after it.
    """

    closed: tuple[str | None, Any] | None = None
    at: datetime | None = None
    opening: bool = False  # entry 1 and questionnaires after it: carried, not written by this boot

    def in_doubt(self) -> _Boot:
        return self._replace(closed=(None, self.closed))


def counted(
    connection: Connection, family: str, known: ColumnElement[bool] | None = None
) -> Iterator[Counted]:
    """The ballots and shifts that count in a family, in no particular order.

    `known` says of which entries one may know, all of them by default.
    """
    found = _Family(connection, family, true() if known is None else known)
    found.read()
    return found.counted()


class _Family:
    def __init__(self, connection: Connection, family: str, known: ColumnElement[bool]) -> None:
        self._connection = connection
        self._known = known
        rows = connection.execute(
            select(journals.c.no, journals.c.journal, journals.c.tangled).where(journals.c.family == family)
        ).all()
        self._names = {row.no: row.journal for row in rows}
        tangled = any(row.tangled for row in rows)
        self._first = self._points(entry_ids) if tangled else None
        self._gaps = self._points(findings, findings.c.kind == "gap") if tangled else set()
        self._ends: dict[tuple[str, Point], _Boot | None] = {}
        self._steps: dict[str, list[_Step]] = defaultdict(list)
        self._closed: dict[tuple[type, str], list[tuple[int, Closing | Ended]]] = defaultdict(list)

    def _points(self, table: Table, *where: ColumnElement[bool]) -> set[tuple[int, Point]]:
        query = select(table.c.journal, table.c.seq, table.c.hash).where(
            table.c.journal.in_(self._names), *where
        )
        return {(no, Point(seq, bytes(digest))) for no, seq, digest in self._connection.execute(query)}

    def read(self) -> None:
        """Read all lines, a journal after those that it continues."""
        continued = {no: self._continued(no) for no in sorted(self._names)}
        self._ends = {point: None for points in continued.values() for point in points}
        while continued:
            unread = {self._names[no] for no in continued}
            ready = [
                no
                for no, points in continued.items()
                if not any(name in unread and name != self._names[no] for name, _ in points)
            ]
            no = (ready or list(continued))[0]
            del continued[no]
            self._read_journal(no)

    def _entries(self, no: int, *where: ColumnElement[bool]) -> Iterator[Entry]:
        rows = self._connection.execute(
            select(entries.c.seq, entries.c.hash, entries.c.line)
            .join(journals, journals.c.no == entries.c.journal)
            .where(entries.c.journal == no, self._known, *where)
            .order_by(entries.c.seq)
            .execution_options(yield_per=_AT_ONCE)
        )
        return (Entry(no, Point(seq, bytes(digest)), line) for seq, digest, line in rows)

    def _continued(self, no: int) -> set[tuple[str, Point]]:
        opened = [read(entry).content for entry in self._entries(no, entries.c.seq == 1)]
        found = [continued_by(one) for one in opened if isinstance(one, JournalOpened)]
        return {one for one in found if one is not None}

    def _read_journal(self, no: int) -> None:
        """Follow its chains, all branches at once: only what stands at one seq and the next is remembered."""
        tips: dict[bytes, _Boot] = {ZERO: _Boot()}
        at_seq, fresh = 0, dict(tips)
        for entry in self._entries(no):
            seq, own = entry.point
            if seq > at_seq:
                tips, fresh = (fresh if seq == at_seq + 1 else {}), {}
                at_seq = seq
            before = next((one for one in tips if chain(one, entry.line) == own), None)
            boot = _Boot() if before is None else tips[before]
            if before is not None and (no, Point(seq - 1, before)) in self._gaps:
                boot = boot.in_doubt()
            fresh[own] = self._follow(boot, read(entry))
            if (self._names[no], entry.point) in self._ends:
                self._ends[self._names[no], entry.point] = fresh[own].in_doubt()

    def _follow(self, boot: _Boot, one: Read) -> _Boot:
        """The state after an entry, which is noted where it counts."""
        content, at = one.content, written_at(one.entry)
        if one.entry.point.seq == 1:
            named = continued_by(content) if isinstance(content, JournalOpened) else None
            carried = self._ends.get(named) if named else None
            return carried._replace(opening=True) if carried else _Boot(at=at)
        if boot.opening and isinstance(content, QuestionnaireShown):
            return boot
        stepped = isinstance(content, ClockStep)
        fell = not stepped and at and boot.at and boot.at - at > _FALL
        closed = None if fell or is_start(one.entry) else boot.closed
        if self._is_first(one):
            if isinstance(content, ClockStep):
                self._step(one, content.seconds, closed)
            elif isinstance(content, Closing | Ended):
                key = content.ballot if isinstance(content, Closing) else content.shift
                self._closed[type(content), key].append((one.entry.journal, content))
        if isinstance(content, Closing | Ended):
            closed = (content.id, closed)
        return _Boot(closed, at or boot.at)

    def _is_first(self, one: Read) -> bool:
        return self._first is None or (one.entry.journal, one.entry.point) in self._first

    def _step(self, one: Read, seconds: int, closed: tuple[str | None, Any] | None) -> None:
        doubt = False
        while closed is not None:
            entry, closed = closed
            if entry is None:
                doubt = True
            else:
                self._steps[entry].append(_Step(one.entry.journal, seconds, doubt))

    def counted(self) -> Iterator[Counted]:
        """One closing of each ballot and shift."""
        noted = {Closing: self._noted(ballots), Ended: self._noted(shifts)}
        for (kind, one), found in self._closed.items():
            row = noted[kind].get(one)
            no, content = next((here for here in found if _is(row, *here)), min(found, key=itemgetter(0)))
            steps = self._steps.get(content.id, ())
            yield Counted(no, content, _moved(steps, no, row.moved if row else None))

    def _noted(self, table: Table) -> dict[str, Row[Any]]:
        rows = self._connection.execute(select(table).where(table.c.journal.in_(self._names)))
        return {row.id: row for row in rows}


def _is(row: Row[Any] | None, no: int, content: Closing | Ended) -> bool:
    """Whether this is what ingest noted of a closing."""
    if row is None:
        return False
    if isinstance(content, Closing):
        same = row.alike == digest(said_of(content.kind)) and row.shift == content.shift
    else:
        same = row.department == content.department and row.dossiers == content.dossiers
    at = content.at.isoformat(timespec="seconds")
    return bool(same and (row.journal, row.entry, row.at) == (no, content.id, at))


def _moved(steps: Sequence[_Step], no: int, noted: int | None) -> int:
    """The seconds that clock steps moved a closing by: those noted, if the steps may have come so."""
    sure = sum(step.seconds for step in steps if step.journal == no and not step.doubt)
    doubts = [step.seconds for step in steps if step.journal != no or step.doubt]
    may_be = {sure}
    for seconds in doubts[:_MOST_DOUBTS]:
        may_be |= {sum_ + seconds for sum_ in may_be}
    return noted if noted in may_be and noted is not None else sure + sum(doubts)
