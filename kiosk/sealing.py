"""What a PC keeps of itself, and how it is put away before its disk is copied to other PCs.

A file is removed only after its copy was read back whole. A mark stays: where a kiosk finds it, it asks to be
set up before it opens, so that each copy becomes a device of its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

_OWNERS_LOCK = ".lock"  # held by who calls
_MARK = ".sealed"
_FLEETING = (
    ".shipper.lock",
    ".watchdog.lock",
    ".stop",
    ".mend",
    ".machine",
)  # of no use later, and of none elsewhere


class CopyError(OSError):
    """A copy is not what it was made of."""


def mark_of(journal: Path) -> Path:
    """The mark of a sealed PC: a file beside the journal that is there no longer."""
    return journal.with_name(journal.name + _MARK)


def is_sealed(journal: Path) -> bool:
    """Whether this PC was sealed, and nobody has set it up since."""
    return mark_of(journal).exists()


def unseal(journal: Path) -> None:
    """Take the mark away from a PC that is a device of its own now. Raises OSError."""
    mark_of(journal).unlink(missing_ok=True)


def records_of(journal: Path) -> list[Path]:
    """The journal, what was set aside of it, and its logs: all that stands beside it under its name."""
    fleeting = {journal.name + end for end in (_OWNERS_LOCK, _MARK, *_FLEETING)}
    if not journal.parent.is_dir():
        return []
    beside = (one for one in journal.parent.iterdir() if one.name.startswith(journal.name))
    return sorted(one for one in beside if one.is_file() and one.name not in fleeting)


def copy_all(files: Iterable[Path], folder: Path) -> None:
    """Copy files into a folder, and read them back. Raises OSError."""
    for file in files:
        copy = folder / file.name
        shutil.copyfile(file, copy)
        with copy.open("r+b") as stream:
            os.fsync(stream.fileno())
        if _digest(copy) != _digest(file):
            raise CopyError(f"{copy} is not what {file} holds")


def remove_all(files: Iterable[Path], journal: Path) -> None:
    """Remove files, and what programs that ran have left beside a journal. Raises OSError."""
    left = [journal.with_name(journal.name + end) for end in _FLEETING]
    for file in (*files, *left):
        file.unlink(missing_ok=True)
    if os.name == "posix" and journal.parent.is_dir():
        descriptor = os.open(journal.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)  # a disk that is copied right now must not bring them back
        finally:
            os.close(descriptor)


def _digest(file: Path) -> bytes:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
