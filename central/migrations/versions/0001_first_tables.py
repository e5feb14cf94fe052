"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them; a database from before Alembic has them already."""
    if sa.inspect(op.get_bind()).has_table("schema_steps"):
        op.drop_table("schema_steps")
        return
    _devices_and_readers()
    _entries()
    _sums()


def _devices_and_readers() -> None:
    op.create_table(
        "devices",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("contact_hour", sa.Integer(), nullable=True),
        sa.Column("journal", sa.Text(), nullable=True),
        sa.Column("health", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("device"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "readers",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "sessions",
        sa.Column("session_hash", sa.LargeBinary(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reader"],
            ["readers.name"],
        ),
        sa.PrimaryKeyConstraint("session_hash"),
    )


def _entries() -> None:
    op.create_table(
        "journals",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("journal", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=True),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tangled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device"],
            ["devices.device"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("journal"),
    )
    op.create_index("ix_journals_family", "journals", ["family"], unique=False)
    op.create_table(
        "entries",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("arrival_hour", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("journal", "seq", "hash"),
    )
    op.create_table(
        "gaps",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journals.no"],
        ),
        sa.PrimaryKeyConstraint("journal", "seq", "hash"),
    )
    op.create_table(
        "findings",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("arrival_hour", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journals.no"],
        ),
        sa.PrimaryKeyConstraint("journal", "seq", "hash", "kind"),
    )
    op.create_table(
        "entry_ids",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("journal", "id"),
    )


def _sums() -> None:
    op.create_table(
        "ballots",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("ballot", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("shift", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("alike", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("journal", "ballot"),
    )
    op.create_table(
        "rollup",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("alike", sa.LargeBinary(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("invited", sa.Boolean(), nullable=False),
        sa.Column("valid", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journals.no"],
        ),
        sa.PrimaryKeyConstraint("day", "journal", "alike"),
    )
    op.create_table(
        "questionnaires",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("shift", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journals.no"],
        ),
        sa.PrimaryKeyConstraint("journal", "seq", "hash"),
    )
