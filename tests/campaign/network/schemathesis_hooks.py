"""Loaded by schemathesis, in its own process: how it is to send what it makes up as a batch."""

from __future__ import annotations

import schemathesis

from sync.wire import CONTENT_TYPE


@schemathesis.serializer(CONTENT_TYPE)
def as_it_is(_context: object, value: object) -> bytes:
    """Whatever it made up, in bytes."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")
