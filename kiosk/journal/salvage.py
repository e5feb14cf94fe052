"""Reads what SQLite can still read of a damaged journal, and believes what its hashes vouch for.

An entry is vouched for when the hash stored before it and its own line give its own hash.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kiosk.domain.canonical import MAX_LINE_BYTES
from kiosk.journal.chain import BEGINNING, ZERO, Link, chain
from kiosk.journal.connect import connect_salvage
from kiosk.journal.files import beside
from kiosk.journal.machine import Print

_AT_ONCE = 1000
_PROBES = 100
_SMALLEST_ROW_BYTES = 100  # no line of any kind is as short as that together with its hash
_UNREADABLE = (sqlite3.Error, MemoryError, OverflowError, UnicodeError, ValueError)

_Rows = dict[int, tuple[str, bytes]]


class Wreck:
    """A journal file, perhaps damaged, open to be read piece by piece."""

    def __init__(self, path: Path) -> None:
        self._connection = connect_salvage(path)
        self.kept_after = self._kept_after()
        self._reach, self._newest = self._extent(path)

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
        """The questionnaires that retention kept, oldest first."""
        rows = self._read("SELECT line FROM keepsake WHERE seq > 1 ORDER BY seq")
        return [line.decode(errors="replace") for (line,) in rows if isinstance(line, bytes)]

    def vouched(self) -> Iterator[str]:
        """The lines that the hashes vouch for, in order."""
        for low in range(1, self._reach + 1, _AT_ONCE):
            yield from (line for _, line in self._vouched_within(low, low + _AT_ONCE - 1))

    @cached_property
    def newest_vouched(self) -> Link:
        """The place of the newest entry that the hashes vouch for."""
        for low in range(self._reach - self._reach % _AT_ONCE, -1, -_AT_ONCE):
            found = self._vouched_within(low, low + _AT_ONCE - 1)
            if found:
                return found[-1][0]
        return self.kept_after

    def missing(self, carried: int) -> int | None:
        """How many entries there were beside the `carried` ones; None where the file can't tell any more."""
        return None if self._newest is None else max(0, self._newest - self.kept_after.seq - carried)

    def _vouched_within(self, low: int, high: int) -> list[tuple[Link, str]]:
        rows = self._rows(low - 1, high)
        for link in (BEGINNING, self.kept_after):
            rows.setdefault(link.seq, ("", link.hash))
        return [
            (Link(seq, rows[seq][1]), rows[seq][0])
            for seq in range(low, high + 1)
            if seq in rows
            and seq - 1 in rows
            and chain(rows[seq - 1][1], rows[seq][0].encode()) == rows[seq][1]
        ]

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
                fits = low <= seq <= high and isinstance(line, bytes) and len(line) <= MAX_LINE_BYTES
                if fits and isinstance(digest, bytes):
                    found.setdefault(seq, (line.decode(), digest))
        except _UNREADABLE:
            return False
        return True

    def _kept_after(self) -> Link:
        """What retention kept of the chain, if it vouches for the entry after it."""
        rows = self._read("SELECT through, hash FROM retention")
        through, before = rows[0] if rows else BEGINNING
        if isinstance(through, int) and isinstance(before, bytes):
            for line, digest in self._read("SELECT line, hash FROM journal WHERE seq = ? + 1", through):
                if isinstance(line, bytes) and chain(before, line) == digest:
                    return Link(through, before)
        return BEGINNING

    def _extent(self, path: Path) -> tuple[int, int | None]:
        """How far to look, and the newest seq if it can be read: never more than the file has room for."""
        sizes = [file.stat().st_size for file in (path, beside(path, "-wal")) if file.exists()]
        room = self.kept_after.seq + sum(sizes) // _SMALLEST_ROW_BYTES
        if not self._anything_readable(room):
            return 0, None
        rows = self._read("SELECT max(seq) FROM journal")
        if rows and isinstance(rows[0][0], int):
            newest = min(rows[0][0], room)
            return newest, newest
        return room, None

    def _anything_readable(self, room: int) -> bool:
        """Whether to look at each row: with the root of its tree gone, no row of a large file is readable."""
        step = max(1, room // _PROBES)
        return any(self._take(seq, seq, {}) for seq in range(1, room + 1, step))

    def _read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with suppress(*_UNREADABLE):
            return [tuple(row) for row in self._connection.execute(query, values)]
        return []
