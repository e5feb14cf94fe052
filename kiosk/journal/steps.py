"""A journal's tables on their way to another version of the program: forward by named steps, and back.

The steps have their names in `schema.MIGRATIONS`. Before them stands a copy. Since entries are only added, it
is a beginning of the journal for ever: the way back is the copy, with the entries that came after it. The two
newest are kept, for the version before and the one before that.
"""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection

from kiosk.journal import schema
from kiosk.journal.build import INSERT
from kiosk.journal.chain import Link
from kiosk.journal.connect import connect_builder, connect_reader, transaction
from kiosk.journal.errors import JournalRefusedError, JournalWriteError
from kiosk.journal.files import (
    beside,
    make_private_file,
    new_of,
    put_copy_in_place,
    put_in_place,
    remove,
    set_aside,
    sync_file,
)
from kiosk.journal.lock import OwnerLock
from kiosk.journal.newest import head, kept_after, watermark
from kiosk.journal.sqlite_errors import SQLITE_ERRORS, sentence
from kiosk.journal.strangers import is_newer

_BEFORE = ".before-"
_DIGITS = 4  # with which a step's name begins
_KEPT = 2
_AT_ONCE = 500


def step_forward(path: Path, connection: Connection) -> None:
    """Copy the journal, then do the steps that it lacks as one transaction; for its owner alone."""
    first = schema.steps_missing(connection)[0]
    _copy(connection, beside(path, f"{_BEFORE}{first[:_DIGITS]}"))
    with transaction(connection):
        schema.migrate(connection)
    for old in _copies(path)[_KEPT:]:
        with suppress(OSError):  # it only takes up room
            old.unlink()


def _copy(connection: Connection, copy: Path) -> None:
    """Leave a durable copy of the whole journal, or what stood there before; raises JournalWriteError."""
    unfinished = beside(copy, ".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        make_private_file(unfinished)
        connection.exec_driver_sql("VACUUM INTO ?", (str(unfinished),))
        sync_file(unfinished)
        put_copy_in_place(unfinished, copy)
    except OSError as error:
        raise JournalWriteError(f"{copy} can't be made ({error.strerror or error}).") from error
    finally:
        unfinished.unlink(missing_ok=True)  # what a full disk leaves of it would only take up room


def step_back(path: Path) -> Path | None:
    """Put a newer program's journal aside, and in its place one of this program with every entry of it.

    Gives the newer one's new name; None where the journal is none of a newer program. Raises
    JournalRefusedError where a kiosk runs on it, where there is no copy, or that is one of another journal.
    """
    lock = OwnerLock(path)
    try:
        with closing(connect_reader(path, text=bytes)) as connection:
            if not is_newer(connection):
                return None
        _build_from(_copy_for(path), path)
        aside = set_aside(path, "newer")
        put_in_place(path)
    except SQLITE_ERRORS as error:
        raise JournalRefusedError(sentence(error, path)) from error
    finally:
        lock.release()
    return aside


def _copies(path: Path) -> list[Path]:
    """The copies beside a journal, newest first."""
    begin = f"{path.name}{_BEFORE}"
    names = sorted((one.name for one in path.parent.iterdir() if one.name.startswith(begin)), reverse=True)
    return [path.with_name(name) for name in names if name.removeprefix(begin).isdigit()]


def _copy_for(path: Path) -> Path:
    """The newest copy whose steps this program knows."""
    newest = beside(path, f"{_BEFORE}{len(schema.MIGRATIONS) + 1:0{_DIGITS}}").name
    found = next((copy for copy in _copies(path) if copy.name <= newest), None)
    if found is None:
        raise JournalRefusedError(
            f"There is no copy of {path} from before the newer version: install that version again."
        )
    return found


def _build_from(copy: Path, path: Path) -> None:
    """Build the journal that will stand at `path`: the copy, then the newer journal's entries after it."""
    new = new_of(path)
    remove(new)
    try:
        make_private_file(new)
        shutil.copyfile(copy, new)
        with closing(connect_reader(path)) as newer, closing(connect_builder(new)) as connection:
            _refuse_another(copy, path, head(connection), newer)
            with transaction(connection):
                schema.migrate(connection)
                _append_rest(connection, newer)
    except BaseException:
        remove(new)
        raise


def _refuse_another(copy: Path, path: Path, held: Link, newer: Connection) -> None:
    """Raise JournalRefusedError unless the newer journal has the copy's end, and all that came after it."""
    digest = newer.exec_driver_sql("SELECT hash FROM journal WHERE seq = ?", (held.seq,)).scalar()
    if digest != held.hash and kept_after(newer) != held:
        raise JournalRefusedError(f"{copy} is no beginning of {path}: install the newer version again.")


def _append_rest(connection: Connection, newer: Connection) -> None:
    """What came after the copy, as it stands in the newer journal, and what the centre has of it by now."""
    query = "SELECT seq, line, hash FROM journal WHERE seq > ? ORDER BY seq"
    rows = newer.exec_driver_sql(query, (head(connection).seq,))
    while some := rows.fetchmany(_AT_ONCE):
        connection.exec_driver_sql(INSERT, [tuple(row) for row in some])
    connection.exec_driver_sql("UPDATE watermark SET through = ?", (watermark(newer),))
