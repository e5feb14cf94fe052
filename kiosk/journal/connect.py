"""Connections to a journal file: SQLAlchemy Core, held open, transactions begun by hand.

Autocommit is left to SQLite: `BEGIN IMMEDIATE` and `COMMIT` are said where a transaction is meant.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import DBAPIError, NoResultFound, OperationalError

BUSY_SECONDS = 5.0
# A checkpoint costs several fsyncs. The writer makes one when nobody waits; this is the limit without it.
_OWNER_CHECKPOINT_PAGES = 4000
# A tap appends and reads what it wrote last: a quarter of SQLite's usual 2 MB of pages serves it as quickly.
_OWNER_CACHE_KIB = 512


def connect_owner(path: Path) -> Connection:
    """For the taps: a commit is on the disk when it returns."""
    return _connect(
        path,
        "rw",
        "page_size = 4096",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"wal_autocheckpoint = {_OWNER_CHECKPOINT_PAGES}",
        f"cache_size = -{_OWNER_CACHE_KIB}",
        "secure_delete = 1",  # what retention removes is gone from the file
    )


def connect_builder(path: Path) -> Connection:
    """For a file that will take a journal's place: a commit is in the file itself, or it fails.

    No WAL: a full disk would be met while that is folded into the file, and SQLite keeps this to itself.
    """
    return _connect(path, "rw", "page_size = 4096", "journal_mode = DELETE", "synchronous = EXTRA")


def connect_shipper(path: Path) -> Connection:
    """For the watermark: what a power cut undoes is shipped again, so no tap waits for its fsync.

    Checkpoints are the owner's: a sync that fails must be known to who confirms taps.
    """
    return _connect(path, "rw", "synchronous = NORMAL", "wal_autocheckpoint = 0")


def connect_reader(path: Path, *, text: type[str | bytes] = str) -> Connection:
    """For reports and checks: nothing can be written. `text=bytes` reads texts that may not be UTF-8."""
    return _connect(path, "ro", "query_only = ON", text=text)


def roll_back(path: Path) -> None:
    """Have SQLite undo a write that a crash left half done: a reader may not, and so can't read at all."""
    connection = _connect(path, "rw")
    try:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    finally:
        connection.close()


def connect_plain_reader(path: Path) -> sqlite3.Connection:
    """As a reader that gives bytes, by plain sqlite3: millions of rows have no need of SQLAlchemy."""
    connection = _opened(path, "ro", bytes)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def connect_salvage(path: Path) -> sqlite3.Connection:
    """For a damaged file: as a reader, and a schema that can't be understood as a whole is used in part.

    Plain sqlite3: thousands of reads may fail, and each failure costs SQLAlchemy thirty times as much.
    """
    connection = connect_plain_reader(path)
    connection.execute("PRAGMA writable_schema = ON")
    return connection


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """One write transaction, taken at once; rolled back on any error."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        # After some errors SQLite has rolled back by itself: another ROLLBACK would hide the first error.
        if driver_of(connection).in_transaction:
            connection.exec_driver_sql("ROLLBACK")
        raise


def driver_of(connection: Connection) -> sqlite3.Connection:
    """What stands beneath: a tap waits, and SQLAlchemy takes as long around a statement as SQLite for it."""
    driver: Any = connection.connection.dbapi_connection
    return cast("sqlite3.Connection", driver)


def insert(driver: sqlite3.Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run an INSERT for each of these rows as one transaction, on the disk when this returns.

    Faults are raised as SQLAlchemy raises them.
    """
    try:
        if len(rows) == 1:  # a statement alone is a transaction, and most taps are one
            driver.execute(statement, rows[0])
        else:
            _insert_together(driver, statement, rows)
    except sqlite3.Error as error:
        raise DBAPIError(statement, None, error) from error


def _insert_together(driver: sqlite3.Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    driver.execute("BEGIN IMMEDIATE")
    try:
        driver.executemany(statement, rows)
        driver.execute("COMMIT")
    except BaseException:
        if driver.in_transaction:  # else SQLite has rolled back by itself
            driver.execute("ROLLBACK")
        raise


def rows(connection: Connection, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows that a query finds, by the driver alone as with `insert`: each batch asks a dozen of them."""
    try:
        found: list[tuple[Any, ...]] = driver_of(connection).execute(query, values).fetchall()
    except sqlite3.Error as error:
        raise DBAPIError(query, None, error) from error
    return found


def one_row(connection: Connection, query: str) -> tuple[Any, ...]:
    """The row of a table that always has one; raises NoResultFound where damage took it."""
    found = rows(connection, query)
    if not found:
        raise NoResultFound(query)
    return found[0]


def _switch(connection: Connection, pragma: str) -> None:
    """Run a pragma to its end; raise where SQLite answers something else than it was told, as for a WAL.

    Where only its answer is read, its faults are met, and lost, when that is thrown away. The connection
    would go on with a rollback journal, which a power cut may bring back, and which then undoes commits.
    """
    told = connection.exec_driver_sql(f"PRAGMA {pragma}")
    answers = told.scalars().all() if told.returns_rows else []
    wanted = pragma.rpartition(" = ")[2]
    if any(str(answer).upper() != wanted.upper() for answer in answers):
        refused = sqlite3.OperationalError(f"{pragma}: {answers}")
        refused.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise OperationalError(pragma, None, refused)


def _connect(path: Path, mode: str, *pragmas: str, text: type[str | bytes] = str) -> Connection:
    engine = create_engine(
        "sqlite://",
        creator=lambda: _opened(path, mode, text),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    connection = engine.connect()
    try:
        connection.exec_driver_sql("PRAGMA cell_size_check = ON")  # notices a damaged page before it is used
        for pragma in pragmas:
            _switch(connection, pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(path: Path, mode: str, text: type[str | bytes]) -> sqlite3.Connection:
    # One thread at a time uses a connection, but not always the one that opened it.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.text_factory = text
    return connection
