"""The owner of a journal: the one process that appends to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from kiosk.domain.entries import Entry, JournalOpened, Note, floor_to_step, line_of
from kiosk.domain.recovery import OpenWork
from kiosk.journal import machine, newest
from kiosk.journal.build import INSERT, Row, rows_after
from kiosk.journal.chain import BEGINNING, Link
from kiosk.journal.connect import connect_owner, driver_of, insert, transaction
from kiosk.journal.enrolled_machine import left_print, place_of_print
from kiosk.journal.errors import JournalRefusedError, JournalUnsureError, JournalWriteError
from kiosk.journal.faults import CUT, OTHER_MACHINE, JournalFault, faults
from kiosk.journal.files import ask_for_mending, beside, make_room, write_again
from kiosk.journal.lock import OwnerLock
from kiosk.journal.machine import Part
from kiosk.journal.machine_parts import machine_parts
from kiosk.journal.opening import Wanted, prepare
from kiosk.journal.schema import is_current
from kiosk.journal.sqlite_errors import SQLITE_ERRORS, is_damage, reading, sentence

_CHECKPOINT_AFTER = 200  # entries; some two hundred pages of WAL
_WAL_ROOM_BYTES = 300 * (4096 + 24)  # more than is in it when it is folded into the file


class Journal:
    """An open journal. Any thread may append: one transaction at a time, in the order of the calls."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        device: str,
        simulated: bool,
        now: datetime,
        step_minutes: int,
        parts: Collection[Part] | None = None,
        lock: OwnerLock | None = None,
    ) -> Self:
        """Open or make the journal of `device` at `path`, and be its only owner until `close`.

        `now` is aware, in the agency's zone; `parts` are this machine's (by default, what is readable);
        `lock` is that of `path`, where it was taken before, and is released in any case. A damaged file, or
        one of the device's former name, is set aside and continued: see `faults`. So is a stranger's, where a
        kiosk has run on this path before. Raises JournalRefusedError where the file may not be used so,
        JournalWriteError where the disk refuses.
        """
        lock = lock or OwnerLock(path)
        try:
            wanted = Wanted(device, simulated, floor_to_step(now, step_minutes), is_ours=not lock.is_first)
            return cls._take_over(path, lock, wanted, machine_parts() if parts is None else parts)
        except SQLITE_ERRORS as error:
            lock.take_back()
            raise JournalRefusedError(sentence(error, path)) from error
        except BaseException:
            lock.take_back()
            raise

    @classmethod
    def _take_over(cls, path: Path, lock: OwnerLock, wanted: Wanted, parts: Collection[Part]) -> Self:
        prepare(path, wanted)
        try:
            return cls(path, lock, wanted.at, parts)
        except SQLITE_ERRORS as error:
            if not is_damage(error):
                raise
            ask_for_mending(path)
            prepare(path, wanted)
            return cls(path, lock, wanted.at, parts)

    def __init__(self, path: Path, lock: OwnerLock, at: datetime, parts: Collection[Part]) -> None:
        """Take over a file that `prepare` left; callers use `open`."""
        self._path = path
        self._lock = lock
        self._mutex = Lock()
        self._head = BEGINNING
        self._since_checkpoint = 0
        self._is_doubtful = True  # nobody knows what the former owner's last sync came to
        self._connection: Connection | None = None
        self._driver: sqlite3.Connection | None = None  # of the same connection
        try:
            connection = self._connected()
            if not is_current(connection):
                from kiosk.journal.steps import step_forward  # noqa: PLC0415 - once after an upgrade

                step_forward(path, connection)
            self._identity = newest.identity(connection)
            self._lower_watermark(connection, at)
            self._recognise_machine(connection, at, parts)
            self._faults = faults(connection, parts, at.date())
            newest.open_work(connection)  # what is read next: damage in it is mended by this start, too
        except BaseException:
            self._disconnect()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def identity(self) -> JournalOpened:
        """Entry 1: the journal's id, its device, real or simulated, and what it continues."""
        return self._identity

    @property
    def head(self) -> Link:
        """The newest entry's seq and hash."""
        return self._head

    @property
    def faults(self) -> list[JournalFault]:
        """What somebody should look at, as found when the journal was opened."""
        return self._faults

    def open_work(self) -> OpenWork:
        """What a crash left open, for `kiosk.domain.recovery`; raises JournalReadError."""
        with self._mutex, reading(self._path):
            return newest.open_work(self._connected())

    def append(self, entries: Sequence[Entry]) -> int:
        """Write entries as one transaction, durable when this returns; the newest seq.

        Raises JournalWriteError where they are not in the journal, its JournalUnsureError where that can't be
        found out yet.
        """
        with self._mutex:
            try:
                driver = self._driver or driver_of(self._connected())
            except SQLITE_ERRORS as error:
                raise JournalWriteError(sentence(error, self._path)) from error
            rows = rows_after(self._head, map(line_of, entries))
            if rows:
                self._write(driver, rows)
                self._head = Link(rows[-1][0], rows[-1][2])
            return self._head.seq

    def holds(self, seq: int, digest: bytes) -> bool:
        """Whether the entry that an append was unsure of is there; raises JournalWriteError while unknown."""
        with self._mutex:
            try:
                return self._hash_at(seq) == digest
            except SQLITE_ERRORS as error:
                self._doubt()
                raise JournalWriteError(sentence(error, self._path)) from error

    def tidy(self) -> None:
        """Fold the WAL into the file now and then, while nobody waits for a commit."""
        with self._mutex:
            if self._since_checkpoint >= _CHECKPOINT_AFTER and self._connection:
                self._since_checkpoint = 0
                try:
                    self._connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
                except SQLITE_ERRORS:
                    self._doubt()
                    raise

    def forget(self, *, days: int, today: date) -> int:
        """Remove acknowledged entries older than so many days, at least 400; how many. See `retention`."""
        from kiosk.journal import retention  # noqa: PLC0415 - no start waits for it without retention

        with self._mutex:
            try:
                return retention.forget(self._connected(), days=days, today=today)
            except SQLITE_ERRORS as error:
                self._doubt()
                raise JournalWriteError(sentence(error, self._path)) from error

    def close(self) -> None:
        """Let another owner in."""
        with self._mutex:
            self._disconnect()
            self._lock.release()

    def _write(self, driver: sqlite3.Connection, rows: list[Row]) -> None:
        try:
            insert(driver, INSERT, rows)
        except SQLITE_ERRORS as error:
            self._find_out(rows[-1], error)
        self._since_checkpoint += len(rows)

    def _find_out(self, newest_row: Row, error: Exception) -> None:
        """Return if the transaction is there after all: a commit may fail after it became durable."""
        if is_damage(error):
            ask_for_mending(self._path)
        seq, _, digest = newest_row
        self._doubt()
        try:
            there = self._hash_at(seq) == digest
        except (*SQLITE_ERRORS, JournalWriteError):
            self._doubt()
            raise JournalUnsureError(sentence(error, self._path), seq, digest) from error
        if not there:
            raise JournalWriteError(sentence(error, self._path)) from error

    def _hash_at(self, seq: int) -> bytes | None:
        row = self._connected().exec_driver_sql("SELECT hash FROM journal WHERE seq = ?", (seq,)).first()
        return row[0] if row else None

    def _connected(self) -> Connection:
        """The connection; a new one after an error, and then the head is read again."""
        if self._connection is None:
            connection = connect_owner(self._path)
            try:
                if self._is_doubtful:
                    self._write_wal_again(connection)
                self._head = newest.head(connection)
            except BaseException:
                connection.close()
                raise
            self._connection, self._driver = connection, driver_of(connection)
        return self._connection

    def _doubt(self) -> None:
        """After an error: look at the file again, by another connection, before anything else is written."""
        self._is_doubtful = True
        self._disconnect()

    def _write_wal_again(self, connection: Connection) -> None:
        """Make sure of the WAL: a failed sync may have let go of what stands before the next commit.

        It can be read, and be gone after a power cut; a later sync says nothing about it.
        """
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # nobody else writes meanwhile
        try:
            # On a file that SQLite could open for reading alone BEGIN succeeds, and this does not.
            connection.exec_driver_sql("UPDATE watermark SET through = through WHERE one = 0")
            wal = beside(self._path, "-wal")
            make_room(wal, _WAL_ROOM_BYTES)
            write_again(wal)
        except OSError as error:
            raise JournalWriteError(
                f"The disk failed under {self._path}: check its room, its cable and its health."
            ) from error
        finally:
            connection.exec_driver_sql("ROLLBACK")
        self._is_doubtful = False

    def _disconnect(self) -> None:
        connection, self._connection, self._driver = self._connection, None, None
        if connection is not None:
            connection.close()

    def _lower_watermark(self, connection: Connection, at: datetime) -> None:
        """A journal that ends before its watermark was cut; what comes next is not acknowledged."""
        acknowledged, last = newest.watermark(connection), self._head.seq
        if acknowledged > last:
            connection.exec_driver_sql("UPDATE watermark SET through = ?", (last,))
            self.append([Note(at=at, about=CUT, data={"acknowledged": acknowledged, "last": last})])

    def _recognise_machine(self, connection: Connection, at: datetime, parts: Collection[Part]) -> None:
        enrolled = left_print(self._path)
        if enrolled:
            with transaction(connection):
                machine.replace(connection, enrolled)
        found = machine.match(machine.remembered(connection), parts)
        if found.same_machine:
            with transaction(connection):
                machine.remember(connection, parts)
        elif not machine.is_told_of(connection, parts):
            data = {"matching": found.matching, "compared": found.compared}
            self.append([Note(at=at, about=OTHER_MACHINE, data=data)])
            with transaction(connection):
                machine.tell_of(connection, parts)
        with suppress(OSError):  # it would only be read again
            place_of_print(self._path).unlink(missing_ok=True)
