"""Who may send and who may look: devices, people, programs; and what they did."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from central.schema.base import metadata

# From `version` on: what its last batch told, in columns of their own so that ten thousand can be sorted, and
# how many findings there are. Until a new token is first used it is the next one, and the old one works.
devices = Table(
    "devices",
    metadata,
    Column("device", Text, primary_key=True),
    Column("training", Boolean, nullable=False),
    Column("token_hash", LargeBinary, unique=True, nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("contact_hour", Integer),
    Column("journal", Text),
    Column("health", Text),
    Column("next_token_hash", LargeBinary),
    Column("version", Text),
    Column("waiting", BigInteger),
    Column("waiting_since", BigInteger),
    Column("faults", Text),
    Column("clock_offset", BigInteger),
    Column("shift_open", Boolean),
    Column("quiet_minutes", BigInteger),
    Column("last_ballot", BigInteger),
    Column("forks", Integer, nullable=False, server_default="0"),
    Column("rewrites", Integer, nullable=False, server_default="0"),
    Column("gaps", Integer, nullable=False, server_default="0"),
    Column("odd_lines", Integer, nullable=False, server_default="0"),
    Index("devices_next_token_hash", "next_token_hash", unique=True),
)

enrolments = Table(
    "enrolments",
    metadata,
    Column("device", Text, ForeignKey("devices.device"), primary_key=True),
    Column("code_hash", LargeBinary, unique=True, nullable=False),
    Column("expires", BigInteger, nullable=False),
)

readers = Table(
    "readers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("token_hash", LargeBinary, unique=True, nullable=False),
    Column("revoked", Boolean, nullable=False),
)

# `initial_until`: the password was given out, must be changed, and serves until then.
people = Table(
    "people",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("agency", Text),
    Column("password_hash", Text, nullable=False),
    Column("initial_until", BigInteger),
    Column("disabled", Boolean, nullable=False),
    Column("added", BigInteger, nullable=False),
)

person_sessions = Table(
    "person_sessions",
    metadata,
    Column("session_hash", LargeBinary, primary_key=True),
    Column("person", Text, ForeignKey("people.name"), nullable=False, index=True),
    Column("opened", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
)

# `key` is a digest of what is tried: an account's name, existing or not, or an address.
attempts = Table(
    "attempts",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", BigInteger, nullable=False, index=True),
    Column("free_at", BigInteger, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("who", Text),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("details", Text, nullable=False),
)
