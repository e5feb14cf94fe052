"""The versions of this program and of what it stands on."""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Iterable

from kiosk.check.finding import Finding, fault, good, warning
from kiosk.config import Message

_PYTHON = (3, 11)
_SQLITE = (3, 37, 0)  # STRICT tables
_Version = tuple[int, int, int]
_WAL_RESET_MENDED: tuple[tuple[_Version, _Version], ...] = (
    ((3, 44, 6), (3, 45, 0)),
    ((3, 50, 7), (3, 51, 0)),
    ((3, 51, 3), (99, 0, 0)),
)
"""From, and before: the versions without the fault of https://sqlite.org/wal.html#walresetbug."""


def check(program: str) -> Iterable[Finding]:
    """What this version of the program stands on is new enough, and without a fault that damages journals."""
    versions = f"kiosk {program}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    found = f"{versions}, {platform.platform()}"
    if sys.version_info >= _PYTHON and sqlite3.sqlite_version_info >= _SQLITE:
        yield good("system", Message(found, found))
    else:
        yield fault(
            "system",
            Message(f"{found}: quá cũ", f"{found}: too old"),
            Message(
                "cài Python từ 3.11 có SQLite từ 3.37",
                "install Python 3.11 or newer with SQLite 3.37 or newer",
            ),
        )
    yield from of_sqlite(sqlite3.sqlite_version_info)


def of_sqlite(version: tuple[int, ...]) -> Iterable[Finding]:
    """A warning where this version of SQLite may, very rarely, damage a journal while it makes room."""
    if any(first <= version < end for first, end in _WAL_RESET_MENDED):
        return
    told = ".".join(map(str, version))
    yield warning(
        "system",
        Message(
            f"SQLite {told} có một lỗi đã biết (WAL-reset), rất hiếm khi làm hỏng nhật ký",
            f"SQLite {told} has a known fault (WAL-reset) that very rarely damages a journal",
        ),
        Message(
            "dùng bộ cài mới hơn (SQLite từ 3.51.3); nhật ký hỏng vẫn được nối tiếp khi mở lại kiosk",
            "use a newer package (SQLite 3.51.3 or later); a damaged journal is carried on at the next start",
        ),
    )
