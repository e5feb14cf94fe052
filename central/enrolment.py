"""One-time codes: how a device gets its token without anybody carrying a secret file about.

A code is shown once and kept as a hash; it serves once, until it expires. The token is made when the code is
used. Until that token is first used the one before goes on working, so that a kiosk is never without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from central import addresses, attempts, audit, devices, tokens
from central.attempts import CODES
from central.audit import By, What
from central.catalogue import FIRST_DAY
from central.devices import EnrolmentError
from central.schema import devices as devices_table
from central.schema import enrolments
from central.store import Store
from sync.enrolment import Enrolled, OtherDevice, new_code, written

DEFAULT_HOURS = 72
MOST_HOURS = 30 * 24


@dataclass(frozen=True)
class LockedOut:
    """Too many codes were wrong from this address: none is looked at for so many seconds."""

    seconds: int


@dataclass(frozen=True)
class Refused:
    """The code is unknown, was used, or has expired: nobody is told which."""


def give_code(
    connection: Connection,
    name: str,
    *,
    agency: str | None,
    since: date = FIRST_DAY,
    training: bool = False,
    hours: int = DEFAULT_HOURS,
    by: By,
) -> str:
    """Enrol a device, or one that was revoked anew, and return the code for it as it is typed.

    It belongs to `agency` from the day `since` on; None leaves that as it is. Raises CatalogueError where
    there is no such agency, and EnrolmentError for an odd name, or where a real device would become one for
    training or the reverse without having been revoked.
    """
    devices.check_name(name)
    before = devices.locked(connection, name)
    if before is None:
        # A token that nobody knows, until the code is used.
        unknown = tokens.digest(tokens.new_token())
        connection.execute(
            insert(devices_table).values(device=name, training=training, token_hash=unknown, revoked=False)
        )
    else:
        devices.check_kind(before, training=training)
        connection.execute(
            update(devices_table).where(devices_table.c.device == name).values(training=training)
        )
    if agency is not None:
        devices.move(connection, name, agency, since=since, by=by)
    return _new_code(connection, name, hours, by)


def renew(connection: Connection, name: str, *, hours: int = DEFAULT_HOURS, by: By) -> str:
    """A new code for a device that is enrolled, or was; what it has works on. Raises EnrolmentError."""
    if devices.locked(connection, name) is None:
        raise devices.unknown(name)
    return _new_code(connection, name, hours, by)


def redeem(
    store: Store, code: str, *, device: str | None = None, address: str, now: datetime
) -> Enrolled | OtherDevice | Refused | LockedOut:
    """Give the device of this code its token; `code` is in plain form (`sync.enrolment.plain`).

    Where somebody says which `device` they have, and it is another one, nothing happens.
    """
    moment = int(now.timestamp())
    origin = addresses.neighbourhood(address)
    with store.writing() as connection:
        wait = attempts.seconds_to_wait(connection, CODES, origin, now=moment)
        if wait:
            return LockedOut(wait)
        name = _device_of(connection, code, moment)
        if name is None:
            attempts.count(connection, CODES, origin, now=moment)
            audit.note(connection, By(None, address, now), What.CODE_REFUSED)
            attempts.forget(connection, now=moment)
            return Refused()
        if device not in (None, name):
            return OtherDevice(name)
        devices.forget_code(connection, name)
        audit.note(connection, By(None, address, now), What.DEVICE_ENROLLED, name)
        return Enrolled(name, devices.next_token(connection, name))


def _new_code(connection: Connection, name: str, hours: int, by: By) -> str:
    if not 1 <= hours <= MOST_HOURS:
        raise EnrolmentError(f"A code serves for 1 to {MOST_HOURS} hours.")
    code = new_code()
    moment = int(by.now.timestamp())
    devices.forget_code(connection, name)
    connection.execute(
        insert(enrolments).values(device=name, code_hash=tokens.digest(code), expires=moment + hours * 3600)
    )
    audit.note(connection, by, What.DEVICE_CODE_GIVEN, name, hours=hours)
    return written(code)


def _device_of(connection: Connection, code: str, moment: int) -> str | None:
    """The device that a code is for; it is locked before the code, as where a code is given."""
    query = select(enrolments.c.device).where(
        enrolments.c.code_hash == tokens.digest(code), enrolments.c.expires > moment
    )
    name: str | None = connection.scalar(query)
    if name is not None:
        devices.locked(connection, name)
    return connection.scalar(query)
