"""Programs that may read: their tokens.

A reader is a program of the province, trusted like an auditor: it gets every count, small ones too.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from central import audit, tokens
from central.audit import By, What
from central.devices import EnrolmentError
from central.schema import readers

_MAX_NAME_LENGTH = 64


def enrol(connection: Connection, name: str, *, by: By | None = None) -> tuple[str, bool]:
    """Give a reader a new token and return it, and whether it replaces one that ceases to work.

    Raises EnrolmentError for an odd name.
    """
    if not (1 <= len(name) <= _MAX_NAME_LENGTH and name.isprintable() and name == name.strip()):
        raise EnrolmentError(
            f"A reader's name has 1 to {_MAX_NAME_LENGTH} printable characters and no space at either end."
        )
    if by is not None:
        audit.note(connection, by, What.READER_ENROLLED, name)
    token = tokens.new_token()
    kept = {"token_hash": tokens.digest(token), "revoked": False}
    before = connection.execute(select(readers).where(readers.c.name == name).with_for_update()).first()
    if before is None:
        connection.execute(insert(readers).values(name=name, **kept))
        return token, False
    connection.execute(update(readers).where(readers.c.name == name).values(**kept))
    return token, not before.revoked


def revoke(connection: Connection, name: str, *, by: By | None = None) -> None:
    """Make a reader's token worthless. Raises EnrolmentError if there is no such reader."""
    changed = connection.execute(update(readers).where(readers.c.name == name).values(revoked=True))
    if changed.rowcount == 0:
        raise EnrolmentError(f"No reader {name} is enrolled.")
    if by is not None:
        audit.note(connection, by, What.READER_REVOKED, name)


def with_token(connection: Connection, token: str) -> str | None:
    """The name of the reader that this token was given to, or None where it is unknown or revoked."""
    row = connection.execute(
        select(readers).where(readers.c.token_hash == tokens.digest(token), ~readers.c.revoked)
    ).first()
    return row.name if row and tokens.is_digest_of(row.token_hash, token) else None
