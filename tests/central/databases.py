"""The two databases of a centre, and its backups as rows, which are the same on both."""

import pytest
from sqlalchemy import delete, insert, select

from central.schema import metadata

POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)
on_postgresql = pytest.mark.parametrize("database_url", [POSTGRESQL], indirect=True)

# The database refuses to take anything from these, and nothing here adds to them.
ONLY_GROW = {"audit", "papers", "dossier_files", "dossiers"}


def rows_of(store):
    with store.reading() as connection:
        return {
            table: [row._asdict() for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
        }


def put_back(store, rows):
    with store.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name not in ONLY_GROW:
                connection.execute(delete(table))
        for table, those in rows.items():
            if those:
                connection.execute(insert(table), those)


def names_held(store):
    """(journal, seq, hash) of every entry."""
    journals, entries = metadata.tables["journals"], metadata.tables["entries"]
    with store.reading() as connection:
        rows = connection.execute(
            select(journals.c.journal, entries.c.seq, entries.c.hash).join(
                entries, entries.c.journal == journals.c.no
            )
        )
        return {(journal, seq, bytes(digest)) for journal, seq, digest in rows}
