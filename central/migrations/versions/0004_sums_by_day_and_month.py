"""Sums of more than answers, by day and by month, and the shifts that were closed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables anew, and fill them where there are lines to fill them from."""
    op.drop_table("rollup")
    op.drop_table("ballots")
    _sums()
    _closings()
    _fill()


def _sums() -> None:
    op.create_table(
        "kinds",
        sa.Column("alike", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("alike"),
    )
    op.create_table(
        "rollup",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("alike", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("series", "day", "journal", "alike"),
    )


def _closings() -> None:
    op.create_table(
        "ballots",
        *_closing(),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("journal", "id"),
    )
    op.create_table(
        "shifts",
        *_closing(),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("dossiers", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["journal"], ["journals.no"]),
        sa.PrimaryKeyConstraint("journal", "id"),
    )
    op.create_index("ix_shifts_day", "shifts", ["day"])


def _closing() -> list[sa.Column[object]]:
    return [
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("moved", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("alike", sa.BigInteger(), nullable=False),
    ]


def _fill() -> None:
    from central.rebuild import recount_within  # noqa: PLC0415  it opens databases, which run this

    recount_within(op.get_bind(), replace=True)
