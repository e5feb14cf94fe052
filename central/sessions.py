"""Logging in and out: the browser holds a session's secret, the database its hash.

Whether a name exists can't be learned: an unknown one costs the same work and waits, and has the same answer.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from central import addresses, attempts, audit, catalogue, passwords, people, tokens
from central.attempts import ACCOUNT, ADDRESS
from central.audit import By, What
from central.passwords import PasswordError
from central.roles import Person, Role
from central.schema import people as people_table
from central.schema import person_sessions
from central.store import Store

IDLE_SECONDS = 3600
LONGEST_SECONDS = 10 * 3600
_USE_NOTED_EVERY = 60


@dataclass(frozen=True)
class Session:
    """A session that begins. `secret` is for the cookie alone; it ends at `expires` (aware) at the latest."""

    secret: str
    person: Person
    expires: datetime


@dataclass(frozen=True)
class LockedOut:
    """Too many tries have failed: nothing is looked at for so many seconds."""

    seconds: int


@dataclass(frozen=True)
class Wrong:
    """Name and password do not belong together, or the account is disabled: nobody is told which."""


def begin(
    store: Store, name: str, password: str, *, address: str, now: datetime
) -> Session | LockedOut | Wrong:
    """Log somebody in who comes from `address`."""
    name = people.normal(name)
    tried = _tried(store, name, password, By(None, address, now))
    if not isinstance(tried, str):
        return tried
    with store.writing() as connection:
        account = people.find(connection, name, lock=True)
        if account is None or account.disabled or account.password_hash != tried:
            return Wrong()  # changed while the hash was computed
        if account.initial_until is None and passwords.HASHING.is_outdated(tried):
            people.keep_password(connection, name, passwords.HASHING.hashed(password))
        by = By(name, address, now)
        audit.note(connection, by, What.LOGIN)
        return _opened(connection, account, by)


def current(store: Store, cookie: str | None, now: datetime) -> Person | None:
    """Who asks with this cookie; None where nobody is logged in by it any more."""
    if not cookie:
        return None
    moment = int(now.timestamp())
    with store.reading() as connection:
        row = connection.execute(
            select(people_table, person_sessions.c.used, person_sessions.c.session_hash)
            .join(person_sessions, person_sessions.c.person == people_table.c.name)
            .where(person_sessions.c.session_hash == tokens.digest(cookie), ~_over(moment))
        ).first()
        if row is None or row.disabled or not tokens.is_digest_of(row.session_hash, cookie):
            return None
        person = _person(connection, row)
    if moment - row.used >= _USE_NOTED_EVERY:
        with store.writing() as connection:
            connection.execute(
                update(person_sessions)
                .where(person_sessions.c.session_hash == row.session_hash)
                .values(used=moment)
            )
    return person


def end(store: Store, cookie: str | None, *, address: str, now: datetime) -> None:
    """Log out; twice is the same as once."""
    if not cookie:
        return
    with store.writing() as connection:
        person = connection.scalar(
            delete(person_sessions)
            .where(person_sessions.c.session_hash == tokens.digest(cookie))
            .returning(person_sessions.c.person)
        )
        if person is not None:
            audit.note(connection, By(person, address, now), What.LOGOUT)


def change_password(
    store: Store, person: Person, old: str, new: str, *, address: str, now: datetime
) -> Session | LockedOut | Wrong:
    """Change one's own password: all sessions end, and a new one begins.

    Raises PasswordError where the new one can't be taken. Wrong is the old one.
    """
    passwords.check(new, person.name)
    by = By(person.name, address, now)
    tried = _tried(store, person.name, old, by)
    if not isinstance(tried, str):
        return tried
    if passwords.HASHING.is_right(tried, new):
        raise PasswordError("same", "The new password must be another one than the old.")
    kept = passwords.HASHING.hashed(new)
    with store.writing() as connection:
        account = people.find(connection, person.name, lock=True)
        if account is None or account.disabled or account.password_hash != tried:
            return Wrong()
        people.keep_password(connection, person.name, kept)
        people.end_sessions(connection, person.name)
        audit.note(connection, by, What.PASSWORD_CHANGED, person.name)
        session = _opened(connection, account, by)
        return replace(session, person=replace(session.person, must_change=False))


def form_key(cookie: str) -> str:
    """What each form of a session carries, so that no other site can send one."""
    return hmac.new(cookie.encode(), b"form", hashlib.sha256).hexdigest()


def is_form_key(cookie: str, given: str) -> bool:
    """Whether a form carries the key of this session."""
    return hmac.compare_digest(form_key(cookie).encode(), given.encode())


def _tried(store: Store, name: str, password: str, by: By) -> str | LockedOut | Wrong:
    """The hash that a right password was compared with; hashing holds no lock of the database."""
    moment = int(by.now.timestamp())
    origin = addresses.neighbourhood(by.address)
    with store.writing() as connection:
        wait = max(
            attempts.seconds_to_wait(connection, ACCOUNT, name, now=moment),
            attempts.seconds_to_wait(connection, ADDRESS, origin, now=moment),
        )
        if wait:
            return LockedOut(wait)
        begins = attempts.count(connection, ACCOUNT, name, now=moment)
        begins |= attempts.count(connection, ADDRESS, origin, now=moment)
        account = people.find(connection, name)
    is_right = passwords.HASHING.is_right(account.password_hash if account else None, password)
    with store.writing() as connection:
        if account is not None and is_right and _is_open(account, moment):
            attempts.forgive(connection, ACCOUNT, name)
            attempts.give_back(connection, ADDRESS, origin)
            return str(account.password_hash)
        # A name that nobody has is not kept: it may be a password typed into the wrong field.
        about = name if account else ""
        audit.note(connection, by, What.LOGIN_FAILED, about)
        if begins:
            audit.note(connection, by, What.LOCKED_OUT, about)
        attempts.forget(connection, now=moment)
    return Wrong()


def _is_open(account: Row[tuple[object, ...]], moment: int) -> bool:
    return not account.disabled and (account.initial_until is None or account.initial_until > moment)


def _opened(connection: Connection, account: Row[tuple[object, ...]], by: By) -> Session:
    moment = int(by.now.timestamp())
    connection.execute(delete(person_sessions).where(_over(moment)))
    secret = tokens.new_token()
    connection.execute(
        insert(person_sessions).values(
            session_hash=tokens.digest(secret), person=account.name, opened=moment, used=moment
        )
    )
    expires = datetime.fromtimestamp(moment + LONGEST_SECONDS, tz=UTC)
    return Session(secret, _person(connection, account), expires)


def _over(moment: int) -> ColumnElement[bool]:
    return or_(
        person_sessions.c.used <= moment - IDLE_SECONDS, person_sessions.c.opened <= moment - LONGEST_SECONDS
    )


def _person(connection: Connection, account: Row[tuple[object, ...]]) -> Person:
    return Person(
        name=account.name,
        role=Role(account.role),
        agency=account.agency,
        agencies=catalogue.subtree(connection, account.agency) if account.role == Role.AGENCY else None,
        must_change=account.initial_until is not None,
    )
