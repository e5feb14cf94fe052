"""The town, once for all proofs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgresql import PostgresqlServer
from tests.proof.town import Town, town


@pytest.fixture(scope="session")
def the_town(postgresql_server: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The centre of the town and its kiosks, with everything sent."""
    with postgresql_server.fresh_database() as url, town(tmp_path_factory.mktemp("town"), url) as running:
        yield running
