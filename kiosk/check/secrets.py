"""Token, PINs and journal: there, and the kiosk's account's alone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kiosk.check import windows_rights
from kiosk.check.finding import Finding, fault, good, warning
from kiosk.check.subject import Subject
from kiosk.config import Config, Message
from kiosk.secrets import SecretError, others_may_read, read_pins

_BESIDE_JOURNAL = ("", "-wal", "-shm", ".log", ".watchdog.log")


def check_rights(subject: Subject) -> Iterable[Finding]:
    """What the person at the PC must not read can't be read."""
    open_files = [file for file in private_files(subject.config) if _others_may_read(file)]
    for file in open_files:
        mend = (
            f"chmod 600 {file}"
            if os.name == "posix"
            else f'icacls "{file}" /inheritance:r /grant:r "%USERNAME%:F" "*S-1-5-18:F" "*S-1-5-32-544:F"'
        )
        yield fault(
            "rights",
            Message(f"{file}: tài khoản khác cũng đọc được", f"{file}: other accounts may read it"),
            Message(f"chạy lệnh {mend}", f"run {mend}"),
        )
    if not open_files:
        yield good("rights", Message("chỉ tài khoản của kiosk đọc được", "only the kiosk's account may read"))


def _others_may_read(file: Path) -> bool:
    return others_may_read(file) or windows_rights.open_to_all(file, windows_rights.READ)


def private_files(config: Config) -> list[Path]:
    """The files that exist and hold a secret or answers."""
    journal = config.journal.path
    files = [journal.with_name(journal.name + suffix) for suffix in _BESIDE_JOURNAL]
    files += [file for file in (config.sync.token_file, config.pins_file, config.invite.token_file) if file]
    return [file for file in files if file.exists()]


def check_pins(subject: Subject) -> Iterable[Finding]:
    """The PINs can be read, belong to departments, and the administrator has one."""
    try:
        pins = read_pins(subject.config.pins_file)
    except SecretError as error:
        yield fault("pins", error.what, error.cure)
        return
    unknown = sorted(pins.locked - {one.code for one in subject.config.questionnaire.departments})
    if unknown:
        listed = ", ".join(unknown)
        yield warning(
            "pins",
            Message(
                f"có mã PIN của bộ phận không có trong cấu hình: {listed}",
                f"PINs of unknown departments: {listed}",
            ),
            Message(f"chạy lệnh kiosk pin {unknown[0]} --remove", f"run kiosk pin {unknown[0]} --remove"),
        )
    if pins.has_admin:
        yield good(
            "pins",
            Message(f"{len(pins.locked)} bộ phận có mã PIN", f"{len(pins.locked)} departments have a PIN"),
        )
    else:
        yield warning(
            "pins",
            Message("chưa có mã PIN quản trị", "the administrator has no PIN"),
            Message("chạy lệnh kiosk pin admin", "run kiosk pin admin"),
        )
