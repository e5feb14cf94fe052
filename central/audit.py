"""Who did what, when and from where. Only ever added to: the database itself refuses anything else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select

from central.schema import audit


class What(StrEnum):
    """The deeds that are noted."""

    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOCKED_OUT = "locked_out"
    LOGOUT = "logout"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  a word
    PASSWORD_RESET = "password_reset"  # noqa: S105  a word
    PERSON_ADDED = "person_added"
    ROLE_CHANGED = "role_changed"
    PERSON_DISABLED = "person_disabled"
    PERSON_ENABLED = "person_enabled"
    RAW_LINES_SEEN = "raw_lines_seen"
    TALLY_READ = "tally_read"
    AUDIT_SEEN = "audit_seen"
    EXPORTED = "exported"
    DEVICE_CODE_GIVEN = "device_code_given"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_MOVED = "device_moved"
    DEVICE_REVOKED = "device_revoked"
    READER_ENROLLED = "reader_enrolled"
    READER_REVOKED = "reader_revoked"
    CODE_REFUSED = "code_refused"
    CATALOGUE_CHANGED = "catalogue_changed"
    PAPER_ENTERED = "paper_entered"
    PAPER_CORRECTED = "paper_corrected"
    PAPER_WITHDRAWN = "paper_withdrawn"
    DOSSIERS_IMPORTED = "dossiers_imported"
    BACKED_UP = "backed_up"
    RESTORED = "restored"


@dataclass(frozen=True)
class By:
    """Who does something, from which address (empty: at the server itself), and when (aware)."""

    who: str | None
    address: str
    now: datetime


@dataclass(frozen=True)
class Note:
    """One line of the trail. `who` is None where nobody proved to be anybody; `at` is aware, in UTC."""

    no: int
    at: datetime
    who: str | None
    what: str
    about: str
    address: str
    details: dict[str, object]


def note(connection: Connection, by: By, what: What, about: str = "", **details: object) -> None:
    """Keep a deed, in the transaction of the deed itself; `details` are JSON and never hold a secret."""
    connection.execute(
        insert(audit).values(
            at=int(by.now.timestamp()),
            who=by.who,
            what=what.value,
            about=about,
            address=by.address,
            details=json.dumps(details, ensure_ascii=False),
        )
    )


def page(
    connection: Connection,
    *,
    who: str | None = None,
    what: What | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Note]:
    """The newest notes first, at most `limit`; `before` is the number of the last one of the page before."""
    query = select(audit).order_by(audit.c.no.desc()).limit(limit)
    if who is not None:
        query = query.where(audit.c.who == who)
    if what is not None:
        query = query.where(audit.c.what == what.value)
    if before is not None:
        query = query.where(audit.c.no < before)
    return [_note(row) for row in connection.execute(query)]


def _note(row: Row[tuple[object, ...]]) -> Note:
    return Note(
        no=row.no,
        at=datetime.fromtimestamp(row.at, tz=UTC),
        who=row.who,
        what=row.what,
        about=row.about,
        address=row.address,
        details=json.loads(row.details),
    )
