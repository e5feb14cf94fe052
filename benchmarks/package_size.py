"""What the packaged kiosk takes on a disk, against a bare Kivy program packaged alike with SQLAlchemy and
requests.

Read from `dist/kiosk` (the product's package) and `dist/bare` (the bare one), both made by the packages' own
build.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, Figure, NotMeasuredError, Size, at_most, figure

OURS, BARE = ROOT / "dist" / "kiosk", ROOT / "dist" / "bare"


def measure(_size: Size) -> Iterator[Figure]:
    """Both sizes."""
    for folder in (OURS, BARE):
        if not folder.is_dir():
            raise NotMeasuredError(f"there is no {folder.relative_to(ROOT)}: build the packages first")
    yield figure("package, without extras", _megabytes(OURS), _megabytes(BARE), "MB", at_most(1.2))


def _megabytes(folder: Path) -> float:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.stat().st_size for file in files) / 1e6
