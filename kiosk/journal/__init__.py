"""The append-only journal of one kiosk in SQLite; the only code that touches that file.

Owner                      Readers                       Shipper
Journal, JournalWriter     JournalReader, verify         JournalSource, shipping
  opening ─ build          figures ─ closed, period      faults ─ machine
    salvage ─ carry          effective, gap
    steps: the tables of another version, forward and back
"""

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
from kiosk.journal.lock import shipping
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
    "Verification",
    "ask_for_mending",
    "is_enrolled_elsewhere",
    "place_of_print",
    "print_here",
    "shipping",
    "step_back",
]
