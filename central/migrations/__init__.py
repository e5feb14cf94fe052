"""The steps that bring a database up to this version: Alembic revisions, run within the caller's transaction.

A revision is a file of `versions`, NNNN_words.py, one after the other in a single line.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from central import locks
from central.locks import Lock


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

    locks.take(connection, Lock.MIGRATING)
    config = Config()
    # Alembic reads a % as the start of a placeholder.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        raise NewerSchemaError("The database was made by a newer version of central: install that version.")
    command.upgrade(config, "head")
