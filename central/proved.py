"""Devices that proved who they are a moment ago: while batch follows batch nobody is looked up for each.

That is worth nothing by itself: whoever takes a batch looks, in the same transaction, whether the device was
revoked meanwhile (`central.ingest.take`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from central.devices import Device
from central.tokens import digest

SECONDS = 60.0
_MOST = 10_000


@dataclass
class Proved:
    """What is known by each token, by its digest and for a minute after it was last looked up. In memory."""

    clock: Callable[[], float] = time.monotonic
    _known: dict[bytes, tuple[Device, float]] = field(default_factory=dict)

    def device(self, token: str) -> Device | None:
        """The device that this token proved a moment ago."""
        device, until = self._known.get(digest(token), (None, 0.0))
        return device if self.clock() < until else None

    def keep(self, token: str, device: Device) -> None:
        """Remember it for a minute."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[digest(token)] = device, self.clock() + SECONDS

    def forget(self, token: str) -> None:
        """It must be looked up again."""
        self._known.pop(digest(token), None)
