"""The catalogue: agencies, their departments and aliases of these, and the placings of devices."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make its four tables."""
    op.create_table(
        "agencies",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        *_validity(),
        sa.ForeignKeyConstraint(["parent"], ["agencies.code"]),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_agencies_parent", "agencies", ["parent"])
    op.create_table(
        "departments",
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *_validity(),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"]),
        sa.PrimaryKeyConstraint("agency", "code"),
    )
    op.create_table(
        "aliases",
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency", "department"], ["departments.agency", "departments.code"]),
        sa.PrimaryKeyConstraint("agency", "alias"),
    )
    op.create_table(
        "placings",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        *_validity(),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"]),
        sa.PrimaryKeyConstraint("device", "valid_from"),
    )


def _validity() -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
    )
