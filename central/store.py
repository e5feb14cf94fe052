"""One database, SQLite or PostgreSQL: how it is opened, and its two kinds of transaction."""

from __future__ import annotations

import json
import select as readiness
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Self, cast

import psycopg
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Engine,
    Table,
    any_,
    create_engine,
    event,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError, SQLAlchemyError

from central.migrations import migrate

DEFAULT_URL = "sqlite:///var/central.sqlite"
OLDEST_POSTGRESQL = 140000
"""As `server_version_num` has it. 14 was the first with string_to_table, which parts the lines of a batch."""
_BUSY_SECONDS = 30
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


sqlite3.register_adapter(date, date.isoformat)  # as its own does, which is deprecated


class StoreError(Exception):
    """The database can't be used; the text is one sentence and never holds a password."""


class WrongUrlError(StoreError):
    """What was given is no address of a database."""


class Store:
    """The centre's database. Safe for many threads and many processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.known_kinds: set[int] = set()
        """By digest, those that `central.ingest_append` found or put there: a guess, which it proves."""

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the database at a URL (sqlite:///FILE or postgresql://…), creating or updating its tables.

        Raises StoreError where it can't be reached, is no address, or a PostgreSQL that is too old;
        NewerSchemaError as `migrate` does.
        """
        address = address_of(url)
        engine = _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)
        store = cls(engine)
        try:
            with store.writing() as connection:
                _refuse_an_older_postgresql(connection)
                migrate(connection)
        except (SQLAlchemyError, ValueError) as error:
            engine.dispose()
            raise StoreError(f"The database {_name(address)} can't be opened: {first_line(error)}.") from None
        except BaseException:
            engine.dispose()
            raise
        return store

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes; committed, durably, when the block ends without an exception."""
        with self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection

    @property
    def makes_trips(self) -> bool:
        """Whether each statement is a trip to another process: PostgreSQL, not SQLite."""
        return self._engine.dialect.name == "postgresql"

    @contextmanager
    def trips(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """PostgreSQL's driver itself, outside a transaction; one that the block leaves open is undone."""
        pooled = self._engine.raw_connection()
        driver = cast("psycopg.Connection[tuple[Any, ...]]", pooled.driver_connection)
        try:
            driver.autocommit = True  # no BEGIN that waits for its answer
            yield driver
        finally:
            with suppress(psycopg.Error):
                driver.rollback()
                driver.autocommit = False
            if driver.closed or driver.autocommit:
                pooled.invalidate()
            else:
                pooled.close()

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """For one statement, which sees one state of the database by itself: no transaction around it."""
        options = {}
        if self._engine.dialect.name == "postgresql":  # there each transaction costs two trips more
            options["isolation_level"] = "AUTOCOMMIT"
        with self._engine.connect().execution_options(**options) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees one state of the database throughout and changes nothing."""
        options = {}
        if self._engine.dialect.name == "postgresql":  # a SQLite transaction is a snapshot by itself
            options["isolation_level"] = "REPEATABLE READ"
        with self._engine.connect().execution_options(**options) as connection:
            yield connection
            if options:  # to roll back would let the driver forget all prepared statements
                with suppress(psycopg.Error):
                    cast("psycopg.Connection[Any]", connection.connection.driver_connection).commit()


def insert_many(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows whose values stand in the order of the table's columns; none may be there already.

    PostgreSQL takes them as one COPY, much faster than an INSERT of many rows; SQLite by its driver alone:
    what SQLAlchemy does with each row costs more than the insert.
    """
    if not rows:
        return
    names = [column.name for column in table.columns]
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.close()
    else:
        places = ", ".join("?" * len(names))
        adding = f"INSERT INTO {table.name} VALUES ({places})"  # noqa: S608  in the order of its columns
        connection.exec_driver_sql(adding, list(rows))


