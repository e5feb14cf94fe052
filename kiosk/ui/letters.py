"""Which letters a typeface can draw, read from its file. No Kivy here.

SDL draws nothing at all for a letter that is missing: a hole in a word that nobody at the desk would report.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from unicodedata import normalize

MOST_BYTES = 32 * 1024 * 1024
MOST_GROUPS = 20_000
MOST_TABLES = 16
"""Each lists all letters anew, for another system."""
LETTERS_THERE_ARE = 0x110000
_ONLY_SPACING = frozenset(map(ord, "\n\u00a0\u200b"))
_BY_SEGMENTS, _BY_GROUPS = 4, 12  # the two forms in which fonts list their letters


class TypefaceError(ValueError):
    """A file is no typeface that can be read; the message names it and the cure."""


@cache
def letters_of(file: Path) -> frozenset[int]:
    """The code points that a TrueType or OpenType file has. Raises TypefaceError."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise TypefaceError(f"{file}: larger than 32 MB; take a typeface of one language")
        return frozenset(_letters(data))
    except OSError as fault:
        raise TypefaceError(f"{file}: can't be read ({fault.strerror})") from fault
    except (struct.error, KeyError, ValueError) as fault:
        raise no_typeface(file) from fault


def no_typeface(file: Path) -> TypefaceError:
    """What is said of a file that can't be read as a typeface."""
    return TypefaceError(f"{file}: is no TrueType font; take another file")


def missing(text: str, letters: frozenset[int]) -> str:
    """The letters of a text that are not among these; a letter with marks may be put together."""
    known = letters | _ONLY_SPACING
    lacking = {
        letter
        for letter in set(text)
        if ord(letter) not in known and not all(ord(part) in known for part in normalize("NFD", letter))
    }
    return " ".join(sorted(lacking))


def check_text(key: str, text: str, typeface: Path) -> None:
    """Raises ValueError, which names the key, where the typeface lacks a letter of a text."""
    if lacking := missing(text, letters_of(typeface)):
        raise ValueError(f"{key} has letters that can't be drawn: {lacking}; write it without")


def _letters(data: bytes) -> set[int]:
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[at : at + 4]: at for at in range(12, 12 + 16 * count, 16)}
    start = struct.unpack_from(">I", data, tables[b"cmap"] + 8)[0]
    letters: set[int] = set()
    for number in range(min(MOST_TABLES, struct.unpack_from(">H", data, start + 2)[0])):
        at = start + struct.unpack_from(">I", data, start + 8 + 8 * number)[0]
        form = struct.unpack_from(">H", data, at)[0]
        if form == _BY_SEGMENTS:
            letters |= _in(_by_segments(data, at))
        elif form == _BY_GROUPS:
            letters |= _in(_by_groups(data, at))
    return letters


def _in(spans: Iterable[tuple[int, int]]) -> set[int]:
    """The letters from first to last of each span. Raises ValueError for more than there are."""
    letters: set[int] = set()
    left = LETTERS_THERE_ARE
    for first, last in spans:
        left -= max(0, last - first + 1)
        if left < 0:
            raise ValueError("spans overlap, or end behind the last letter")
        letters.update(range(first, last + 1))
    return letters


def _by_segments(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    return zip(starts, ends, strict=True)


def _by_groups(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    for number in range(min(MOST_GROUPS, struct.unpack_from(">I", data, at + 12)[0])):
        yield struct.unpack_from(">II", data, at + 16 + 12 * number)
