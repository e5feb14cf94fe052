"""The versions of this program and of what it stands on."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterable

from kiosk.check.finding import Finding, fault, good, warning
from kiosk.config import Message

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_Version = tuple[int, int, int]
_WAL_RESET_MENDED: tuple[tuple[_Version, _Version], ...] = (
    ((3, 44, 6), (3, 45, 0)),
    ((3, 50, 7), (3, 51, 0)),
    ((3, 51, 3), (99, 0, 0)),
)
"""From, and before: the versions without the fault of https://sqlite.org/wal.html#walresetbug."""


def check(program: str) -> Iterable[Finding]:
    """The versions, and what is wrong with that of SQLite."""
    versions = f"kiosk {program}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    found = f"{versions}, {platform.platform()}"
    yield good("system", Message(found, found))
    yield from of_sqlite(sqlite3.sqlite_version_info)


def of_sqlite(version: tuple[int, ...]) -> Iterable[Finding]:
    """A fault where journals need a newer one, a warning where it may, very rarely, damage a journal."""
    if version < _OLDEST_SQLITE:
        yield _too_old(version)
    elif not any(first <= version < end for first, end in _WAL_RESET_MENDED):
        yield _with_wal_reset(version)


def _too_old(version: tuple[int, ...]) -> Finding:
    told = ".".join(map(str, version))
    return fault(
        "system",
        Message(f"SQLite {told} quá cũ", f"SQLite {told} is too old"),
        Message("dùng bộ cài, hoặc SQLite từ 3.37", "use the package, or SQLite 3.37 or later"),
    )


def _with_wal_reset(version: tuple[int, ...]) -> Finding:
    told = ".".join(map(str, version))
    return warning(
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
