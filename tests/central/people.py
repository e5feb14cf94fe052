"""People who have logged in, without the hash of a password: that takes its time."""

from datetime import UTC, datetime

from central import people, sessions
from central.audit import By


def session_of(store, role, agency=None):
    """The cookie of somebody of this role, who is called like it."""
    by = By(None, "", datetime.now(UTC))
    with store.writing() as connection:
        people.add(connection, role.value, role, agency, by=by)
        people.keep_password(connection, role.value, "")
        return sessions._opened(connection, people.find(connection, role.value), by).secret
