"""Pictures of criteria, for those who can't read: PNG files named by the criterion's code.

No Kivy here: `kiosk.ui.widgets.picture` decodes them. All of it happens when the kiosk starts, not when the
first citizen meets a picture, and the file is not needed any more: its disk may go away.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from kiosk.domain.records import dataclass

FOLDER_NAME = "pictures"
MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 2048
"""Of each side."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class PictureError(ValueError):
    """A picture can't be shown; the message names the file and the cure."""


@dataclass(frozen=True)
class CriterionPicture:
    """A PNG as it was read: `data` is whole and bounded, but was not decoded yet."""

    file: Path
    data: bytes


def no_picture(file: Path) -> PictureError:
    """What is said of a file that can't be decoded."""
    return PictureError(f"{file}: is no whole PNG picture; save it anew as PNG")


def pictures_in(folder: Path) -> dict[str, CriterionPicture]:
    """The pictures in `folder`/pictures by the code of their criterion; none where there is no such folder.

    Raises PictureError for a file that is too large or is no whole PNG.
    """
    files = sorted((folder / FOLDER_NAME).glob("*.png"))
    return {file.stem: CriterionPicture(file, _read(file)) for file in files}


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise PictureError(f"{path}: can't be read ({fault.strerror})") from fault
    if len(data) > MOST_BYTES:
        raise PictureError(f"{path}: larger than 2 MB; save it smaller")
    size = _size(data)
    if size is None:
        raise no_picture(path)
    if not 0 < min(size) <= max(size) <= MOST_PIXELS:
        raise PictureError(f"{path}: has {size[0]} x {size[1]} pixels; at most 2048 x 2048 are shown")
    return data


def _size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, or None when a chunk of it is damaged or missing."""
    if data[:8] != _SIGNATURE:
        return None
    size, kind, at = None, b"", 8
    while kind != b"IEND":
        if len(data) < at + 12:
            return None
        (length,), kind = struct.unpack_from(">I", data, at), data[at + 4 : at + 8]
        body = data[at + 4 : at + 8 + length]
        if data[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(body)):
            return None
        if at == len(_SIGNATURE):
            if kind != b"IHDR" or length < 8:  # noqa: PLR2004 - width and height
                return None
            size = struct.unpack_from(">II", body, 4)
        at += 12 + length
    return size
