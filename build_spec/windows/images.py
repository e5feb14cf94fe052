"""What a Windows image (.exe, .dll, .pyd) says of itself, as far as the audit asks: PE/COFF, 64-bit."""

from __future__ import annotations

import struct
from dataclasses import dataclass

X86_64 = 0x8664
_PE_AT = 0x3C
_WINES = (b"Wine builtin DLL", b"Wine placeholder DLL")
_DIRECTORIES_64 = 112  # into the optional header, where it says PE32+
_PE32_PLUS = 0x20B
_IMPORTS, _DELAYED = (1, 20, 12), (13, 32, 4)
"""Directory, size of an entry in it, where in that the name of the library stands."""


@dataclass(frozen=True)
class Image:
    """Its processor, the libraries it imports (lower case), and whether Wine brought it."""

    machine: int
    imports: frozenset[str]
    of_wine: bool


def is_image(content: bytes) -> bool:
    """Whether these are the bytes of an image."""
    return content[:2] == b"MZ" and content[_at(content) :][:4] == b"PE\0\0"


def read_image(content: bytes) -> Image:
    """Read an image; raises ValueError or struct.error for one that is damaged."""
    start = _at(content)
    machine, count = struct.unpack_from("<HH", content, start + 4)
    optional = start + 24
    size = struct.unpack_from("<H", content, start + 20)[0]
    of_wine = any(mark in content[:0x80] for mark in _WINES)
    if struct.unpack_from("<H", content, optional)[0] != _PE32_PLUS:
        return Image(machine, frozenset(), of_wine)
    tables = range(optional + size, optional + size + 40 * count, 40)
    sections = [struct.unpack_from("<8sIIII", content, at)[1:] for at in tables]
    names = set()
    for directory, entry, name_at in (_IMPORTS, _DELAYED):
        place = struct.unpack_from("<I", content, optional + _DIRECTORIES_64 + 8 * directory)[0]
        names |= _names(content, sections, place, entry, name_at) if place else set()
    return Image(machine, frozenset(names), of_wine)


def _at(content: bytes) -> int:
    return int(struct.unpack_from("<I", content, _PE_AT)[0]) if len(content) > _PE_AT + 4 else len(content)


def _names(content: bytes, sections: list[tuple[int, ...]], place: int, entry: int, name_at: int) -> set[str]:
    names = set()
    at = _offset(sections, place)
    while (name := struct.unpack_from("<I", content, at + name_at)[0]) != 0:
        start = _offset(sections, name)
        names.add(content[start : content.index(b"\0", start)].decode("ascii").lower())
        at += entry
    return names


def _offset(sections: list[tuple[int, ...]], address: int) -> int:
    """Where an address of the loaded image stands in the file."""
    for virtual_size, virtual, raw_size, raw in sections:
        if virtual <= address < virtual + max(virtual_size, raw_size):
            return address - virtual + raw
    raise ValueError(f"address {address:#x} is in no section")
