"""The program and its configuration: what runs at a public counter must not be able to change itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_IWGRP, S_IWOTH, S_IWUSR

from kiosk.check import windows_rights
from kiosk.check.file_system import existing_above
from kiosk.check.finding import Finding, State, fault, good, warning
from kiosk.check.subject import Subject
from kiosk.config import Message

_MINE = Message(
    "cho root (Windows: Administrators) làm chủ, tài khoản khác chỉ đọc",
    "let root (Windows: Administrators) own it, others only read",
)


def check(subject: Subject) -> Iterable[Finding]:
    """The kiosk's account is not root and can't change the program; others can't change its configuration."""
    program, config = subject.program, subject.config.file.absolute()
    found = []
    if place := next(_changeable(program.folder, subject), None):
        # From its source, a developer's or a tester's, the program is its owner's to change.
        state = State.FAULT if program.packaged else State.WARN
        found.append(Finding("program", state, _by_kiosk(place), _MINE))
    if _others_may_change(config):
        told = Message(f"{config}: tài khoản khác cũng sửa được", f"{config}: other accounts may change it")
        found.append(fault("program", told, _MINE))
    if os.name == "posix" and not _account(subject):
        found.append(
            warning(
                "program",
                Message("kiosk chạy bằng tài khoản root", "the kiosk runs as root"),
                Message(
                    "cho kiosk một tài khoản riêng, không có quyền gì", "give it an account without rights"
                ),
            )
        )
    told = Message(f"{program.folder}: kiosk chỉ đọc", f"{program.folder}: the kiosk only reads it")
    return found or [good("program", told)]


def _by_kiosk(place: Path) -> Message:
    return Message(f"{place}: tài khoản của kiosk sửa được", f"{place}: the kiosk's account may change it")


def _account(subject: Subject) -> int:
    """The user id that the kiosk runs with: ours, or where root looks, that of the journal's owner."""
    own = os.geteuid()
    journal = subject.config.journal.path
    place = journal if journal.exists() else existing_above(journal)
    return own or place.stat().st_uid


def _changeable(folder: Path, subject: Subject) -> Iterator[Path]:
    """The places of the program that the kiosk's account may write into."""
    if sys.platform == "win32":
        if windows_rights.open_to_all(folder, windows_rights.WRITE):
            yield folder
        return
    account = _account(subject)
    for place, _, names in os.walk(folder):
        for one in (Path(place), *(Path(place, name) for name in names)):
            found = one.lstat()
            mode = found.st_mode
            owned = found.st_uid == account and account and mode & S_IWUSR
            if not one.is_symlink() and (owned or mode & S_IWOTH):
                yield one


def _others_may_change(config: Path) -> bool:
    if sys.platform == "win32":
        return windows_rights.open_to_all(config, windows_rights.WRITE)
    return bool(config.stat().st_mode & (S_IWOTH | S_IWGRP))
