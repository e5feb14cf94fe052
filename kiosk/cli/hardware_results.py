"""The file with the results of `kiosk check --hardware`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_FILE = ".hardware.json"


def results_file(journal: Path) -> Path:
    """Where the results stand: beside the journal, so that the support bundle finds them."""
    return journal.with_name(journal.name + _FILE)


def write_results(file: Path, text: str) -> None:
    """Replace the file as a whole; its owner alone may read it. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
