"""An agency has a few journals among thousands: their sums are found without a look at everybody's."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the index."""
    op.create_index("rollup_of_journal", "rollup", ["journal", "series", "day"])
