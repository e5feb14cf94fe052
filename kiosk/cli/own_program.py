"""The command line of this very program, for what it starts of itself."""

from __future__ import annotations

import sys


def own_program() -> list[str]:
    """The words that start this program: its executable where it is packaged as one, else Python."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "kiosk"]
