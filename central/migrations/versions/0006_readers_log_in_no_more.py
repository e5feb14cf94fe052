"""Readers' tokens open no sessions of the pages any more: people have accounts."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Remove the sessions that they had."""
    op.drop_table("sessions")
