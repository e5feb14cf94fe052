"""What Alembic runs for each command: on the connection, and in the transaction, of its caller."""

from __future__ import annotations

from alembic import context

from central.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
