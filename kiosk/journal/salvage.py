"""Reads what SQLite can still read of a damaged journal, and believes what its hashes vouch for.

An entry is vouched for when the hash before it and its own line give its own hash. Where its own stored hash
is damaged, the next entry vouches for it: no other line could lead to that one's hash.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from kiosk.domain.entries import JournalOpened, Unknown, entry_of
from kiosk.journal.chain import BEGINNING, ZERO, Link, chain
from kiosk.journal.connect import connect_salvage
from kiosk.journal.files import beside
from kiosk.journal.machine import Print
from kiosk.journal.sendable import fault_of_line, is_true_questionnaire

_AT_ONCE = 1000
_PROBES = 100
_SMALLEST_ROW_BYTES = 100  # no line of any kind is as short as that together with its hash
_UNREADABLE = (sqlite3.Error, MemoryError, OverflowError, UnicodeError, ValueError)


class _Row(NamedTuple):
    line: bytes
    hash: bytes


_Rows = dict[int, _Row]


class Wreck:
    """A journal file, perhaps damaged, open to be read piece by piece, from entry `first` on."""

    def __init__(self, path: Path) -> None:
        self._connection = connect_salvage(path)
        self._kept_after = self._place_kept()
        self.first, self._last, self._known = self._extent(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def first_line(self) -> str | None:
        """Entry 1, from the chain or from its keepsake, if its hash vouches for it."""
        for table in ("journal", "keepsake"):
            for line, digest in self._read(f"SELECT line, hash FROM {table} WHERE seq = 1"):  # noqa: S608  two words of ours
                if isinstance(line, bytes) and chain(ZERO, line) == digest:
                    return line.decode(errors="replace")
        return None

    def prints(self) -> list[Print]:
        """What is remembered of the machine."""
        rows = self._read("SELECT kind, salt, print FROM machine")
        return [
            Print(*(value.decode(errors="replace") for value in row))
            for row in rows
            if all(isinstance(value, bytes) for value in row)
        ]

    def kept_questionnaires(self) -> list[str]:
        """The questionnaires that retention kept, oldest first, where their versions vouch for them."""
        rows = self._read("SELECT line FROM keepsake WHERE seq > 1 ORDER BY seq")
        return [line.decode() for (line,) in rows if isinstance(line, bytes) and is_true_questionnaire(line)]

    def missing_until(self, today: date) -> date | None:
        """The newest day of which something was missing before the damage (see `gap`).

        Where that can't be read: the day of the oldest entry, unless that is the first of all.
        """
        rows = self._read("SELECT newest_day FROM gap")
        with suppress(ValueError, AttributeError, IndexError):
            told = rows[0][0]
            return None if told is None else date.fromisoformat(told.decode())
        oldest = next((entry_of(line) for _, line in self.vouched()), None)
        if isinstance(oldest, JournalOpened) and oldest.continues is None:
            return None
        return today if oldest is None or isinstance(oldest, Unknown) else oldest.at.date()

    def vouched(self) -> Iterator[tuple[int, str]]:
        """The lines that the hashes vouch for, in order, with their seqs."""
        for low in range(self.first, self._last + 1, _AT_ONCE):
            yield from ((link.seq, line) for link, line in self._vouched_within(low, low + _AT_ONCE - 1))

    @cached_property
    def newest_vouched(self) -> Link:
        """The place of the newest entry that the hashes vouch for."""
        for high in range(self._last, self.first - 1, -_AT_ONCE):
            found = self._vouched_within(max(self.first, high - _AT_ONCE + 1), high)
            if found:
                return found[-1][0]
        return self._kept_after

    def missing(self, carried: int) -> int | None:
        """How many entries there were beside the `carried` ones; None where the file can't tell any more."""
        return max(0, self._last - self.first + 1 - carried) if self._known else None

    def _vouched_within(self, low: int, high: int) -> list[tuple[Link, str]]:
        rows = self._rows(low - 2, high + 1)
        for link in (BEGINNING, self._kept_after):
            rows.setdefault(link.seq, _Row(b"", link.hash))
        found = []
        for seq in range(low, high + 1):
            digest = _hash_of(seq, rows)
            if digest and not fault_of_line(rows[seq].line):
                found.append((Link(seq, digest), rows[seq].line.decode()))
        return found

    def _rows(self, first: int, last: int) -> _Rows:
        """What can be read of a range: where reading fails, the range is halved, down to single rows."""
        found: _Rows = {}
        todo = [(first, last)]
        while todo:
            low, high = todo.pop()
            if not self._take(low, high, found) and low < high:
                middle = (low + high) // 2
                todo += [(low, middle), (middle + 1, high)]
        return found

    def _take(self, low: int, high: int, found: _Rows) -> bool:
        """Read a range into `found`; False where the reading broke off."""
        query = "SELECT seq, line, hash FROM journal WHERE seq BETWEEN ? AND ? ORDER BY seq"
        try:
            for seq, line, digest in self._connection.execute(query, (low, high)):
                # A damaged tree may answer with rows that nobody asked for.
                if low <= seq <= high and isinstance(line, bytes) and isinstance(digest, bytes):
                    found.setdefault(seq, _Row(line, digest))
        except _UNREADABLE:
            return False
        return True

    def _place_kept(self) -> Link:
        """What retention kept of the chain, if it vouches for the entry after it."""
        rows = self._read("SELECT through, hash FROM retention")
        through, before = rows[0] if rows else BEGINNING
        if isinstance(through, int) and isinstance(before, bytes):
            for line, digest in self._read("SELECT line, hash FROM journal WHERE seq = ? + 1", through):
                if isinstance(line, bytes) and chain(before, line) == digest:
                    return Link(through, before)
        return BEGINNING

    def _extent(self, path: Path) -> tuple[int, int, bool]:
        """From where to where to look, and whether the file says so: never more than it has room for.

        After a retention whose place is lost, the oldest entry says where to begin; nothing vouches for it.
        """
        sizes = [file.stat().st_size for file in (path, beside(path, "-wal")) if file.exists()]
        room = sum(sizes) // _SMALLEST_ROW_BYTES
        newest = self._seq("max")
        first = self._kept_after.seq + 1
        if first == 1:
            first = self._seq("min") or max(1, (newest or 1) - room)
        last = first + room if newest is None else min(newest, first + room)
        if not self._anything_readable(first, last):
            return 1, 0, False
        return first, last, newest is not None

    def _seq(self, which: str) -> int | None:
        """The least or greatest seq, where it can be read and is one."""
        rows = self._read(f"SELECT {which}(seq) FROM journal")  # noqa: S608  two words of ours
        seq = rows[0][0] if rows else None
        return seq if isinstance(seq, int) and seq > 0 else None

    def _anything_readable(self, first: int, last: int) -> bool:
        """Whether to look at each row: with the root of its tree gone, no row of a large file is readable."""
        step = max(1, (last - first) // _PROBES)
        return any(self._take(seq, seq, {}) for seq in range(first, last + 1, step))

    def _read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with suppress(*_UNREADABLE):
            return [tuple(row) for row in self._connection.execute(query, values)]
        return []


def _hash_of(seq: int, rows: _Rows) -> bytes | None:
    """The true hash of an entry that is vouched for, else None."""
    row, before = rows.get(seq), rows.get(seq - 1)
    if row is None or before is None:
        return None
    computed = chain(before.hash, row.line)
    if computed == row.hash or _leads_on(computed, rows.get(seq + 1)):
        return computed
    earlier = rows.get(seq - 2)  # where it is the hash before this entry that is damaged
    return row.hash if earlier and _leads_on(chain(earlier.hash, before.line), row) else None


def _leads_on(digest: bytes, row: _Row | None) -> bool:
    return row is not None and chain(digest, row.line) == row.hash
