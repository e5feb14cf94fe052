"""Windows's registry, read value by value; elsewhere it is empty."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

Registry = Callable[[str, str], object]
r"""The value of a name under a key that begins with `HKLM\` or `HKCU\`; None where there is none."""

if sys.platform == "win32":
    import winreg

    _ROOTS = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER}

    def registry_of_system(key: str, name: str) -> object:
        """A value of this PC's registry, as a 64-bit program sees it; None where there is none."""
        root, _, path = key.partition("\\")
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with suppress(OSError), winreg.OpenKey(_ROOTS[root], path, 0, access) as opened:
            value: object = winreg.QueryValueEx(opened, name)[0]
            return value
        return None

else:

    def registry_of_system(_key: str, _name: str) -> object:
        """None: there is no registry here."""
        return None
