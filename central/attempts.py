"""Tries at a secret: those that fail cost waits that grow, per account and per address.

They are kept in the database, so that all workers know of them. A try is counted as failed before it is made
and forgiven afterwards: many at the same time gain nothing. Names that nobody has are counted alike.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, select, update

from central.journals import insert_unless_there
from central.schema import attempts

FORGOTTEN_AFTER = 86_400  # seconds without a further failure


@dataclass(frozen=True)
class Patience:
    """How many failures are free; the first wait after them and the longest one, in seconds."""

    kind: str
    free: int
    first: int = 30
    longest: int = 900


ACCOUNT = Patience("account", free=5)
ADDRESS = Patience("address", free=20)  # a whole office may stand behind one
CODES = Patience("codes", free=10)  # one-time codes of devices, per address


def seconds_to_wait(connection: Connection, patience: Patience, value: str, *, now: int) -> int:
    """How long no try is taken; nobody else counts one until the transaction ends."""
    row = _locked(connection, patience, value, now)
    return max(0, int(row.free_at) - now)


def count(connection: Connection, patience: Patience, value: str, *, now: int) -> bool:
    """Count a failure; whether a wait begins."""
    row = _locked(connection, patience, value, now)
    failures = (row.failures if now - row.last <= FORGOTTEN_AFTER else 0) + 1
    over = failures - patience.free
    wait = min(patience.first * 2 ** min(over, 32), patience.longest) if over >= 0 else 0
    _change(connection, patience, value, failures=failures, last=now, free_at=now + wait if wait else 0)
    return wait > 0


def forgive(connection: Connection, patience: Patience, value: str) -> None:
    """Forget all failures: whoever it is has proved it."""
    connection.execute(delete(attempts).where(attempts.c.key == _key(patience, value)))


def give_back(connection: Connection, patience: Patience, value: str) -> None:
    """Take back what was counted for one try that turned out right, and the wait that began with it."""
    connection.execute(
        update(attempts)
        .where(attempts.c.key == _key(patience, value), attempts.c.failures > 0)
        .values(failures=attempts.c.failures - 1, free_at=0)
    )


def forget(connection: Connection, *, now: int) -> None:
    """Remove what has not failed for a day. The last deed of a transaction: it waits for nobody's rows."""
    old = (
        select(attempts.c.key)
        .where(attempts.c.last < now - FORGOTTEN_AFTER, attempts.c.free_at < now)
        .with_for_update(skip_locked=True)
    )
    connection.execute(delete(attempts).where(attempts.c.key.in_(old)))


def _locked(connection: Connection, patience: Patience, value: str, now: int) -> Row[tuple[object, ...]]:
    key = _key(patience, value)
    new = insert_unless_there(connection, attempts).values(key=key, failures=0, last=now, free_at=0)
    connection.execute(new)
    return connection.execute(select(attempts).where(attempts.c.key == key).with_for_update()).one()


def _change(connection: Connection, patience: Patience, value: str, **values: int) -> None:
    connection.execute(update(attempts).where(attempts.c.key == _key(patience, value)).values(**values))


def _key(patience: Patience, value: str) -> bytes:
    """A digest: what somebody types as a name may be a password by mistake."""
    return hashlib.sha256(f"{patience.kind}\0{value}".encode()).digest()
