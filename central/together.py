"""Statements that are asked together: on PostgreSQL in one trip, some by other connections at the same time.

What is asked in the same words again and again is compiled once: its values alone differ. On SQLite a trip
costs nothing, and one statement follows the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from enum import Enum, auto
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any, Protocol, cast

import psycopg
from sqlalchemy import Connection, Engine, Select, func, select
from sqlalchemy.dialects.postgresql.psycopg import dialect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from central.store import Store

Rows = Callable[[], Sequence[Any]]
"""Waits for an answer, and gives its rows."""
_Driver = psycopg.Connection[tuple[Any, ...]]
_NONE: Mapping[str, object] = {}
_COMMIT = b"COMMIT"
_SNAPSHOT = select(func.pg_export_snapshot())
_OTHERS = BoundedSemaphore(4)


class Form(Enum):
    """How a query comes again: KNOWN as the same object with other values, PREPARED with one plan for all.

    One plan suits all where a query finds the rows of other tables by their keys.
    """

    ONCE = auto()
    KNOWN = auto()
    PREPARED = auto()


class Ask(Protocol):
    """Asks a query that wants some of these values."""

    def __call__(self, query: Select[Any], values: Mapping[str, object] = ..., form: Form = ...) -> Rows:
        """What waits for its answer."""


@contextmanager
def together(connection: Connection, *, ends: bool = False) -> Iterator[Ask]:
    """What asks within a transaction; the block asks the connection nothing else.

    `ends`: nor does anybody afterwards, and the transaction ends without a trip of its own. Raises
    DBAPIError as the connection does.
    """
    if connection.dialect.name != "postgresql":
        yield lambda query, values=_NONE, form=Form.PREPARED: connection.execute(query, values).all  # noqa: ARG005
        return
    driver = cast("_Driver", connection.connection.driver_connection)
    with _said_by_sqlalchemy(), driver.pipeline():
        yield lambda query, values=_NONE, form=Form.PREPARED: _sent(driver, query, values, form)
        if ends:
            driver.execute(_COMMIT)


@contextmanager
def beside(connection: Connection, ask: Ask, *, most: int) -> Iterator[Ask]:
    """What asks other connections, one query each, which see the state that this transaction sees.

    For what takes long. There are few of them, and nobody waits for one: else the transaction's own is asked.
    """
    if connection.dialect.name != "postgresql" or not most:
        yield ask
        return
    snapshot = ask(_SNAPSHOT)
    with ExitStack() as stack:
        free: list[_Driver] = []
        for _ in range(most):
            if not _OTHERS.acquire(blocking=False):
                break
            stack.callback(_OTHERS.release)
            with suppress(SQLAlchemyError):  # the server may have no connection to spare
                free.append(stack.enter_context(_another(connection.engine)))
        seen = [name for (name,) in snapshot()] if free else []

        def elsewhere(
            query: Select[Any], values: Mapping[str, object] = _NONE, form: Form = Form.PREPARED
        ) -> Rows:
            if not free:
                return ask(query, values, form)
            driver = free.pop()
            driver.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            driver.execute(f"SET TRANSACTION SNAPSHOT '{seen[0]}'".encode())
            rows = _sent(driver, query, values, form)
            driver.execute(_COMMIT)  # the whole transaction is one trip
            return rows

        yield elsewhere


def read_names_anew(connection: Connection) -> None:
    """Once tables of this transaction stand before others: what was prepared reads the others still."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DISCARD PLANS")


@contextmanager
def _another(engine: Engine) -> Iterator[_Driver]:
    with _said_by_sqlalchemy(), Store(engine).trips() as driver, driver.pipeline():
        yield driver


@contextmanager
def _said_by_sqlalchemy() -> Iterator[None]:
    """Faults of the driver's, as SQLAlchemy raises them."""
    try:
        yield
    except psycopg.Error as error:
        raise DBAPIError.instance(
            None, None, error, psycopg.Error, hide_parameters=True, dialect=_DIALECT
        ) from error


def _sent(driver: _Driver, query: Select[Any], values: Mapping[str, object], form: Form) -> Rows:
    words, fixed = _compiled(query) if form is Form.ONCE else _remembered(query)
    prepare = form is Form.PREPARED
    return driver.execute(words, {**fixed, **values}, prepare=prepare, binary=True).fetchall


def _compiled(query: Select[Any]) -> tuple[bytes, dict[str, Any]]:
    compiled = query.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return str(compiled).encode(), dict(compiled.params)


_DIALECT = dialect()  # type: ignore[no-untyped-call]
_remembered = lru_cache(maxsize=500)(_compiled)
