"""A centre's database is brought up to date by Alembic, and never by an older program."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from central import figures, migrations
from central.migrations import NewerSchemaError, migrate
from central.rebuild import recount
from central.schema import metadata
from central.store import Store
from kiosk.domain.tally import Period
from tests.central.kit import DAY, PaperKiosk


def test_a_fresh_database_has_the_tables_of_the_schema_and_no_others(store):
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_its_keys_are_those_of_the_schema(store):
    """Alembic itself compares no primary keys."""
    with store.reading() as connection:
        keys = {
            table: inspect(connection).get_pk_constraint(table)["constrained_columns"]
            for table in metadata.tables
        }
    assert keys == {name: list(table.primary_key.columns.keys()) for name, table in metadata.tables.items()}


def test_opening_again_changes_nothing(store, database_url):
    with store.writing() as connection:
        connection.execute(text("INSERT INTO readers VALUES ('so-noi-vu', '1', false)"))
    Store.open(database_url).close()
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM readers")) == 1


def test_a_database_from_before_alembic_is_taken_over(tmp_path):
    url = f"sqlite:///{tmp_path}/centre.sqlite"
    with create_engine(url).begin() as connection:
        _upgrade(connection, "0001")
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("CREATE TABLE schema_steps (no INTEGER PRIMARY KEY, name TEXT)"))
        connection.execute(text("INSERT INTO readers VALUES ('so-noi-vu', '1', false)"))
    taken_over = Store.open(url)
    with taken_over.reading() as connection:
        assert connection.scalar(text("SELECT name FROM readers")) == "so-noi-vu"
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    taken_over.close()


def test_sums_of_an_older_database_are_made_again_from_its_lines(tmp_path):
    url = f"sqlite:///{tmp_path}/centre.sqlite"
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied")
    with create_engine(url).begin() as connection:
        _upgrade(connection, "0003")
        device = "INSERT INTO devices (device, training, token_hash, revoked)"
        connection.execute(text(f"{device} VALUES ('q', false, '1', false)"))
        head = {"h": kiosk.hashes[-1], "n": kiosk.last, "j": kiosk.journal}
        connection.execute(text("INSERT INTO journals VALUES (1, :j, :j, 'q', false, :n, :h, false)"), head)
        connection.execute(
            text("INSERT INTO entries VALUES (1, :seq, :hash, :line, 0)"),
            [
                {"seq": seq, "hash": kiosk.hashes[seq], "line": line}
                for seq, line in enumerate(kiosk.lines, 1)
            ],
        )
    store = Store.open(url)
    found = figures.of_period(store, Period(DAY, DAY, "Asia/Ho_Chi_Minh"))
    assert [group.count for group in found.groups] == [1]
    assert recount(store).differences == ()
    store.close()


def test_a_database_of_a_newer_program_is_refused(store):
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(NewerSchemaError, match="newer version"):
            migrate(connection)
        connection.rollback()


def _upgrade(connection, revision):
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
