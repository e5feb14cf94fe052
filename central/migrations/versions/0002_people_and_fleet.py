"""People, their sessions and tries, the audit trail, one-time codes, and what a device told in columns."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TOLD = (
    ("next_token_hash", sa.LargeBinary()),
    ("version", sa.Text()),
    ("waiting", sa.BigInteger()),
    ("waiting_since", sa.BigInteger()),
    ("faults", sa.Text()),
    ("clock_offset", sa.BigInteger()),
    ("shift_open", sa.Boolean()),
    ("quiet_minutes", sa.BigInteger()),
    ("last_ballot", sa.BigInteger()),
)
_FINDINGS = {"forks": "fork", "rewrites": "rewrite", "gaps": "gap", "odd_lines": "odd"}


def upgrade() -> None:
    """Add them; of findings that are there already the number is taken."""
    _devices()
    _people()
    _audit()


def _devices() -> None:
    for name, kind in _TOLD:
        op.add_column("devices", sa.Column(name, kind, nullable=True))
    for column, finding in _FINDINGS.items():
        op.add_column("devices", sa.Column(column, sa.Integer(), nullable=False, server_default="0"))
        op.execute(
            f"UPDATE devices SET {column} = (SELECT count(*) FROM findings"  # noqa: S608  our own words
            " JOIN journals ON journals.no = findings.journal"
            f" WHERE journals.device = devices.device AND kind = '{finding}')"
        )
    op.create_index("devices_next_token_hash", "devices", ["next_token_hash"], unique=True)
    op.create_table(
        "enrolments",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("device"),
        sa.ForeignKeyConstraint(["device"], ["devices.device"]),
        sa.UniqueConstraint("code_hash"),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("initial_until", sa.BigInteger(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "person_sessions",
        sa.Column("session_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_hash"),
        sa.ForeignKeyConstraint(["person"], ["people.name"]),
    )
    op.create_index("ix_person_sessions_person", "person_sessions", ["person"])
    op.create_table(
        "attempts",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("free_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_attempts_last", "attempts", ["last"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'The audit trail is only added to.'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
        )
    else:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit"
                " BEGIN SELECT RAISE(ABORT, 'The audit trail is only added to.'); END"
            )
