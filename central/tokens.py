"""Secrets that the centre gives out: shown once, kept as SHA-256."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_token() -> str:
    """256 random bits as one word of 43 characters; no need to slow down who guesses."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is kept of a token or a code: its SHA-256. A token's also keys the MAC of bundles and receipts."""
    return hashlib.sha256(token.encode()).digest()


def is_digest_of(kept: bytes, token: str) -> bool:
    """Whether this token is the one that was kept, in constant time."""
    return hmac.compare_digest(kept, digest(token))
