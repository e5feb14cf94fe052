"""Who may read or change a file on Windows, by its access list in Microsoft's SDDL."""

from __future__ import annotations

import re
import sys
from functools import reduce
from operator import or_
from pathlib import Path

_EVERYONE = frozenset(("WD", "BU", "AU", "IU", "AN", "BG"))
"""Everyone, users, authenticated and interactive users, anonymous, guests: whoever sits at the PC."""
_NAMED = {
    "FA": 0x1F01FF,
    "GA": 0x10000000,
    "FR": 0x120089,
    "GR": 0x80000000,
    "FW": 0x120116,
    "GW": 0x40000000,
}
_ENTRY = re.compile(r"\(([A-Z]+);([A-Z]*);([^;]*);[^;]*;[^;]*;([^;)]+)[^)]*\)")
READ = 0x1 | 0x80000000 | 0x10000000  # FILE_READ_DATA, GENERIC_READ, GENERIC_ALL
WRITE = 0x2 | 0x40000000 | 0x10000000  # FILE_WRITE_DATA (in a folder: add a file), GENERIC_WRITE, GENERIC_ALL


def allows_all(sddl: str, right: int) -> bool:
    """Whether an access list gives whoever sits at the PC any of these rights; no list gives them all."""
    _, told, entries = sddl.partition("D:")
    if not told or entries.startswith("NO_ACCESS_CONTROL"):
        return True
    return any(
        kind == "A" and "IO" not in flags and account in _EVERYONE and _mask(rights) & right
        for kind, flags, rights, account in _ENTRY.findall(entries)
    )


def _mask(rights: str) -> int:
    """The bits of `0x1200a9`, or of two-letter names in a row; unknown names stand for nothing here."""
    if rights.startswith("0x"):
        return int(rights, 16)
    names = (rights[index : index + 2] for index in range(0, len(rights), 2))
    return reduce(or_, (_NAMED.get(name, 0) for name in names), 0)


if sys.platform == "win32":
    import ctypes
    from typing import Any

    _FILE_OBJECT, _DACL, _REVISION = 1, 4, 1

    def open_to_all(place: Path, right: int) -> bool:
        """Whether whoever sits at this PC has one of these rights; False where that can't be read."""
        advapi: Any = ctypes.windll.advapi32
        kernel: Any = ctypes.windll.kernel32
        descriptor, text = ctypes.c_void_p(), ctypes.c_wchar_p()
        out = ctypes.byref(descriptor)
        if advapi.GetNamedSecurityInfoW(str(place), _FILE_OBJECT, _DACL, None, None, None, None, out):
            return False
        try:
            convert = advapi.ConvertSecurityDescriptorToStringSecurityDescriptorW
            if not convert(descriptor, _REVISION, _DACL, ctypes.byref(text), None):
                return False
            return allows_all(text.value or "", right)
        finally:
            kernel.LocalFree(descriptor)
            kernel.LocalFree(text)
else:

    def open_to_all(_place: Path, _right: int) -> bool:
        """False: rights are kept otherwise here."""
        return False
