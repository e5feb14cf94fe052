"""The faults of a file of dossiers in words, for the page and for the command."""

from __future__ import annotations

from collections.abc import Iterator

from central.dossiers_file import MAX_FAULTS, DossiersFileError
from central.pages.texts import Texts


def sentences(error: DossiersFileError, texts: Texts) -> Iterator[str]:
    """One a fault, naming its row and the cure; a number for those beyond MAX_FAULTS."""
    for fault in error.faults[:MAX_FAULTS]:
        said = texts(f"dossiers_fault.{fault.word}", **fault.values)
        yield texts("dossiers_fault.row", row=fault.row, said=said) if fault.row else said
    if len(error.faults) > MAX_FAULTS:
        yield texts("dossiers_fault.more", number=len(error.faults) - MAX_FAULTS)
