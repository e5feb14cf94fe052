"""What screens that went out of sight held is let go of."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress


def tidy() -> None:
    """Finds what holds itself in a circle, as widgets do, and gives what is free then back to the system.

    The second the C library does only where it has a function for it (glibc's `malloc_trim`). Both together
    take tens of milliseconds: it is for a moment in which nobody waits.
    """
    gc.collect()
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library than glibc
            ctypes.CDLL(None).malloc_trim(0)
