"""The append-only journal of one kiosk in SQLite; the only code that touches that file.

Owner                      Readers                       Shipper
Journal, JournalWriter     JournalReader, verify         JournalSource, shipping
  opening ─ build          figures ─ closed, period      faults ─ machine
    salvage ─ carry          effective, gap
    steps: the tables of another version, forward and back

Each name is imported when it is first used: a kiosk that starts takes the lock, and shows that it comes,
before it waits for SQLAlchemy.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.journal.chain import Link
    from kiosk.journal.enrolled_machine import is_enrolled_elsewhere, place_of_print, print_here
    from kiosk.journal.errors import (
        JournalError,
        JournalReadError,
        JournalRefusedError,
        JournalUnsureError,
        JournalWriteError,
    )
    from kiosk.journal.faults import JournalFault
    from kiosk.journal.files import ask_for_mending
    from kiosk.journal.journal import Journal
    from kiosk.journal.lock import OwnerLock, shipping
    from kiosk.journal.reader import JournalReader
    from kiosk.journal.source import JournalSource
    from kiosk.journal.steps import step_back
    from kiosk.journal.verify import Verification
    from kiosk.journal.writer import DirectCommitter, JournalWriter

__all__ = [
    "DirectCommitter",
    "Journal",
    "JournalError",
    "JournalFault",
    "JournalReadError",
    "JournalReader",
    "JournalRefusedError",
    "JournalSource",
    "JournalUnsureError",
    "JournalWriteError",
    "JournalWriter",
    "Link",
    "OwnerLock",
    "Verification",
    "ask_for_mending",
    "is_enrolled_elsewhere",
    "place_of_print",
    "print_here",
    "shipping",
    "step_back",
]

_HOMES = {
    "DirectCommitter": "writer",
    "Journal": "journal",
    "JournalError": "errors",
    "JournalFault": "faults",
    "JournalReadError": "errors",
    "JournalReader": "reader",
    "JournalRefusedError": "errors",
    "JournalSource": "source",
    "JournalUnsureError": "errors",
    "JournalWriteError": "errors",
    "JournalWriter": "writer",
    "Link": "chain",
    "OwnerLock": "lock",
    "Verification": "verify",
    "ask_for_mending": "files",
    "is_enrolled_elsewhere": "enrolled_machine",
    "place_of_print": "enrolled_machine",
    "print_here": "enrolled_machine",
    "shipping": "lock",
    "step_back": "steps",
}


def __getattr__(name: str) -> object:
    """One of the names above, from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