def insert_arrays(table: Table, **same: str) -> str:
    """An INSERT for PostgreSQL's driver whose parameters are columns, each as `array` spells it.

    A column that has the `same` value in all rows is no parameter, but an expression of SQL.
    """
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    sent = {column.name: column.type.compile(dialect) for column in table.columns if column.name not in same}
    names = ", ".join(table.columns.keys())
    values = ", ".join(same.get(name, f"sent.{name}") for name in table.columns.keys())  # noqa: SIM118  they are no dict
    # Among what is selected, unnest keeps nothing; after FROM it would first store each column whole.
    columns = ", ".join(f"unnest(%s::{kind}[]) AS {name}" for name, kind in sent.items())
    return f"INSERT INTO {table.name} ({names}) SELECT {values} FROM (SELECT {columns}) AS sent"  # noqa: S608  our own


def array(column: Sequence[str | bytes | date | int | None]) -> str:
    """A column as PostgreSQL writes arrays: sent and read much faster than value by value."""
    if not column:
        return "{}"
    if None not in column and not isinstance(column[0], bytes):
        if not isinstance(column[0], str):
            return "{" + ",".join(map(str, column)) + "}"
        together = '","'.join(cast("Sequence[str]", column))
        if "\\" not in together and together.count('"') == 2 * (len(column) - 1):
            return f'{{"{together}"}}'
    return "{" + ",".join(map(_quoted, column)) + "}"


def _quoted(value: str | bytes | date | int | None) -> str:
    if value is None:
        return "NULL"
    text = f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def among(
    connection: Connection, column: ColumnElement[Any], values: Sequence[str] | Sequence[int]
) -> ColumnElement[bool]:
    """That the column has one of these values, which are sent as one, whatever their number."""
    if connection.dialect.name == "postgresql":
        return column == any_(literal(values, ARRAY(column.type)))
    return column.in_(select(func.json_each(json.dumps(values)).table_valued("value").c.value))


def address_of(url: str) -> URL:
    """The address that a URL means; raises WrongUrlError."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        address = None
    if address is None or address.drivername not in _DRIVERS:
        raise WrongUrlError(
            "The database must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME: "
            "check --database or CENTRAL_DATABASE."
        )
    return address.set(drivername=_DRIVERS[address.drivername])


def _sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:" or address.host or address.query:
        raise WrongUrlError("The database must be a file: write sqlite:///FILE, and nothing after it.")
    file = Path(address.database)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError as error:
        raise StoreError(f"The database {file} can't be opened: {error.strerror}.") from None
    engine = create_engine(address, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # an acknowledgement survives a power cut
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that began as a reader would be refused instead of waiting.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgresql(address: URL) -> Engine:
    query = {"connect_timeout": "10", "application_name": "central", **address.query}
    # Prepared statements keep plans made for tables that were still empty: only what asks for it is one.
    engine = create_engine(
        address.set(query=query),
        connect_args={"prepare_threshold": sys.maxsize},
        pool_size=10,
        max_overflow=34,  # one for each of the 40 threads that answer, and those lent to reports
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "checkout", _find_ended)
    return engine


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # To compile a query of ours takes longer than it runs.
    connection.execute("SELECT set_config('jit', 'off', false)")
    # An acknowledgement survives a crash of the server, whatever its configuration says of others' commits.
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') = 'off'"
    )
    connection.commit()


def _refuse_an_older_postgresql(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    if isinstance(driver, psycopg.Connection) and driver.info.server_version < OLDEST_POSTGRESQL:
        told = driver.info.parameter_status("server_version")
        raise StoreError(
            f"PostgreSQL {told} is too old for central: use PostgreSQL {OLDEST_POSTGRESQL // 10000} or newer."
        )


def _find_ended(connection: psycopg.Connection[Any], _record: object, _pooled: object) -> None:
    """Let connections that the server ended be made anew: it said so, which can be read without a trip."""
    said = readiness.poll()
    said.register(connection.fileno(), readiness.POLLIN)
    if said.poll(0):
        try:
            connection.execute("SELECT 1")
            connection.rollback()
        except psycopg.Error:
            raise InvalidatePoolError from None


def first_line(error: Exception) -> str:
    """What the database says, without the lines after it, which may hold what was sent."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return next(iter(str(said).strip().splitlines()), type(said).__name__).rstrip(".")


def _name(address: URL) -> str:
    """The address as one would write it, without a password, in whichever place it stood."""
    plain = address.set(drivername=address.get_backend_name(), query={})
    return plain.render_as_string()
