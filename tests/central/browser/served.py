"""A real `central serve` in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE_SECONDS = 120


@contextmanager
def serving(database_url: str, folder: Path) -> Iterator[str]:
    """Serve this database; gives the URL, and demands a clean end."""
    command = [sys.executable, "-m", "central", "serve", "--port", "0", "--database", database_url]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("central: http"), f"the centre did not start: {line!r}"
            yield line.removeprefix("central: ").strip()
        finally:
            process.terminate()
            assert process.wait(_PATIENCE_SECONDS) == 0
