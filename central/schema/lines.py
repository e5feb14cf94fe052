"""The lines that came in, and what there is to say of them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from central.schema.base import metadata

# A family is a journal with those that it continues and that continue it, named after one of them. A journal
# that only others named has no device yet. `tangled`: its ids stand in entry_ids and are looked up.
journals = Table(
    "journals",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("journal", Text, unique=True, nullable=False),
    Column("family", Text, nullable=False, index=True),
    Column("device", Text, ForeignKey("devices.device")),
    Column("simulated", Boolean),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
    Column("tangled", Boolean, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("journal", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("line", Text, nullable=False),
    Column("arrival_hour", Integer, nullable=False),
    PrimaryKeyConstraint("journal", "seq", "hash"),
)

gaps = Table(
    "gaps",
    metadata,
    Column("journal", Integer, ForeignKey("journals.no"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("journal", "seq", "hash"),
)

findings = Table(
    "findings",
    metadata,
    Column("journal", Integer, ForeignKey("journals.no"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("arrival_hour", Integer, nullable=False),
    PrimaryKeyConstraint("journal", "seq", "hash", "kind"),
)

entry_ids = Table(
    "entry_ids",
    metadata,
    Column("journal", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("journal", "id"),
)
