"""A centre on each of its two databases."""

import psycopg
import pytest
from sqlalchemy import text

from central import devices, figures
from central.devices import Device
from central.ingest import take
from central.schema import metadata
from central.store import Store
from kiosk.domain.tally import Period, tally_of
from tests.central.databases import POSTGRESQL
from tests.central.kit import DAY, NOW


@pytest.fixture(scope="session")
def shared_postgresql_url(postgresql_server):
    """One PostgreSQL database for all these tests: making one costs more than most of them."""
    with postgresql_server.fresh_database() as url:
        Store.open(url).close()
        yield url


@pytest.fixture(params=["sqlite", POSTGRESQL])
def database_url(request, tmp_path):
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/centre.sqlite"
    url = request.getfixturevalue("shared_postgresql_url")
    with psycopg.connect(url) as connection:
        connection.execute("SET lock_timeout = '20s'")
        connection.execute("SET session_replication_role = replica")  # else the audit trail refuses
        connection.execute(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY")
    return url


@pytest.fixture
def store(database_url):
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def enrolled(store):
    """Enrol devices: enrolled("quan-1") is the device that its new token is for."""

    def enrol(name, *, training=False):
        with store.writing() as connection:
            token, _ = devices.enrol(connection, name, training=training)
            device = devices.with_token(connection, token)
        assert isinstance(device, Device)
        return device

    return enrol


@pytest.fixture
def send(store, enrolled):
    """Send a batch as its own device, enrolled when first seen; returns the rule's answer."""
    known = {}

    def send(batch, *, training=False, now=NOW):
        name = batch.header.device
        if name not in known:
            known[name] = enrolled(name, training=training)
        return take(store, known[name], batch, now=now)

    return send


@pytest.fixture
def counts(store):
    """How many collected ballots count for a day, by default the one that the kiosks begin on."""

    def counts(day=DAY, last=None, **simulated):
        period = Period(day, last or day, "Asia/Ho_Chi_Minh")
        return tally_of(figures.of_period(store, period, **simulated)).total.collected

    return counts


@pytest.fixture
def sql(store):
    def sql(statement):
        with store.reading() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]

    return sql
