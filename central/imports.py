"""Takes what came on a USB stick, by the same rules as what came over the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from central import devices
from central.devices import Device
from central.ingest import NotAllowedError, NotEnrolledError, NotHeld, take
from central.store import Store
from sync.bundle import BundleError, Receipt, read_bundle, write_receipt

Find = Callable[[Connection, str], Device | None]


class BundleRefusedError(Exception):
    """A bundle that can't be taken; the text is one sentence with the cure."""


@dataclass(frozen=True)
class Imported:
    """What a bundle brought: `added` of its `entries` were not held before."""

    device: Device
    receipt: Receipt
    entries: int
    added: int

    def write_receipt(self, path: Path) -> None:
        """Write the receipt that the kiosk takes with `kiosk receipt`; raises OSError."""
        write_receipt(path, self.receipt, self.device.token_hash)


def import_bundle(store: Store, path: Path, *, now: datetime) -> Imported:
    """Take every batch of a bundle; what was taken before a fault is kept, for a set only grows.

    Raises BundleRefusedError, and OSError where the file can't be read.
    """
    try:
        return _imported(store, path, devices.with_name, now=now)
    except BundleRefusedError as error:
        try:  # a device with a new token may come by stick before it ever comes by network
            return _imported(store, path, devices.with_next_token, now=now)
        except BundleRefusedError:
            raise error from None


def _imported(store: Store, path: Path, find: Find, *, now: datetime) -> Imported:
    known: dict[str, Device] = {}

    def key_of(name: str) -> bytes | None:
        with store.reading() as connection:
            device = find(connection, name)
        if device is None:
            return None
        known[name] = device
        return device.token_hash

    entries = added = 0
    receipt = None
    try:
        for batch in read_bundle(path, key_of):
            device = known[batch.header.device]
            if device.is_next:
                with store.writing() as connection:
                    devices.settle(connection, device)
            taken = take(store, device, batch, now=now, by_network=False)
            if isinstance(taken, NotHeld):
                raise BundleRefusedError(_not_joined(batch.header.first, taken.known_through))
            entries += len(batch.lines)
            added += taken.added
            receipt = Receipt(batch.header.journal, taken.through, batch.last_hash())
    except (BundleError, NotAllowedError, NotEnrolledError) as error:
        raise BundleRefusedError(str(error)) from None
    if receipt is None:
        raise BundleRefusedError("The bundle holds no batch: export it again.")
    return Imported(device, receipt, entries, added)


def _not_joined(first: int, known_through: int) -> str:
    return (
        f"The bundle begins with entry {first}, but of this journal the centre knows only "
        f"{known_through or 'none'}: export it again with kiosk export --all."
    )
