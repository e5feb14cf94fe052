"""The journal in numbers: how much of what kind, and where it stands; nothing of what was answered."""

from __future__ import annotations

from pathlib import Path

from kiosk.journal import JournalReader, JournalReadError


def counts_of(journal: Path) -> dict[str, object]:
    """Its identity, head and watermark, its entries by kind; of one that can't be read, the reason."""
    try:
        with JournalReader(journal) as reader:
            identity, head = reader.identity(), reader.head()
            return {
                "journal": identity.journal,
                "device": identity.device,
                "simulated": identity.simulated,
                "head": {"seq": head.seq, "hash": head.hash.hex()},
                "acknowledged_through": reader.acknowledged_through(),
                "kinds": reader.kinds(),
                "bytes": journal.stat().st_size,
            }
    except JournalReadError as error:
        return {"fault": str(error)}
