"""The SQLite library that is packed: compiled here from its own single source file.

The one of the interpreter may be old, and all before 3.51.3 (3.50.7, 3.44.6) have the WAL-reset bug, by
which a journal can lose commits (docs/decisions/0032-what-is-in-the-package.md). CPython's sqlite3 module
stays as it is and loads this library instead. The source comes with the npm package better-sqlite3, which
carries SQLite's amalgamation and follows its releases; the variable KIOSK_SQLITE_SOURCE names a folder
with another one.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

SOURCE_VARIABLE = "KIOSK_SQLITE_SOURCE"
_PACKAGE = "better-sqlite3@12.11.1"  # SQLite 3.53.2
_SHA256 = "ebf0ed75a7a59dbcb3b24bbd014ef49d9f15bc328e4adcbf516f2a8fadfa2835"
_INSIDE, _FILES = "package/deps/sqlite3", ("sqlite3.c", "sqlite3.h")
_OPTIONS = ("-DSQLITE_THREADSAFE=1", "-DSQLITE_ENABLE_COLUMN_METADATA=1")


def library(folder: Path, name: str = "libsqlite3.so.0", *, compiler: str = "gcc") -> Path:
    """The compiled library, made in `folder` where it is not there yet.

    For Windows: the name sqlite3.dll and the compiler x86_64-w64-mingw32-gcc.
    """
    made = folder / name
    if not made.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        _compile(_source(folder), made, compiler)
    return made


def version(folder: Path) -> str:
    """Which SQLite `library` compiles in this folder."""
    text = (_source(folder) / "sqlite3.h").read_text(encoding="utf-8")
    found = re.search(r'^#define SQLITE_VERSION +"(.+)"$', text, re.MULTILINE)
    return found[1] if found else ""


def _source(folder: Path) -> Path:
    """The folder in which sqlite3.c stands."""
    given = os.environ.get(SOURCE_VARIABLE)
    if given:
        return Path(given)
    unpacked = folder / _INSIDE
    if not unpacked.is_dir():
        _fetch(folder)
    return unpacked


def _fetch(folder: Path) -> None:
    if shutil.which("npm") is None:
        sys.exit(
            f"build: npm, which fetches SQLite's source, is missing; or name a folder by {SOURCE_VARIABLE}"
        )
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), _PACKAGE]
    fetched = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    archive = folder / fetched
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _SHA256:
        sys.exit(f"build: {archive} is not the {_PACKAGE} that was meant")
    source = folder / _INSIDE
    source.mkdir(parents=True)
    with tarfile.open(archive) as packed:
        for name in _FILES:
            inside = packed.extractfile(f"{_INSIDE}/{name}")
            if inside is None:
                sys.exit(f"build: {archive} has no {name}")
            (source / name).write_bytes(inside.read())


def _compile(source: Path, made: Path, compiler: str) -> None:
    """The same bytes each time from the same source and compiler."""
    shared = ["-shared", "-O2", f"-ffile-prefix-map={source}=sqlite", "-Wl,-s"]
    if made.suffix != ".dll":
        shared += ["-fPIC", f"-Wl,-soname,{made.name}", "-Wl,--build-id=none", "-lm"]
    subprocess.run([compiler, source / "sqlite3.c", "-o", made, *_OPTIONS, *shared], check=True)
