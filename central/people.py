"""Accounts of the people who look at results and look after the centre."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from central import attempts, audit, passwords
from central.audit import By, What
from central.roles import Role
from central.schema import audit as trail
from central.schema import people, person_sessions

INITIAL_SECONDS = 7 * 86_400  # what was written on a slip of paper does not serve for ever
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


class PeopleError(Exception):
    """An account that can't be made or changed; the text is one sentence, `code` a word for pages."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Account:
    """An account. `initial`: its password was given out and must be changed; times are aware, in UTC."""

    name: str
    role: Role
    agency: str | None
    disabled: bool
    initial: bool
    added: datetime
    last_login: datetime | None


def normal(name: str) -> str:
    """A name as it is kept: without spaces around it, in small letters."""
    return unicodedata.normalize("NFKC", name[:256]).strip().casefold()


def add(connection: Connection, name: str, role: Role, agency: str | None, *, by: By) -> str:
    """Make an account and return its initial password, to be told once.

    Raises PeopleError for an odd name or one that is there already, and for a role that does not fit the
    agency: the role `agency` needs one, the others have none.
    """
    name = normal(name)
    if not _NAME.fullmatch(name):
        raise PeopleError(
            "name", "An account's name has 2 to 64 letters without marks, digits, dots, hyphens or @."
        )
    _check_agency(role, agency)
    if find(connection, name) is not None:
        raise PeopleError("taken", f"There is an account {name} already.")
    password = passwords.initial()
    connection.execute(
        insert(people).values(
            name=name,
            role=role.value,
            agency=agency,
            disabled=False,
            added=_seconds(by),
            **_given_out(password, by),
        )
    )
    audit.note(connection, by, What.PERSON_ADDED, name, role=role.value, agency=agency)
    return password


def reset_password(connection: Connection, name: str, *, by: By) -> str:
    """Give an account a new initial password, which ends its sessions and its waits; raises PeopleError."""
    name = _known(connection, name)
    password = passwords.initial()
    _change(connection, name, _given_out(password, by))
    attempts.forgive(connection, attempts.ACCOUNT, name)
    end_sessions(connection, name)
    audit.note(connection, by, What.PASSWORD_RESET, name)
    return password


def set_role(connection: Connection, name: str, role: Role, agency: str | None, *, by: By) -> None:
    """Give an account another role or agency, at once; raises PeopleError as `add` does."""
    name = _known(connection, name)
    _check_agency(role, agency)
    _check_not_last(connection, name, stays=role is Role.ADMINISTRATOR)
    _change(connection, name, {"role": role.value, "agency": agency})
    audit.note(connection, by, What.ROLE_CHANGED, name, role=role.value, agency=agency)


def disable(connection: Connection, name: str, *, by: By) -> None:
    """Let nobody in by this account any more, and end its sessions; raises PeopleError."""
    name = _known(connection, name)
    _check_not_last(connection, name, stays=False)
    _change(connection, name, {"disabled": True})
    end_sessions(connection, name)
    audit.note(connection, by, What.PERSON_DISABLED, name)


def enable(connection: Connection, name: str, *, by: By) -> None:
    """Let somebody in by this account again; raises PeopleError."""
    name = _known(connection, name)
    _change(connection, name, {"disabled": False})
    audit.note(connection, by, What.PERSON_ENABLED, name)


def everyone(connection: Connection) -> list[Account]:
    """Every account by name."""
    logins = (
        select(trail.c.who, func.max(trail.c.at).label("at"))
        .where(trail.c.what == What.LOGIN.value)
        .group_by(trail.c.who)
        .subquery()
    )
    rows = connection.execute(
        select(people, logins.c.at)
        .join(logins, logins.c.who == people.c.name, isouter=True)
        .order_by(people.c.name)
    )
    return [
        Account(
            name=row.name,
            role=Role(row.role),
            agency=row.agency,
            disabled=row.disabled,
            initial=row.initial_until is not None,
            added=datetime.fromtimestamp(row.added, tz=UTC),
            last_login=None if row.at is None else datetime.fromtimestamp(row.at, tz=UTC),
        )
        for row in rows
    ]


def find(connection: Connection, name: str, *, lock: bool = False) -> Row[tuple[object, ...]] | None:
    """The row of an account by its normal name; locked until the transaction ends where that is asked for."""
    query = select(people).where(people.c.name == name)
    return connection.execute(query.with_for_update() if lock else query).first()


def keep_password(connection: Connection, name: str, password_hash: str) -> None:
    """Keep the hash of a password that the person chose."""
    _change(connection, name, {"password_hash": password_hash, "initial_until": None})


def end_sessions(connection: Connection, name: str) -> None:
    """Log an account out everywhere."""
    connection.execute(delete(person_sessions).where(person_sessions.c.person == name))


def _given_out(password: str, by: By) -> dict[str, object]:
    return {
        "password_hash": passwords.HASHING.hashed(password),
        "initial_until": _seconds(by) + INITIAL_SECONDS,
    }


def _check_agency(role: Role, agency: str | None) -> None:
    if role is Role.AGENCY and not agency:
        raise PeopleError("agency", "The role agency needs to know which one: name its code.")
    if role is not Role.AGENCY and agency:
        raise PeopleError("agency", f"The role {role} is for all agencies: name none.")


def _check_not_last(connection: Connection, name: str, *, stays: bool) -> None:
    """Raise PeopleError where nobody would be left to look after accounts."""
    those = connection.execute(
        select(people.c.name)
        .where(people.c.role == Role.ADMINISTRATOR.value, ~people.c.disabled)
        .with_for_update()
    ).scalars()
    if not stays and list(those) == [name]:
        raise PeopleError("last", f"{name} is the only administrator: add another one first.")


def _known(connection: Connection, name: str) -> str:
    name = normal(name)
    if find(connection, name) is None:
        raise PeopleError("unknown", f"There is no account {name}: 'central people list' shows them.")
    return name


def _change(connection: Connection, name: str, values: dict[str, object]) -> None:
    connection.execute(update(people).where(people.c.name == name).values(**values))


def _seconds(by: By) -> int:
    return int(by.now.timestamp())
