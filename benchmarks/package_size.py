"""What the packaged kiosk takes on a disk, against a bare Kivy program packaged alike with SQLAlchemy and
requests.

The product's package is the one in `dist/kiosk`; where there is none, `make build` makes it. The bare one is
made for this measurement from the same locked environment, with the same files left out, stripped alike
(`benchmarks/bare.spec`). Fonts, pictures, texts, examples and licences are the product's own, and count.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.measure import ROOT, Figure, NotMeasuredError, Size, at_most, figure
from build_spec.package import sqlite
from build_spec.package.environment import made

_OURS = ROOT / "dist/kiosk"
_WORK = ROOT / "build/package"  # what the product's package is made in, and of
_QUIET = {"KIVY_NO_ARGS": "1", "KIVY_NO_CONFIG": "1", "KIVY_NO_CONSOLELOG": "1", "KIVY_LOG_MODE": "PYTHON"}
_LEFT_OF_LOG = 1000


def measure(size: Size) -> Iterator[Figure]:
    """Both sizes."""
    if not _OURS.is_dir():
        _run(["make", "build"], {})
    bare = _bare(size.folder)
    yield figure("package, without extras", _megabytes(_OURS), _megabytes(bare), "MB", at_most(1.2))


def _bare(folder: Path) -> Path:
    """The bare program's package, newly made."""
    python, library = made(_WORK / "environment"), sqlite.library(_WORK / "sqlite")
    command: list[str | Path] = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["benchmarks/bare.spec", "--workpath", folder / "work", "--distpath", folder]
    _run(command, {**_QUIET, "KIOSK_SQLITE": str(library)})
    return folder / "bare"


def _run(command: Sequence[str | Path], variables: Mapping[str, str]) -> None:
    done = subprocess.run(
        command, check=False, cwd=ROOT, env={**os.environ, **variables}, capture_output=True, text=True
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-_LEFT_OF_LOG:]
        raise NotMeasuredError(f"{command[0]} failed: {said}")


def _megabytes(folder: Path) -> float:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.stat().st_size for file in files) / 1e6
