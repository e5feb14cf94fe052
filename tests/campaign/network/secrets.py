"""Looks for secrets where none may be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def secrets_in(logs: Iterable[Path], tokens: Iterable[str], *, digests: bool = True) -> str | None:
    """None where no file holds a token, or the end of one, or its digest unless `digests` may be there."""
    told = [spelling for token in tokens for spelling in _spellings(token)[: 4 if digests else 3]]
    for log in logs:
        text = log.read_text(errors="replace")
        if any(spelling in text for spelling in told):
            return f"{log.name} holds a token"
    return None


def _spellings(token: str) -> tuple[str, ...]:
    # the key of every MAC is as good as the token for who forges a receipt
    return token, token[:16], token[-16:], hashlib.sha256(token.encode()).hexdigest()
