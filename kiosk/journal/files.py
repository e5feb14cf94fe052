"""The files of a journal, and how one journal takes another's place so that a crash leaves one of them.

journal.db, -wal, -shm     SQLite's
journal.db.lock            held by the owner (run, simulate)
journal.db.shipper.lock    held by the shipper
journal.db.new             a journal being built: it counts once it is whole, and then only as long as
                           journal.db is missing
journal.db.1-damaged       moved aside at the first salvage
journal.db.2-former        moved aside when the device was enrolled under another name
journal.db.3-newer         moved aside when an older program took its place again
journal.db.before-0002     a copy, made before step 0002 of the tables (see `steps`)
journal.db.machine         a print of the machine that was enrolled, until the next start (see
                           `enrolled_machine`)
journal.db.mend            damage was met while the kiosk ran: the next start looks at everything
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

_AT_ONCE = 1 << 20
_ASIDE = re.compile(r"\.(\d+)-(?:damaged|former|newer)$")


def beside(path: Path, suffix: str) -> Path:
    """The file whose name is the journal's and more."""
    return path.with_name(path.name + suffix)


def new_of(path: Path) -> Path:
    """Where the journal that will take this place is built."""
    return beside(path, ".new")


def make_private_folder(folder: Path) -> None:
    """Make a missing folder, for this account alone."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file, for this account alone; SQLite gives its companions the same rights."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def remove(path: Path) -> None:
    """Remove a journal file and SQLite's companions of it, where they exist."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        beside(path, suffix).unlink(missing_ok=True)


def set_aside(path: Path, why: str) -> Path:
    """Move a journal that nobody has open out of the way, with the commits in its WAL; the new name."""
    number = max((number for number, _ in _set_aside(path)), default=0) + 1
    aside = beside(path, f".{number}-{why}")
    path.rename(aside)
    _sync_folder(path.parent)  # a power cut that undid this rename alone would part the journal from its WAL
    set_aside_companions(path)
    return aside


def set_aside_companions(path: Path) -> None:
    """Let a WAL follow its journal, the newest set aside: under another journal SQLite would replay it."""
    wal = beside(path, "-wal")
    if wal.exists() and wal.stat().st_size:
        newest = max(_set_aside(path), default=None)
        # Without a journal that it could belong to, someone has removed that one.
        wal.rename(beside(newest[1] if newest else beside(path, ".0-damaged"), "-wal"))
    wal.unlink(missing_ok=True)
    beside(path, "-shm").unlink(missing_ok=True)
    _sync_folder(path.parent)


def put_in_place(path: Path) -> None:
    """Give the new journal, which nobody has open, the journal's name."""
    new_of(path).replace(path)
    _sync_folder(path.parent)


def make_room(path: Path, room: int) -> None:
    """Let a WAL to which nobody writes meanwhile have so many bytes at least, unless the disk is full.

    SQLite takes zeros at its end for no part of it, and writes over them. A commit that need not make the
    file longer is done sooner: the file system has nothing of its own to write then.
    """
    with suppress(OSError), path.open("ab", buffering=0) as file:
        file.write(bytes(max(0, room - file.tell())))


def write_again(path: Path) -> None:
    """Write each byte of a file once more, and sync it and its folder: a failed sync may have let go of them.

    SQLite does not tell where a folder's sync fails. After a power cut the WAL could be without its name, and
    the rollback journal that gave way to it could be there again, and undo what stands in the file.
    """
    with path.open("r+b", buffering=0) as file:
        while content := file.read(_AT_ONCE):
            file.seek(-len(content), os.SEEK_CUR)
            file.write(content)
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def ask_for_mending(path: Path) -> None:
    """Have the next start look at the whole file, and salvage it if it is damaged."""
    with suppress(OSError):  # who may not write here can't ask either; the fault is told all the same
        beside(path, ".mend").touch(mode=0o600)


def mending_is_asked(path: Path) -> bool:
    """Whether somebody met damage since the last start."""
    return beside(path, ".mend").exists()


def mending_is_done(path: Path) -> None:
    """Forget that somebody asked."""
    beside(path, ".mend").unlink(missing_ok=True)


def _set_aside(path: Path) -> list[tuple[int, Path]]:
    found = []
    for other in path.parent.glob(f"{_literal(path.name)}.*"):
        match = _ASIDE.fullmatch(other.name.removeprefix(path.name))
        if match:
            found.append((int(match[1]), other))
    return found


def _literal(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def sync_file(path: Path) -> None:
    """Make what another connection wrote into a file durable."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def put_copy_in_place(copy: Path, place: Path) -> None:
    """Give a copy that is written and synced its name."""
    copy.replace(place)
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Make renames durable. Windows can't open a folder, and keeps renames in its own log."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
