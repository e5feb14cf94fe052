"""The number of dossiers that a clerk notes while a shift is open: a draft until the shift closes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kiosk.domain.entries import Entry, Note

DOSSIERS_NOTED = "dossiers_noted"


def noting(at: datetime, shift: str, dossiers: int | None) -> Note:
    """The entry that keeps a draft, None for none; `at` is floored to the privacy step."""
    return Note(at=at, about=DOSSIERS_NOTED, data={"shift": shift, "dossiers": dossiers})


def noted(newest_first: Iterable[Entry], shift: str) -> int | None:
    """The draft of a shift as its newest note has it, None where there is none."""
    for entry in newest_first:
        if isinstance(entry, Note) and entry.about == DOSSIERS_NOTED and entry.data.get("shift") == shift:
            dossiers = entry.data.get("dossiers")
            return dossiers if isinstance(dossiers, int) else None
    return None
