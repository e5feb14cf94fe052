"""What a measurement rests on: the machine by kind, and the versions of what took part."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("kivy", "SQLAlchemy", "requests", "psycopg", "fastapi", "uvicorn")


def machine() -> str:
    """Processors, memory, system; no name that tells whose machine it is."""
    model = _line("/proc/cpuinfo", "model name").partition(":")[2].strip()
    memory = int(_line("/proc/meminfo", "MemTotal").split()[1]) / 2**20
    virtual = ", virtual" if "hypervisor" in _line("/proc/cpuinfo", "flags") else ""
    release = _line("/etc/os-release", "PRETTY_NAME").partition("=")[2].strip('"')
    return f"{os.cpu_count()} processors ({model}{virtual}), {memory:.0f} GiB, {release}"


def versions() -> dict[str, str]:
    """Python, SQLite, PostgreSQL where it is here, and the packages that matter."""
    found = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    with suppress(OSError, IndexError):
        newest = max(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
        told = subprocess.run([newest, "--version"], check=False, capture_output=True, text=True).stdout
        found["PostgreSQL"] = told.split()[2]
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def busy() -> float:
    """How many programs wanted a processor in the last minute: what else went on."""
    return os.getloadavg()[0]


def processor_seconds() -> float:
    """What this process and those that it waited for took of the processors."""
    return sum(os.times()[:4])


def resident(pid: int) -> float:
    """Memory that a process holds, in MB."""
    return int(_line(f"/proc/{pid}/status", "VmRSS").split()[1]) / 1000


def _line(file: str, word: str) -> str:
    with suppress(OSError):
        for line in Path(file).read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(word):
                return line
    return f"{word}: 0"
