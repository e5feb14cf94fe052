"""What the lines add up to: closings that count, sums by day, and what was asked."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from central.schema.base import metadata

# What sums are about (central.rollup.About), as JSON; `alike` is a digest of it. What names one has no
# foreign key: it would be looked up for each.
kinds = Table(
    "kinds",
    metadata,
    Column("alike", BigInteger, primary_key=True, autoincrement=False),
    Column("said", Text, nullable=False),
    Column("department", Text),
    Column("questionnaire", Text, nullable=False),
    Column("level", Text),
)

# `entry` is the id of the closing that counts. `at` is what the kiosk's clock said, as written; `moved` the
# seconds that later clock steps moved it by; `day` the day that it counts for. `shift` is a shift's id.
ballots = Table(
    "ballots",
    metadata,
    Column("journal", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("moved", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("alike", BigInteger, nullable=False),
    Column("shift", Text, nullable=False),
    PrimaryKeyConstraint("journal", "id"),
)

# `alike` is what ballots of this shift are summed under; `dossiers` is null where the clerk did not say.
shifts = Table(
    "shifts",
    metadata,
    Column("journal", Integer, ForeignKey("journals.no"), nullable=False),
    Column("id", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("moved", BigInteger, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("alike", BigInteger, nullable=False),
    Column("department", Text, nullable=False),
    Column("dossiers", BigInteger),
    PrimaryKeyConstraint("journal", "id"),
)

# `series` is one of central.rollup.Series. By the key a period of everybody is found, by the index one of a
# few journals.
rollup = Table(
    "rollup",
    metadata,
    Column("series", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("journal", Integer, nullable=False),
    Column("alike", BigInteger, nullable=False),
    Column("number", BigInteger, nullable=False),
    PrimaryKeyConstraint("series", "day", "journal", "alike"),
    Index("rollup_of_journal", "journal", "series", "day"),
)

questionnaires = Table(
    "questionnaires",
    metadata,
    Column("journal", Integer, ForeignKey("journals.no"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("version", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("shift", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    PrimaryKeyConstraint("journal", "seq", "hash"),
)
