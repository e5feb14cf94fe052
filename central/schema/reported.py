"""What reports rest on beside the lines: what was printed, paper ballots, files of dossiers."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, PrimaryKeyConstraint, Table, Text

from central.schema.base import metadata

# `heads` and `options` are JSON; `hour` is when it was printed.
printed = Table(
    "printed",
    metadata,
    Column("code", Text, primary_key=True),
    Column("form", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("agency", Text),
    Column("simulated", Boolean, nullable=False),
    Column("heads", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("printed_by", Text, nullable=False),
)

# A row is a version of a sheet of paper ballots, `version` counting from 1; the newest counts, unless it is
# withdrawn. `no` grows over all sheets. `counts` is JSON: criterion to level to number. `agency` has no
# foreign key here and below, for the catalogue is written anew with each change.
papers = Table(
    "papers",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("sheet", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("agency", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("questionnaire", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("issued", BigInteger, nullable=False),
    Column("collected", BigInteger, nullable=False),
    Column("valid", BigInteger, nullable=False),
    Column("counts", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("typed_by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("papers_sheet", "sheet", "version", unique=True),
    Index("papers_agency", "agency", "last"),
)

dossier_files = Table(
    "dossier_files",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("agency", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("imported_by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# The dossiers that a department returned on a day, by the file `no`; the newest file's number counts.
dossiers = Table(
    "dossiers",
    metadata,
    Column("agency", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("no", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    PrimaryKeyConstraint("agency", "department", "day", "no"),
    Index("dossiers_day", "day"),
)
