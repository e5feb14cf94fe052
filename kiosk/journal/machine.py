"""A print of the machine that a journal was made on: salted hashes of what is readable of its hardware.

A disk copied into a second PC takes device name and token along. The second PC matches fewer than half of the
print, and says so.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection

from kiosk.domain.records import dataclass
from kiosk.journal.connect import rows

# Short, so that a hash fits thousands of network card numbers: it is compared, never turned back.
_PRINT_DIGITS = 8
_NOTED = "noted"  # the row that remembers which other machine the journal has already told of


class Part(NamedTuple):
    """Something that tells this machine from others: `kind` is machine_id, board, disk or network_card."""

    kind: str
    value: str


@dataclass(frozen=True)
class Match:
    """How much of the remembered print this machine has; only kinds that are readable now are compared."""

    matching: int
    compared: int

    @property
    def same_machine(self) -> bool:
        """Whether at least half of it matches."""
        return 2 * self.matching >= self.compared


class Print(NamedTuple):
    """One remembered part: its kind, its salt, its hash."""

    kind: str
    salt: str
    print: str


def remembered(connection: Connection) -> list[Print]:
    """The print that the journal file keeps."""
    prints = rows(connection, "SELECT kind, salt, print FROM machine WHERE kind <> ?", (_NOTED,))
    return [Print(*one) for one in prints]


def match(prints: Collection[Print], parts: Collection[Part]) -> Match:
    """Compare a remembered print with this machine."""
    readable = {part.kind for part in parts}
    compared = [one for one in prints if one.kind in readable]
    matching = sum(1 for one in compared if any(_print(part, one.salt) == one for part in parts))
    return Match(matching, len(compared))


def prints_of(parts: Collection[Part], salt: str = "") -> list[Print]:
    """The print of a machine, with this salt or a new one."""
    salt = salt or secrets.token_hex(16)
    return sorted({_print(part, salt) for part in parts})


def remember(connection: Connection, parts: Collection[Part]) -> None:
    """Remember this machine as it is now; kinds that are not readable now stay as they were."""
    before = remembered(connection)
    readable = {part.kind for part in parts}
    here = prints_of(parts, before[0].salt if before else "")
    prints = {*here, *(one for one in before if one.kind not in readable)}
    if prints != set(before):
        replace(connection, sorted(prints))


def replace(connection: Connection, prints: Collection[Print]) -> None:
    """Remember these parts and nothing else."""
    connection.exec_driver_sql("DELETE FROM machine")
    keep(connection, prints)


def keep(connection: Connection, prints: Collection[Print]) -> None:
    """Add remembered parts as they are, as when one file takes the place of another."""
    for one in prints:
        connection.exec_driver_sql("INSERT INTO machine VALUES (?, ?, ?)", tuple(one))


def is_told_of(connection: Connection, parts: Collection[Part]) -> bool:
    """Whether the journal already has its note of this other machine."""
    told = connection.exec_driver_sql("SELECT print FROM machine WHERE kind = ?", (_NOTED,)).scalar()
    return told == _print_of_all(parts)


def tell_of(connection: Connection, parts: Collection[Part]) -> None:
    """Remember that the journal has its note of this other machine."""
    connection.exec_driver_sql("DELETE FROM machine WHERE kind = ?", (_NOTED,))
    keep(connection, [Print(_NOTED, "", _print_of_all(parts))])


def _print_of_all(parts: Collection[Part]) -> str:
    return hashlib.sha256(repr(sorted(set(parts))).encode()).hexdigest()[:_PRINT_DIGITS]


def _print(part: Part, salt: str) -> Print:
    digest = hashlib.sha256(f"{salt}\n{part.kind}\n{part.value}".encode()).hexdigest()
    return Print(part.kind, salt, digest[:_PRINT_DIGITS])
