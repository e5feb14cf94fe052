"""What every test may ask for."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

# A shell starts its background jobs with Ctrl-C ignored, and children inherit that; some tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# What tests share in their folders asserts under python -O as well; said before anything imports it.
_FOLDERS = [folder.name for folder in Path(__file__).parent.iterdir() if folder.is_dir()]
pytest.register_assert_rewrite(*(f"tests.{name}" for name in _FOLDERS))

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
