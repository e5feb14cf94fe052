"""What every test may ask for."""

from collections.abc import Iterator

import pytest

pytest.register_assert_rewrite("tests.journal.kit")  # before any folder imports it

from tests.postgresql import PostgresqlServer, running_server


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """A real PostgreSQL server, started once for the whole run."""
    with running_server() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """The URL of a fresh empty database on a real PostgreSQL: postgresql://user:password@host:port/name."""
    with postgresql_server.fresh_database() as url:
        yield url
