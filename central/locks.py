"""PostgreSQL's locks that are no row's: of what takes one, one transaction at a time does it.

On SQLite a transaction that writes is alone by itself.
"""

from __future__ import annotations

from enum import Enum, unique

from sqlalchemy import Connection, text


@unique
class Lock(Enum):
    """What transactions do one after the other; its number is one that other programs are unlikely to use."""

    MIGRATING = 0x4861694C6F6E67
    """Tables are made and changed: two programs may start at once."""
    NUMBERING_PAPERS = 0x48614C50
    """`papers.no` grows in the order of commits, so that the newest tells what stood at a moment."""
    NUMBERING_DOSSIERS = 0x48614C44
    """`dossier_files.no` does, too."""


def take(connection: Connection, lock: Lock) -> None:
    """Wait until no other transaction has this lock; this one has it until it ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock.value})
