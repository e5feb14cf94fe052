"""A scripted centre on loopback, and certificates of every kind that a client must tell apart."""

from functools import partial

import pytest

from tests.sync.certificates import make_certificates, showing
from tests.sync.scripted_server import ScriptedServer


@pytest.fixture
def server():
    with ScriptedServer().running() as running:
        yield running


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def serve_tls(certificates, monkeypatch):
    """Give a context for a server with the certificate of this name; clients trust the test's authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "authority.pem"))

    return partial(showing, certificates)
