"""Which machine was enrolled: its print, beside a journal that may not be there yet.

A disk that is copied between enrolment and first start takes it along; the start makes it the journal's own
print. So does a later enrolment: whose token it is was settled at the centre.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from kiosk.journal.files import beside
from kiosk.journal.machine import Part, Print, match, prints_of
from kiosk.journal.machine_parts import machine_parts

_MOST_BYTES = 64 * 1024


def place_of_print(journal: Path) -> Path:
    """Where whoever enrols this device leaves `print_here()`."""
    return beside(journal, ".machine")


def print_here(parts: Collection[Part] | None = None) -> str:
    """The text of such a file for this machine; `parts` are its own (by default, what is readable)."""
    return json.dumps(prints_of(machine_parts() if parts is None else parts)) + "\n"


def left_print(journal: Path) -> list[Print]:
    """The print that was left; empty where there is none that can be read."""
    with suppress(OSError, ValueError, TypeError), place_of_print(journal).open("rb") as file:
        return [Print(*map(str, row)) for row in json.loads(file.read(_MOST_BYTES))]
    return []


def is_enrolled_elsewhere(journal: Path, parts: Collection[Part] | None = None) -> bool:
    """Whether the machine that was enrolled is another one than this, as on a copied disk."""
    return not match(left_print(journal), machine_parts() if parts is None else parts).same_machine
