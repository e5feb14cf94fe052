"""A whole new journal file, built beside the place that it will take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain as joined
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from kiosk.domain.entries import JournalOpened, line_of
from kiosk.journal.chain import BEGINNING, Link, chain
from kiosk.journal.connect import connect_owner, transaction
from kiosk.journal.errors import SQLITE_ERRORS, JournalWriteError, sentence
from kiosk.journal.files import make_private_file, new_of, remove
from kiosk.journal.machine import Print, keep
from kiosk.journal.schema import APPLICATION_ID, MIGRATIONS, migrate

INSERT = "INSERT INTO journal (seq, line, hash) VALUES (?, ?, ?)"
_AT_ONCE = 500

Row = tuple[int, str, bytes]


def build(path: Path, first: JournalOpened, lines: Iterable[str] = (), prints: Sequence[Print] = ()) -> None:
    """Build the journal that will stand at `path`: entry 1, then these lines; raises JournalWriteError.

    It is whole or it does not count. Entry 1 is kept twice from the start: without it nobody could say whose
    lines a damaged file holds.
    """
    new = new_of(path)
    try:
        remove(new)
        make_private_file(new)
        connection = connect_owner(new)
        try:
            with transaction(connection):
                migrate(connection)
                _append_all(connection, joined([line_of(first)], lines))
                connection.exec_driver_sql(
                    "INSERT INTO keepsake SELECT seq, line, hash FROM journal WHERE seq = 1"
                )
                keep(connection, prints)
        finally:
            connection.close()
    except SQLITE_ERRORS as error:
        raise JournalWriteError(sentence(error, new)) from error
    except OSError as error:
        raise JournalWriteError(f"{new} can't be made ({error.strerror or error}).") from error


def is_whole(path: Path) -> bool:
    """Whether the journal that was being built for `path` is finished; its WAL is then folded into it."""
    try:
        connection = connect_owner(new_of(path))
        try:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        finally:
            connection.close()
    except SQLITE_ERRORS:
        return False
    return (application, version) == (APPLICATION_ID, len(MIGRATIONS))


def rows_after(link: Link, lines: Iterable[str]) -> list[Row]:
    """The rows that follow a place in the chain, in order."""
    rows = []
    seq, digest = link
    for line in lines:
        seq, digest = seq + 1, chain(digest, line.encode())
        rows.append((seq, line, digest))
    return rows


def _append_all(connection: Connection, lines: Iterable[str]) -> None:
    link = BEGINNING
    source = iter(lines)
    while rows := rows_after(link, islice(source, _AT_ONCE)):
        connection.exec_driver_sql(INSERT, rows)
        link = Link(rows[-1][0], rows[-1][2])
