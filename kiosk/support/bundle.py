"""The file itself: a zip of a few texts, each of which went through the scrubber."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kiosk.support.scrub import Scrubber

MOST_BYTES = 8 * 1024 * 1024
"""Of all texts together; mail takes it even uncompressed."""
_SHORTENED = "\n[…]\n"


class Part(NamedTuple):
    """A text of the bundle, and what it is called there."""

    name: str
    text: str


def write_bundle(file: Path, parts: Iterable[Part], scrubber: Scrubber) -> int:
    """Write a new file that this account alone may read; the bytes of its texts.

    Raises FileExistsError where there is one, OSError where it can't be written; then no half of it stays.
    """
    descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with (
            os.fdopen(descriptor, "wb") as stream,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed,
        ):
            left = MOST_BYTES
            for part in parts:
                text = scrubber.scrubbed(part.text)
                content = text.encode("utf-8", "replace")
                if len(content) > left:
                    content = content[: max(0, left - len(_SHORTENED.encode()))] + _SHORTENED.encode()
                packed.writestr(part.name, content)
                left = max(0, left - len(content))
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return MOST_BYTES - left
