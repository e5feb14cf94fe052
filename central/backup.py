"""A whole centre in one file, and back: SQLite by its online backup, PostgreSQL by pg_dump and pg_restore.

A backup is of one moment, while kiosks go on sending. Restored, the centre asks them for what came after.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from central import audit
from central.audit import By, What
from central.store import Store, StoreError, address_of, first_line

_MAGIC = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}
_DEBIAN = Path("/usr/lib/postgresql")
_BUSY_SECONDS = 60


class BackupError(StoreError):
    """A backup or restore that can't be done; the text is one sentence with the cure."""


def back_up(url: str, file: Path, *, by: By) -> None:
    """Write the database at a URL to a new file that only its owner may read; the try is noted first.

    Raises BackupError, and StoreError where the database can't be used.
    """
    if file.exists():
        raise BackupError(f"{file} is there already: choose another name.")
    _note(url, by, What.BACKED_UP, file)
    address = address_of(url)
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        if address.get_backend_name() == "sqlite":
            _copy(Path(str(address.database)), part)
        else:
            _run("pg_dump", address, "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def restore(url: str, file: Path, *, by: By) -> None:
    """Put a backup into the empty database at a URL, and bring it up to this version.

    Raises BackupError, and StoreError where the database can't be used.
    """
    address = address_of(url)
    backend = address.get_backend_name()
    with file.open("rb") as begun:
        start = begun.read(16)
    made_by = next((name for magic, name in _MAGIC.items() if start.startswith(magic)), None)
    if made_by != backend:
        what = f"of {made_by}" if made_by else "no backup"
        raise BackupError(f"{file} is {what}, and the database is {backend}: choose the other one.")
    if backend == "sqlite":
        _restore_sqlite(Path(str(address.database)), file)
    else:
        if _tables(address):
            raise BackupError("The database is not empty: restore into a new one.")
        _run("pg_restore", address, "--exit-on-error", "--single-transaction", "--no-owner", str(file))
    _note(url, by, What.RESTORED, file)


def _note(url: str, by: By, what: What, file: Path) -> None:
    """Keep the deed in the trail of the centre at a URL, which is brought up to this version."""
    with closing(Store.open(url)) as store, store.writing() as connection:
        audit.note(connection, by, what, file.name)


def _restore_sqlite(database: Path, file: Path) -> None:
    if database.exists() and database.stat().st_size:
        raise BackupError(f"{database} is there already: restore into a new file.")
    database.parent.mkdir(parents=True, exist_ok=True)
    database.touch(mode=0o600)
    try:
        _copy(file, database)
    except BackupError:
        database.unlink()
        raise


def _copy(source: Path, target: Path) -> None:
    """One moment of a SQLite file, whoever writes to it meanwhile, checked as a whole."""
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as read,
            closing(sqlite3.connect(target, timeout=_BUSY_SECONDS)) as written,
        ):
            read.backup(written)
            written.execute("PRAGMA journal_mode = DELETE")  # reading leaves no files beside it
            sound = written.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.Error as error:
        raise BackupError(f"{source} can't be copied: {error}.") from None
    if not sound:
        raise BackupError(f"{source} is damaged: take an older backup.")


def _tables(address: URL) -> list[str]:
    engine = create_engine(address, hide_parameters=True)
    try:
        return inspect(engine).get_table_names()
    except SQLAlchemyError as error:
        raise StoreError(f"The database can't be opened: {first_line(error)}.") from None
    finally:
        engine.dispose()


def _run(program: str, address: URL, *words: str) -> None:
    """Run a client program of PostgreSQL; the password goes by its environment, which others can't read."""
    plain = address.set(drivername="postgresql")
    environment = {**os.environ, "PGPASSWORD": plain.password or os.environ.get("PGPASSWORD", "")}
    named = plain.set(password=None).render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603  a program of the system, without a shell
        [_found(program), *words, f"--dbname={named}"],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        said = next(iter(done.stderr.strip().splitlines()), "it ended").removeprefix(f"{program}: ")
        raise BackupError(f"{program} failed: {said.rstrip('.')}.")


def _found(program: str) -> str:
    """The newest that Debian keeps, else what PATH has: it must be no older than the server."""
    versions = [one for one in _DEBIAN.glob(f"*/bin/{program}") if one.parts[-3].isdigit()]
    newest = max(versions, key=lambda one: int(one.parts[-3]), default=None)
    found = str(newest) if newest else shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is not on this machine: install postgresql-client.")
    return found
