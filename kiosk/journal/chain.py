"""The hash chain: each entry's hash stands for everything before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha256 import sha256  # of Python's own: a tap waits, and OpenSSL takes longer to begin one
    except ImportError:
        from hashlib import sha256

ZERO = bytes(32)  # the hash before entry 1


class Link(NamedTuple):
    """A place in the chain: an entry's number and its hash. `Link(0, ZERO)` is the place before entry 1."""

    seq: int
    hash: bytes


BEGINNING = Link(0, ZERO)


def chain(prev: bytes, line: bytes) -> bytes:
    """The hash of an entry: SHA-256 of the hash before it (32 bytes) and its line in UTF-8."""
    return sha256(prev + line).digest()
