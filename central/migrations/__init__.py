"""The steps that bring a database up to this version: Alembic revisions, run within the caller's transaction.

A revision is a file of `versions`, NNNN_words.py, one after the other in a single line.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

_LOCK = 0x4861694C6F6E67  # any number that other programs on the same server are unlikely to use


class NewerSchemaError(Exception):
    """The database was made by a newer program; the text is one sentence."""


def migrate(connection: Connection) -> None:
    """Run the revisions that this database lacks, within the caller's transaction.

    Raises NewerSchemaError where it stands at one that this program does not know.
    """
    from alembic import command  # noqa: PLC0415  a slow import
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    if connection.dialect.name == "postgresql":  # two programs may start at once
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config()
    # Alembic reads a % as the start of a placeholder.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        raise NewerSchemaError("The database was made by a newer version of central: install that version.")
    command.upgrade(config, "head")
