"""Who may send: devices, their tokens, and what each last said about itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from central import tokens
from central.schema import devices
from sync.wire import MAX_DEVICE_LENGTH


class EnrolmentError(Exception):
    """A device or reader that can't be enrolled or revoked; the text is one sentence."""


@dataclass(frozen=True)
class Device:
    """A kiosk as enrolled. `training` ones send simulated journals only, all others real ones only."""

    name: str
    training: bool
    token_hash: bytes


def enrol(connection: Connection, name: str, *, training: bool) -> tuple[str, bool]:
    """Give a device a new token and return it, and whether it replaces one that ceases to work.

    Raises EnrolmentError for an odd name, and where a real device would become one for training or the
    reverse without having been revoked.
    """
    if not (1 <= len(name) <= MAX_DEVICE_LENGTH and name.isprintable() and name == name.strip()):
        raise EnrolmentError(
            f"A device name has 1 to {MAX_DEVICE_LENGTH} printable characters and no space at either end."
        )
    token = tokens.new_token()
    kept = {"training": training, "token_hash": tokens.digest(token), "revoked": False}
    before = connection.execute(select(devices).where(devices.c.device == name).with_for_update()).first()
    if before is None:
        connection.execute(insert(devices).values(device=name, **kept))
        return token, False
    if before.training != training and not before.revoked:
        kind = "for training" if before.training else "for real ballots"
        raise EnrolmentError(f"{name} is enrolled {kind}: run 'central revoke {name}' first.")
    connection.execute(update(devices).where(devices.c.device == name).values(**kept))
    return token, not before.revoked


def revoke(connection: Connection, name: str) -> None:
    """Make the token of a device worthless; what it sent stays. Raises EnrolmentError if there is none."""
    changed = connection.execute(update(devices).where(devices.c.device == name).values(revoked=True))
    if changed.rowcount == 0:
        raise EnrolmentError(f"No device {name} is enrolled: 'central devices' lists them.")


def with_token(connection: Connection, token: str) -> Device | None:
    """The device that this token was given to, or None where it is unknown or revoked."""
    row = connection.execute(
        select(devices).where(devices.c.token_hash == tokens.digest(token), ~devices.c.revoked)
    ).first()
    if row is None or not tokens.is_digest_of(row.token_hash, token):
        return None
    return Device(row.device, row.training, row.token_hash)


def with_name(connection: Connection, name: str) -> Device | None:
    """The device of this name, or None where it is unknown or revoked."""
    row = connection.execute(select(devices).where(devices.c.device == name, ~devices.c.revoked)).first()
    return Device(row.device, row.training, row.token_hash) if row else None


def note_contact(
    connection: Connection, name: str, *, journal: str, hour: int, health: Mapping[str, object]
) -> None:
    """Remember the hour of a device's last batch and what it said about itself."""
    connection.execute(
        update(devices)
        .where(devices.c.device == name)
        .values(contact_hour=hour, journal=journal, health=json.dumps(health))
    )
