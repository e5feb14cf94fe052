"""The drive under the journal: of this PC itself, and with room."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from kiosk.check.finding import Finding, fault, good, warning
from kiosk.check.subject import Subject
from kiosk.config import Message

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|afs|9p|ceph|davfs|vboxsf|fuse\.(sshfs|glusterfs|davfs2?|rclone|s3fs)"
)
_IN_MEMORY = ("tmpfs", "ramfs")
_MOUNTS = Path("/proc/self/mounts")
_MIB = 1024 * 1024
_LEAST, _LITTLE = 100 * _MIB, 1024 * _MIB
_WINDOWS_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW


def check_place(subject: Subject) -> Iterable[Finding]:
    """SQLite's WAL needs memory shared between processes: a drive of another computer has none."""
    folder = existing_above(subject.config.journal.path)
    kind = _kind(folder)
    if kind in _IN_MEMORY:
        yield fault(
            "drive",
            Message(
                f"{folder} nằm trong bộ nhớ ({kind}): mất điện là mất hết",
                f"{folder} is in memory ({kind}): power off, all gone",
            ),
            Message("đặt journal.path ở ổ đĩa của chính máy này", "put journal.path on a drive of this PC"),
        )
    elif _is_remote(folder, kind):
        yield fault(
            "drive",
            Message(f"{folder} nằm trên ổ đĩa mạng", f"{folder} is on a network drive"),
            Message("đặt journal.path ở ổ đĩa của chính máy này", "put journal.path on a drive of this PC"),
        )
    else:
        told = f" ({kind})" if kind else ""
        yield good(
            "drive",
            Message(f"{folder} nằm trên ổ đĩa của máy{told}", f"{folder} is on a drive of this PC{told}"),
        )


def check_room(subject: Subject) -> Iterable[Finding]:
    """There is room for the journal to grow."""
    folder = existing_above(subject.config.journal.path)
    free = shutil.disk_usage(folder).free
    what = Message(f"còn trống {free // _MIB} MiB ở {folder}", f"{free // _MIB} MiB are free at {folder}")
    cure = Message(
        "xóa bớt tệp không cần, hoặc thay ổ đĩa", "remove files that nobody needs, or change the drive"
    )
    if free < _LEAST:
        yield fault("room", what, cure)
    elif free < _LITTLE:
        yield warning("room", what, cure)
    else:
        yield good("room", what)


def existing_above(path: Path) -> Path:
    """The nearest folder above that is there already."""
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def _is_remote(folder: Path, kind: str) -> bool:
    if os.name == "nt":
        shared = folder.anchor.startswith("\\\\")  # \\server\share, which has no letter
        return shared or bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _WINDOWS_REMOTE)  # type: ignore[attr-defined]
    return bool(_NETWORK.fullmatch(kind))


def _kind(folder: Path) -> str:
    """The kind of its file system, "" where there is no list of mounts: nothing is known against it."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return kind_of(folder.resolve(), mounts)


def kind_of(folder: Path, mounts: Iterable[str]) -> str:
    """The kind of file system a folder is on, by the lines of /proc/self/mounts."""
    found = (Path("/"), "")
    for line in mounts:
        _, place, kind, *_ = line.split(" ")
        there = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), place))
        if folder.is_relative_to(there) and len(there.parts) >= len(found[0].parts):
            found = (there, kind)
    return found[1]
