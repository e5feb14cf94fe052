"""dist/SHA256SUMS: the sum of every file that is given away, those in folders too.

`sha256sum --check SHA256SUMS` reads it; whoever keeps a list of allowed programs can take it over.
`python -m build_spec.package.sums` writes it anew when something was laid beside the folder.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def write(folder: Path) -> None:
    """Write the sums of the files in a folder, in the order of their names."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != NAME)
    lines = [f"{_sum(file)}  {file.relative_to(folder).as_posix()}\n" for file in files]
    (folder / NAME).write_text("".join(lines), encoding="utf-8")


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


if __name__ == "__main__":
    write(Path(__file__).resolve().parents[2] / "dist")
