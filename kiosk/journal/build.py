"""A whole new journal file, built beside the place that it will take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from itertools import chain as joined
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from kiosk.domain.entries import JournalOpened, line_of
from kiosk.journal.chain import BEGINNING, Link, chain
from kiosk.journal.connect import connect_builder, connect_reader, transaction
from kiosk.journal.errors import JournalWriteError
from kiosk.journal.files import make_private_file, new_of, remove
from kiosk.journal.machine import Print, keep
from kiosk.journal.newest import head
from kiosk.journal.schema import APPLICATION_ID, MIGRATIONS, migrate
from kiosk.journal.sendable import fault_of_line
from kiosk.journal.sqlite_errors import SQLITE_ERRORS, sentence

INSERT = "INSERT INTO journal (seq, line, hash) VALUES (?, ?, ?)"
_AT_ONCE = 500

Row = tuple[int, str, bytes]


def build(
    path: Path,
    first: JournalOpened,
    lines: Iterable[str] = (),
    *,
    prints: Sequence[Print] = (),
    missing_until: date | None = None,
) -> None:
    """Build the journal that will stand at `path`: entry 1, then these lines; raises JournalWriteError.

    `missing_until` is the newest day of which something is not among the lines (see `gap`). It is whole or it
    does not count. Entry 1 is kept twice from the start: without it nobody could say whose lines a damaged
    file holds.
    """
    new = new_of(path)
    try:
        remove(new)
        make_private_file(new)
        try:
            with closing(connect_builder(new)) as connection, transaction(connection):
                migrate(connection)
                written = _append_all(connection, joined([line_of(first)], lines))
                connection.exec_driver_sql(
                    "INSERT INTO keepsake SELECT seq, line, hash FROM journal WHERE seq = 1"
                )
                keep(connection, prints)
                if missing_until is not None:
                    from kiosk.journal import gap  # noqa: PLC0415 - only where something is missing

                    gap.widen(connection, missing_until)
            _look_at(new, written)
        except BaseException:
            remove(new)  # what a full disk leaves of it would only take up room
            raise
    except SQLITE_ERRORS as error:
        raise JournalWriteError(sentence(error, new)) from error
    except OSError as error:
        raise JournalWriteError(f"{new} can't be made ({error.strerror or error}).") from error


def is_whole(path: Path) -> bool:
    """Whether the journal that was being built for `path` is finished; half a transaction is taken back."""
    try:
        with closing(connect_builder(new_of(path))) as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
    except SQLITE_ERRORS:
        return False
    return (application, version) == (APPLICATION_ID, len(MIGRATIONS))


def rows_after(link: Link, lines: Iterable[str]) -> list[Row]:
    """The rows that follow a place in the chain; JournalWriteError for a line that can't be shipped."""
    rows = []
    seq, digest = link
    for line in lines:
        encoded = line.encode(errors="surrogatepass")
        fault = fault_of_line(encoded)
        if fault:
            raise JournalWriteError(f"An entry {fault}.")
        seq, digest = seq + 1, chain(digest, encoded)
        rows.append((seq, line, digest))
    return rows


def _append_all(connection: Connection, lines: Iterable[str]) -> Link:
    link = BEGINNING
    source = iter(lines)
    while rows := rows_after(link, islice(source, _AT_ONCE)):
        connection.exec_driver_sql(INSERT, rows)
        link = Link(rows[-1][0], rows[-1][2])
    return link


def _look_at(new: Path, written: Link) -> None:
    """Read it back: the journal whose place it takes is still there, and may stay."""
    with closing(connect_reader(new)) as connection:
        entries = connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
        found = head(connection)
    if found != written or entries != written.seq:
        raise JournalWriteError(f"{new} does not hold what was written: check the disk and its health.")
