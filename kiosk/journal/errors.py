"""What may go wrong with a journal. Every text is one sentence with its cure.

JournalError
├── JournalRefusedError     this file may not be used like this; nothing was touched
├── JournalReadError        the file can't be read, or what it holds is damaged
└── JournalWriteError       the entries are not in the journal
    └── JournalUnsureError  nobody can tell yet whether they are
"""

from __future__ import annotations


class JournalError(Exception):
    """Any fault of a journal."""


class JournalRefusedError(JournalError):
    """The file may not be used like this: locked, of another program, of another kind of data."""


class JournalReadError(JournalError):
    """The file can't be read, or what it holds is damaged."""


class JournalWriteError(JournalError):
    """The disk refused: the entries are not in the journal."""


class JournalUnsureError(JournalWriteError):
    """The write failed and the file can't be opened again to look: `Journal.holds(seq, hash)` will tell."""

    def __init__(self, sentence: str, seq: int, digest: bytes) -> None:
        super().__init__(sentence)
        self.seq = seq
        self.digest = digest
