"""The versions below the kiosk."""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Iterable

from kiosk.check.finding import Finding, fault, good
from kiosk.config import Message

_PYTHON = (3, 11)
_SQLITE = (3, 37, 0)  # STRICT tables


def check() -> Iterable[Finding]:
    """Python and SQLite are new enough."""
    found = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.platform()}"
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
