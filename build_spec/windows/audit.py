"""Looks through a Windows program folder that was collected under Wine for what would fail on Windows.

A file must not be one of Wine's own libraries, must be for 64-bit x86, and may import only what stands in the
folder or belongs to Windows 10. It reads files and starts nothing; only starting shows whether all is there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from build_spec.windows.images import X86_64, is_image, read_image

_OF_WINDOWS = Path(__file__).with_name("of-windows.txt")
_SETS_OF_WINDOWS = ("api-ms-win-", "ext-ms-")


def findings(folder: Path) -> Iterator[str]:
    """What is wrong, a sentence each; that there is nothing to look at is wrong too."""
    files = {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
    images = {file: content for file, content in files.items() if is_image(content)}
    here = {file.name.lower() for file in images}
    if not images:
        yield f"{folder}: there is no Windows image"
    known = here | set(_OF_WINDOWS.read_text(encoding="ascii").split("\n")[1:])
    for file, content in images.items():
        for fault in _faults(content, known):
            yield f"{file.relative_to(folder)}: {fault}"


def _faults(content: bytes, known: set[str]) -> Iterator[str]:
    try:
        image = read_image(content)
    except (ValueError, struct.error) as error:
        yield f"can't be read ({error})"
        return
    if image.of_wine:
        yield "is one of Wine's own libraries"
    if image.machine != X86_64:
        yield f"is for machine {image.machine:#06x}, not for 64-bit x86"
    for name in sorted(image.imports - known):
        if not name.startswith(_SETS_OF_WINDOWS):
            yield f"imports {name}, which Windows does not bring"
