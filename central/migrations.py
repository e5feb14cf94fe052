"""The steps that bring a database up to this version, each recorded in the transaction that ran it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, insert, select, text

from central.schema import metadata

_own = MetaData()
_steps_done = Table("schema_steps", _own, Column("no", Integer, primary_key=True), Column("name", Text))
_LOCK = 0x4861694C6F6E67  # any number that other programs on the same server are unlikely to use


class NewerSchemaError(Exception):
    """The database was made by a newer program; the text is one sentence."""


def first_tables(connection: Connection) -> None:
    """Everything of the first version. A later version freezes these statements here as they are now."""
    metadata.create_all(connection)


STEPS: tuple[Callable[[Connection], None], ...] = (first_tables,)


def migrate(connection: Connection) -> None:
    """Run the steps that this database lacks, within the caller's transaction.

    Raises NewerSchemaError where it holds steps that this program does not know.
    """
    if connection.dialect.name == "postgresql":  # two programs may start at once
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    _own.create_all(connection)
    done = len(connection.execute(select(_steps_done.c.no)).all())
    if done > len(STEPS):
        raise NewerSchemaError("The database was made by a newer version of central: install that version.")
    for number, step in enumerate(STEPS[done:], start=done + 1):
        step(connection)
        connection.execute(insert(_steps_done).values(no=number, name=step.__name__))
