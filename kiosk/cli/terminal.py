"""Whether somebody sees colours: a terminal that shows them, and nobody who asked for none."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping
from typing import Any

_STANDARD_OUTPUT = -11  # of GetStdHandle
_VIRTUAL_TERMINAL = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING of consoleapi.h


def shows_colours(environment: Mapping[str, str]) -> bool:
    """Of standard output; `NO_COLOR` is that of https://no-color.org. A console of Windows is told to."""
    if not sys.stdout.isatty() or environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return _is_console_ready() if sys.platform == "win32" else True


def _is_console_ready() -> bool:
    libraries: Any = ctypes
    kernel, mode = libraries.windll.kernel32, ctypes.c_uint()
    console = ctypes.c_void_p(kernel.GetStdHandle(_STANDARD_OUTPUT))
    return bool(
        kernel.GetConsoleMode(console, ctypes.byref(mode))
        and kernel.SetConsoleMode(console, mode.value | _VIRTUAL_TERMINAL)
    )
