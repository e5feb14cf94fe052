"""Who answers is proved by a certificate; each way in which that fails has its own name."""

import socket
import threading
from datetime import UTC, datetime

import pytest

from sync.answers import Acknowledged
from sync.batching import next_batch
from sync.endpoint import Endpoint
from sync.status import Fault
from tests.sync.memory_source import MemorySource
from tests.sync.scripted_server import Reply, ScriptedServer, tunnel_to

NOW = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
BATCH = next_batch(MemorySource(entries=3), 0, through=3, sent_at=NOW, most=500)


def post(url, **options):
    endpoint = Endpoint(url, "token", connect_seconds=5, read_seconds=5, **options)
    try:
        return endpoint.post(BATCH)
    finally:
        endpoint.close()


@pytest.fixture
def tls_server(serve_tls):
    with ScriptedServer(serve_tls("good")).running() as running:
        yield running


@pytest.fixture
def no_proxy_set(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_an_authority_that_the_system_trusts_is_trusted(tls_server):
    assert post(tls_server.url) == Acknowledged(3)


def test_an_address_in_capitals_is_verified_alike(tls_server):
    assert post(tls_server.url.replace("https", "HTTPS")) == Acknowledged(3)


@pytest.mark.parametrize(
    ("certificate", "fault"),
    [
        ("expired", Fault.TLS_EXPIRED),
        ("too_young", Fault.TLS_NOT_YET_VALID),
        ("other_host", Fault.TLS_WRONG_HOST),
        ("stranger", Fault.TLS_UNKNOWN_AUTHORITY),
    ],
)
def test_a_certificate_that_proves_nothing_gets_no_token(serve_tls, certificate, fault):
    with ScriptedServer(serve_tls(certificate)).running() as server:
        assert post(server.url).fault is fault
        assert server.requests == []


def test_an_authority_that_nobody_trusts_here_is_unknown(tls_server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    assert post(tls_server.url).fault is Fault.TLS_UNKNOWN_AUTHORITY


def test_a_name_that_the_certificate_lacks_is_a_wrong_host(tls_server):
    url = tls_server.url.replace("127.0.0.1", "localhost")

    assert post(url).fault is Fault.TLS_WRONG_HOST


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", {Fault.TLS_FAILED}),
        (b"", {Fault.TLS_FAILED, Fault.CONNECTION_RESET}),
    ],
)
def test_a_port_that_speaks_no_tls_is_no_time_out_and_not_offline(words, faults):
    def answer():
        connection, _ = listener.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(words)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer)
        thread.start()
        answered = post(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()

    assert answered.fault in faults


def test_a_proxy_passes_the_batch_and_sees_no_token(server, tls_server, no_proxy_set):
    server.will(tunnel_to(tls_server.port))

    answer = post("https://centre.test/v1/batches", proxy=f"http://127.0.0.1:{server.port}")

    assert answer == Acknowledged(3)
    assert [(seen.method, seen.target) for seen in server.requests] == [("CONNECT", "centre.test:443")]
    assert "authorization" not in server.requests[0].headers
    assert tls_server.requests[0].headers["authorization"] == "Bearer token"


def test_a_proxy_may_be_named_without_http(server, tls_server, no_proxy_set):
    server.will(tunnel_to(tls_server.port))

    assert post("https://centre.test/", proxy=f"127.0.0.1:{server.port}") == Acknowledged(3)


def test_a_proxy_that_reads_tls_is_an_unknown_authority(server, serve_tls, no_proxy_set):
    with ScriptedServer(serve_tls("stranger")).running() as reader:
        server.will(tunnel_to(reader.port))

        answer = post("https://centre.test/", proxy=f"http://127.0.0.1:{server.port}")

    assert answer.fault is Fault.TLS_UNKNOWN_AUTHORITY


def test_a_proxy_of_the_environment_is_read_once(server, tls_server, no_proxy_set, monkeypatch):
    server.will(tunnel_to(tls_server.port))
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{server.port}")
    endpoint = Endpoint("https://centre.test/", "token")
    monkeypatch.delenv("https_proxy")

    assert endpoint.post(BATCH) == Acknowledged(3)
    endpoint.close()


def test_the_configuration_may_say_that_there_is_no_proxy(server, no_proxy_set, monkeypatch):
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{server.port}")

    post("https://255.255.255.255/", proxy="")

    assert server.requests == []


@pytest.mark.parametrize("proxy", [None, "http://127.0.0.1:9"])
def test_what_is_meant_for_this_pc_goes_through_no_proxy(server, no_proxy_set, monkeypatch, proxy):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert post(server.url, proxy=proxy) == Acknowledged(3)


def test_a_proxy_that_asks_for_a_login_is_named_so(server, no_proxy_set):
    server.will(Reply(407, b"", {"Proxy-Authenticate": "Basic", "Connection": "close"}))

    answer = post("https://centre.test/", proxy=f"http://clerk:pass-word@127.0.0.1:{server.port}")

    assert answer.fault is Fault.PROXY_LOGIN
    assert "pass-word" not in repr(answer)
    assert "proxy-authorization" in server.requests[0].headers


def test_a_proxy_that_refuses_the_way_is_named_so(server, no_proxy_set):
    server.will(Reply(403, b"", {"Connection": "close"}))

    answer = post("https://centre.test/", proxy=f"http://127.0.0.1:{server.port}")

    assert answer.fault is Fault.PROXY_FAILED


def test_a_proxy_that_is_down_is_named_so(no_proxy_set):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    answer = post("https://centre.test/", proxy=f"http://clerk:pass-word@127.0.0.1:{port}")

    assert answer.fault is Fault.PROXY_FAILED
    assert "pass-word" not in repr(answer)


def test_a_kind_of_proxy_that_is_not_spoken_is_refused_at_once(no_proxy_set):
    with pytest.raises(ValueError, match="http proxy") as raised:
        Endpoint("https://centre.test/", "token", proxy="socks5://clerk:pass-word@127.0.0.1:9")

    assert "pass-word" not in str(raised.value)
