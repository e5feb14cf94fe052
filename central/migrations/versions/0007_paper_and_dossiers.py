"""Paper ballots that people type in, and dossiers from files of the one-stop software."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_KEPT = ("papers", "dossier_files", "dossiers")


def upgrade() -> None:
    """Make their tables, which only grow."""
    _papers()
    _dossiers()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION entered_stays() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'What was entered is only added to.'; END $$"
        )
    for table in _KEPT:
        _only_grows(table)


def _papers() -> None:
    op.create_table(
        "papers",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("collected", sa.BigInteger(), nullable=False),
        sa.Column("valid", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("typed_by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("papers_sheet", "papers", ["sheet", "version"], unique=True)
    op.create_index("papers_agency", "papers", ["agency", "last"])


def _dossiers() -> None:
    op.create_table(
        "dossier_files",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "dossiers",
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("agency", "department", "day", "no"),
    )
    op.create_index("dossiers_day", "dossiers", ["day"])


def _only_grows(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION entered_stays()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}"
            " BEGIN SELECT RAISE(ABORT, 'What was entered is only added to.'); END"
        )
