"""The versions of the program and of all that it brings along."""

from __future__ import annotations

import platform
import sqlite3
import ssl
import sys
from importlib.metadata import distributions


def versions(program: str) -> dict[str, object]:
    """By name; `program` is the version of the kiosk itself."""
    packages = {one.metadata["Name"]: one.version for one in distributions() if one.metadata["Name"]}
    return {
        "kiosk": program,
        "packaged": bool(getattr(sys, "frozen", False)),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "openssl": ssl.OPENSSL_VERSION,
        "packages": dict(sorted(packages.items())),
    }
