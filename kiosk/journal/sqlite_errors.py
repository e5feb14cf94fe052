"""What SQLite's own errors mean for a journal, and how they are told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kiosk.journal.errors import JournalReadError
from kiosk.journal.files import ask_for_mending

# SQLite's primary result codes (https://www.sqlite.org/rescode.html), and reads that no disk could answer.
_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _CORRUPT = 3, 5, 6, 7, 8, 10, 11
_FULL, _CANTOPEN, _NOTADB = 13, 14, 26
_UNREADABLE = (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS)

# What a connection may raise: of a damaged schema, sqlite3 can't even put the error message into words.
SQLITE_ERRORS = (SQLAlchemyError, UnicodeError)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What SQLite says while a journal is read is a JournalReadError; damage is mended at the next start."""
    try:
        yield
    except SQLITE_ERRORS as error:
        if is_damage(error):
            ask_for_mending(path)
        raise JournalReadError(sentence(error, path)) from error


def is_damage(error: Exception) -> bool:
    """Whether SQLite met a broken page, which the next start may not meet by itself."""
    broken = _code(error) == _CORRUPT or _extended_code(error) in _UNREADABLE
    return broken or isinstance(error, UnicodeError)


def is_half_written(error: Exception) -> bool:
    """Whether a crash left a write that must be undone before anybody can read (see `connect.roll_back`)."""
    return _extended_code(error) == sqlite3.SQLITE_READONLY_ROLLBACK


def is_out_of_reach(error: Exception) -> bool:
    """Whether the file could not be looked at, so that nothing is known of its state."""
    passing = (_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _FULL, _CANTOPEN)
    return _code(error) in passing and not is_damage(error)


def sentence(error: Exception, path: Path) -> str:
    """What SQLite's error means for the one who runs the kiosk, and the cure."""
    match _code(error):
        case code if code == _FULL:
            return f"The disk is full: make room on the drive of {path}."
        case code if code in (_READONLY, _PERM, _CANTOPEN):
            return f"{path} can't be opened or written: let the kiosk's own account own it and its folder."
        case code if code == _IOERR:
            return f"The disk failed under {path}: check its room, its cable and its health."
        case code if code in (_BUSY, _LOCKED):
            return f"Another program keeps {path} locked: close it."
        case code if code in (_CORRUPT, _NOTADB) or is_damage(error):
            return f"{path} is damaged: start the kiosk again, it carries on with what the hashes vouch for."
    return f"SQLite refused to work on {path}: {cause(error)}."


def cause(error: Exception) -> str:
    """SQLite's own words."""
    return str(getattr(error, "orig", None) or error)


def _code(error: Exception) -> int | None:
    """The primary result code; extended codes keep it in their low byte."""
    code = _extended_code(error)
    return None if code is None else code & 0xFF


def _extended_code(error: Exception) -> int | None:
    cause = error.orig if isinstance(error, DBAPIError) else None
    return getattr(cause, "sqlite_errorcode", None)
