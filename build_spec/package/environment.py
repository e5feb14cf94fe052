"""The clean virtual environment that the package is built in: build.lock and nothing else.

What happens to be installed elsewhere would be packed too: neither .venv nor the system's packages will do.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

LOCK = Path(__file__).with_name("build.lock")


def made(folder: Path) -> Path:
    """The Python of the environment in `folder`, made anew unless it stands as build.lock wants it."""
    python, stamp = folder / "bin/python", folder / "made-from"
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode() + str(folder).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return python
    if folder.exists():
        shutil.rmtree(folder)
    venv.create(folder, with_pip=True, symlinks=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "-qq", "install", "--require-hashes"]
    subprocess.run([*pip, "--only-binary", ":all:", "--requirement", str(LOCK)], check=True)
    stamp.write_text(wanted)
    return python
