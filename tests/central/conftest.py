"""A centre on each of its two databases."""

import pytest

from central import devices
from central.devices import Device
from central.ingest import take
from central.store import Store
from tests.central.kit import NOW

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=DATABASES)
def database_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/centre.sqlite"
    return request.getfixturevalue("postgresql_url")


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

    def send(batch, *, training=False):
        name = batch.header.device
        device = known.setdefault(name, None) or known.setdefault(name, None)
        if device is None:
            device = known[name] = enrolled(name, training=training)
        return take(store, device, batch, now=NOW)

    return send
