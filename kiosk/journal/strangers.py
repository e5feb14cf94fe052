"""Files that are no journal, or not one for this version: they stay where they are."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from kiosk.journal.errors import JournalRefusedError
from kiosk.journal.files import beside
from kiosk.journal.schema import APPLICATION_ID, HEADER_BYTES, MAGIC, MIGRATIONS, is_like_a_header

_OWN_TABLES = {b"journal", b"keepsake", b"watermark"}
# What is in every journal, and still there when its beginning is gone.
_MARKS = (b"CREATE TABLE journal", b'"kind":"')
_AT_ONCE = 1 << 20


def first_bytes(path: Path) -> bytes:
    """Where SQLite's header stands."""
    with path.open("rb") as file:
        return file.read(HEADER_BYTES)


def stranger_at(path: Path, connection: Connection) -> str | None:
    """Why a file never was a journal, as one sentence with its cure; None for a journal, however damaged.

    `connection` gives texts as bytes; raises one of SQLITE_ERRORS where the file is damaged.
    """
    begin = first_bytes(path)
    is_text = begin.isascii() and b"\0" not in begin
    was_cut = len(begin) < len(MAGIC)
    if not was_cut and (is_text or not (is_like_a_header(begin) or _shows_a_journal(path))):
        return f"{path} is no journal: correct journal.path."
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = _tables(connection)
    if application != APPLICATION_ID and tables and not tables >= _OWN_TABLES:
        return f"{path} belongs to another program: give journal.path another name."
    return None


def refuse_a_newer_one(path: Path, connection: Connection) -> None:
    """Raise JournalRefusedError for a newer program's journal; connection and errors as `stranger_at`'s."""
    if is_newer(connection):
        raise JournalRefusedError(
            f"{path} was made by a newer version of this program: install that one, or run kiosk migrate."
        )


def is_newer(connection: Connection) -> bool:
    """Whether a newer program's steps were done here; connection and errors as `stranger_at`'s."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version <= len(MIGRATIONS) or b"migration" not in _tables(connection):
        return False
    migrations = connection.exec_driver_sql("SELECT count(*) FROM migration").scalar_one()
    return bool(migrations == version)  # else the number itself is damaged


def _tables(connection: Connection) -> set[bytes]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())


def _shows_a_journal(path: Path) -> bool:
    """Whether something of a journal is left behind a beginning that SQLite does not know."""
    wal = beside(path, "-wal")
    if wal.exists() and wal.stat().st_size:
        return True
    nothing_but_zeros, before = True, b""
    with path.open("rb") as file:
        while content := file.read(_AT_ONCE):
            if any(mark in before + content for mark in _MARKS):
                return True
            nothing_but_zeros = nothing_but_zeros and not content.strip(b"\0")
            before = content[-max(map(len, _MARKS)) :]
    return nothing_but_zeros  # as some power cuts leave a file
