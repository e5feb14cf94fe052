"""The newest of the logs beside the journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.support.bundle import Part

_NEWEST_BYTES = 512 * 1024


def log_parts(journal: Path) -> Iterator[Part]:
    """The end of each log of the kiosk, its watchdog and its set-up; what can't be read says why."""
    for file in sorted(journal.parent.glob("*.log*")):
        if file.is_file() and not file.is_symlink():
            yield Part(f"logs/{file.name}", end_of(file))


def end_of(file: Path) -> str:
    """What a file says, the newest of it; why, where it can't be read."""
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(max(0, size - _NEWEST_BYTES))
            text = stream.read(_NEWEST_BYTES).decode("utf-8", "replace")
    except OSError as error:
        return f"{type(error).__name__}: {error.strerror}\n"
    # A line cut in two could hold half a secret, which nothing would recognise.
    return text.partition("\n")[2] if size > _NEWEST_BYTES else text
