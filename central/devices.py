"""Who may send: devices, their tokens, and what each last said about itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from central import audit, catalogue, tokens
from central.audit import By, What
from central.health import told
from central.schema import devices, enrolments
from sync.wire import MAX_DEVICE_LENGTH


class EnrolmentError(Exception):
    """A device or reader that can't be enrolled or revoked; the text is one sentence."""


@dataclass(frozen=True)
class Device:
    """A kiosk as enrolled. `training` ones send simulated journals only, all others real ones only.

    `is_next`: it proved itself by a token never used before, which takes the former one's place (`settle`).
    """

    name: str
    training: bool
    token_hash: bytes
    is_next: bool = False


def enrol(connection: Connection, name: str, *, training: bool, by: By | None = None) -> tuple[str, bool]:
    """Give a device a new token and return it, and whether it replaces one that ceases to work.

    Raises EnrolmentError for an odd name, and where a real device would become one for training or the
    reverse without having been revoked.
    """
    check_name(name)
    token = tokens.new_token()
    kept = {
        "training": training,
        "token_hash": tokens.digest(token),
        "next_token_hash": None,
        "revoked": False,
    }
    before = locked(connection, name)
    if before is None:
        connection.execute(insert(devices).values(device=name, **kept))
    else:
        check_kind(before, training=training)
        _change(connection, name, kept)
        forget_code(connection, name)
    if by is not None:
        audit.note(connection, by, What.DEVICE_ENROLLED, name, training=training)
    return token, before is not None and not before.revoked


def revoke(connection: Connection, name: str, *, by: By | None = None) -> None:
    """Make all that a device has worthless; what it sent stays. Raises EnrolmentError if there is none."""
    if not _change(connection, name, {"revoked": True, "next_token_hash": None}):
        raise unknown(name)
    forget_code(connection, name)
    if by is not None:
        audit.note(connection, by, What.DEVICE_REVOKED, name)


def move(connection: Connection, name: str, agency: str | None, *, since: date, by: By) -> None:
    """Let a device belong to an agency from this day on, or to none.

    Raises EnrolmentError where it is not enrolled, and CatalogueError where there is no such agency.
    """
    if locked(connection, name) is None:
        raise unknown(name)
    catalogue.place(connection, name, agency, since=since)
    audit.note(connection, by, What.DEVICE_MOVED, name, agency=agency, since=since.isoformat())


def next_token(connection: Connection, name: str) -> str:
    """A new token for a device; the one that it has works until the new one is settled. Ends a revocation."""
    row = locked(connection, name)
    if row is None:
        raise unknown(name)
    token = tokens.new_token()
    if row.revoked:
        new = {"token_hash": tokens.digest(token), "next_token_hash": None, "revoked": False}
        _change(connection, name, new)
    else:
        _change(connection, name, {"next_token_hash": tokens.digest(token)})
    return token


def settle(connection: Connection, device: Device) -> None:
    """Let the token that this device used for the first time be its only one."""
    connection.execute(
        update(devices)
        .where(devices.c.device == device.name, devices.c.next_token_hash == device.token_hash)
        .values(token_hash=device.token_hash, next_token_hash=None)
    )


def with_token(connection: Connection, token: str) -> Device | None:
    """The device that this token was given to, or None where it is unknown or revoked."""
    digest = tokens.digest(token)
    row = connection.execute(
        select(devices).where(
            or_(devices.c.token_hash == digest, devices.c.next_token_hash == digest), ~devices.c.revoked
        )
    ).first()
    if row is None:
        return None
    is_next = row.token_hash != digest
    kept = row.next_token_hash if is_next else row.token_hash
    return Device(row.device, row.training, kept, is_next) if tokens.is_digest_of(kept, token) else None


def with_name(connection: Connection, name: str) -> Device | None:
    """The device of this name, or None where it is unknown or revoked."""
    row = connection.execute(select(devices).where(devices.c.device == name, ~devices.c.revoked)).first()
    return Device(row.device, row.training, row.token_hash) if row else None


def with_next_token(connection: Connection, name: str) -> Device | None:
    """The device of this name as the token made it that was never used yet; None where there is none."""
    device = with_name(connection, name)
    new = connection.scalar(select(devices.c.next_token_hash).where(devices.c.device == name))
    return replace(device, token_hash=new, is_next=True) if device and new else None


def check_name(name: str) -> None:
    """Raise EnrolmentError unless a device may be called so."""
    if not (1 <= len(name) <= MAX_DEVICE_LENGTH and name.isprintable() and name == name.strip()):
        raise EnrolmentError(
            f"A device name has 1 to {MAX_DEVICE_LENGTH} printable characters and no space at either end."
        )


def check_kind(before: Row[tuple[Any, ...]], *, training: bool) -> None:
    """Raise EnrolmentError where a device that works would change between real ballots and training."""
    if before.training != training and not before.revoked:
        kind = "for training" if before.training else "for real ballots"
        raise EnrolmentError(
            f"{before.device} is enrolled {kind}: run 'central revoke {before.device}' first."
        )


def locked(connection: Connection, name: str) -> Row[tuple[Any, ...]] | None:
    """The row of a device, locked until the transaction ends."""
    return connection.execute(select(devices).where(devices.c.device == name).with_for_update()).first()


def unknown(name: str) -> EnrolmentError:
    """What is said of a device that is not there."""
    return EnrolmentError(f"No device {name} is enrolled: 'central devices' lists them.")


def forget_code(connection: Connection, name: str) -> None:
    """Make the code worthless by which a device could fetch its token, if it has one."""
    connection.execute(delete(enrolments).where(enrolments.c.device == name))


def contact(
    journal: str | None, health: Mapping[str, object], *, hour: int, clock_offset: int | None
) -> dict[str, object]:
    """What is kept of a device's last batch, by column: its hour, and what the device said about itself.

    `journal` is the one that it writes now, None where it did not say; without `health` what was said before
    stays. `clock_offset`: seconds by which its clock was ahead; None where the batch came by stick.
    """
    said: dict[str, object] = {"contact_hour": hour}
    if journal is not None:
        said["journal"] = journal
    if health:
        said |= {"health": json.dumps(health), **told(health)}
    if clock_offset is not None:
        said["clock_offset"] = clock_offset
    return said


def note_contact(connection: Connection, device: Device, contact: Mapping[str, object]) -> bool:
    """Keep a contact; False where the device was revoked, or got another token, since it proved itself."""
    proved = (
        devices.c.device == device.name,
        devices.c.token_hash == device.token_hash,
        devices.c.training == device.training,
        ~devices.c.revoked,
    )
    return connection.execute(update(devices).where(*proved).values(**contact)).rowcount > 0


def _change(connection: Connection, name: str, values: Mapping[str, object]) -> bool:
    changed = connection.execute(update(devices).where(devices.c.device == name).values(**values))
    return changed.rowcount > 0
