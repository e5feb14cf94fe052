"""The catalogue: agencies, what is rated there, and whose each device was."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, ForeignKeyConstraint, PrimaryKeyConstraint, Table, Text

from central.schema.base import metadata

# Both ends of a validity are days, inclusive; what has no end stands from year 1 to year 9999.
agencies = Table(
    "agencies",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("parent", Text, ForeignKey("agencies.code"), index=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
)

departments = Table(
    "departments",
    metadata,
    Column("agency", Text, ForeignKey("agencies.code"), nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    PrimaryKeyConstraint("agency", "code"),
)

# `alias` is in normal form (central.catalogue.normal).
aliases = Table(
    "aliases",
    metadata,
    Column("agency", Text, nullable=False),
    Column("alias", Text, nullable=False),
    Column("department", Text, nullable=False),
    PrimaryKeyConstraint("agency", "alias"),
    ForeignKeyConstraint(["agency", "department"], ["departments.agency", "departments.code"]),
)

# A device may be placed before it is enrolled. Its placings never overlap: its ballots would count twice.
placings = Table(
    "placings",
    metadata,
    Column("device", Text, nullable=False),
    Column("agency", Text, ForeignKey("agencies.code"), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    PrimaryKeyConstraint("device", "valid_from"),
)
