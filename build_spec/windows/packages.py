"""The locked packages for Windows, laid out by the Linux pip beside the Windows interpreter."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "package/build.lock"
_TARGET = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
_ABIS = ["--abi", "cp311", "--abi", "abi3", "--abi", "none"]
_MARKER = re.compile(r" ; ([^\\\n]*?)( \\)?$", re.MULTILINE)
_SEARCH_PATH = "python311.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n"


def put(python: Path) -> None:
    """Install what the lock names for Windows into the interpreter's folder; pip checks each hash."""
    site = python / "Lib/site-packages"
    lock = python / "windows.lock"
    lock.write_text(for_windows(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", "install"]
    words = ["--no-deps", "--no-compile", "--require-hashes", "--only-binary", ":all:", *_TARGET, *_ABIS]
    subprocess.run([*pip, *words, "--target", site, "--requirement", lock], check=True)
    (site / "share").rename(python / "share")  # kivy_deps look below sys.prefix
    (python / "python311._pth").write_bytes(_SEARCH_PATH.encode())


def for_windows(lock: str) -> str:
    """The lock without its conditions, which pip asks of this machine, and without what is for others."""
    kept = [part for part in re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE) if not _is_of_others(part)]
    return "".join(_MARKER.sub(r"\2", part) for part in kept)


def _is_of_others(part: str) -> bool:
    found = _MARKER.search(part)
    return found is not None and "sys_platform ==" in found[1] and "win32" not in found[1]
