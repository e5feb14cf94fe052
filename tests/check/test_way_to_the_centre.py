"""Proxies, certificates and clocks that are wrong for real: real servers, real TLS, on loopback."""

import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kiosk.check import centre, certificate, proxy
from kiosk.check.der import issuer_of
from kiosk.cli.centre import EnrolledCentre
from tests.check.kit import private, states, subject
from tests.sync.certificates import make_certificates, showing
from tests.sync.scripted_server import Reply, ScriptedServer, tunnel_to

LOCAL = "127.0.0.1"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def serve_tls(certificates, monkeypatch):
    """A server with the certificate of this name; this PC trusts the test's authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "authority.pem"))

    def server(name):
        return ScriptedServer(showing(certificates, name)).running()

    return server


def found_at(folder, server, *settings, check=certificate, **more):
    return list(check.check(subject(folder, f"sync.endpoint={server.url}", *settings, **more)))


def test_a_good_certificate_tells_its_days_and_its_issuer(tmp_path, serve_tls, certificates):
    with serve_tls("good") as server:
        [found] = found_at(tmp_path, server, public_authorities=certificates / "authority.pem")
    assert found.state.value == "ok"
    assert "issued by Test authority" in found.what.en


def test_a_certificate_that_only_this_pc_trusts_may_be_a_proxys(tmp_path, serve_tls, certificates):
    with serve_tls("good") as server:
        [found] = found_at(tmp_path, server, public_authorities=certificates / "stranger.pem")
    assert found.state.value == "warn"
    assert "Test authority" in found.what.vi


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("stranger", [("certificate", "fault")]),
        ("expired", []),  # for these the line of the centre has the word
        ("too_young", []),
        ("other_host", []),
    ],
)
def test_a_certificate_that_is_not_trusted_names_who_issued_it(tmp_path, serve_tls, name, told):
    with serve_tls(name) as server:
        found = found_at(tmp_path, server)
    assert states(found) == told
    assert all("127.0.0.1" in one.what.en for one in found)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("expired", "has expired"),
        ("too_young", "not valid yet"),
        ("other_host", "for another name"),
        ("stranger", "who issued"),
    ],
)
def test_the_centres_line_tells_what_is_wrong_with_its_certificate(tmp_path, serve_tls, name, words):
    private(tmp_path / "token", "abc")
    with serve_tls(name) as server:
        [found] = asked(tmp_path, server)
    assert (found.state.value, words in found.what.en) == ("fault", True)


def asked(folder, server, *settings):
    here = subject(folder, f"sync.endpoint={server.url}", "sync.proxy=none", *settings)
    return list(centre.check(with_real_centre(here)))


def with_real_centre(here):
    return replace(here, centre=lambda address: EnrolledCentre(address, here.config.sync, {}))


def test_a_certificate_that_ends_soon_is_told(certificates):
    told = {"notAfter": "Dec  1 00:00:00 2026 GMT"}
    soon = datetime(2026, 11, 22, tzinfo=UTC).timestamp()
    found = certificate.judge(told, "Viettel CA", soon, public=True)
    assert (found.state.value, "còn 9 ngày" in found.what.vi) == ("warn", True)
    assert certificate.judge(told, "Viettel CA", soon - 9 * 86_400, public=True).state.value == "ok"


def test_a_proxy_that_names_itself_is_called_one():
    found = certificate.judge({"notAfter": "Dec  1 00:00:00 2027 GMT"}, "FortiGate CA", 0, public=False)
    assert "a proxy reads along" in found.what.en
    assert "agency's own" not in found.what.en


@pytest.mark.parametrize("content", [b"", b"\x30", b"\x30\x82", b"\xff" * 40, b"\x30\x03\x30\x01\x30"])
def test_what_is_no_certificate_has_no_issuer(content):
    assert issuer_of(content) == "?"


def test_a_certificate_is_seen_through_the_proxy_that_batches_take(
    tmp_path, serve_tls, certificates, monkeypatch
):
    for name in ("https_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serve_tls("good") as server, ScriptedServer().running() as between:
        between.will(tunnel_to(server.port))
        monkeypatch.setenv("HTTPS_PROXY", f"http://user:geheim@{LOCAL}:{between.port}")
        far = f"sync.endpoint=https://centre.test:{server.port}/v1/batches"
        here = subject(tmp_path, far, public_authorities=certificates / "authority.pem")
        assert states(certificate.check(here)) == [("certificate", "ok")]
        assert {one.headers["proxy-authorization"] for one in between.requests} == {"Basic dXNlcjpnZWhlaW0="}


@pytest.fixture
def free_port():
    with socket.create_server((LOCAL, 0)) as free:
        return free.getsockname()[1]


def test_a_proxy_that_does_not_answer_is_a_fault_without_its_password(tmp_path, free_port, monkeypatch):
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.setenv("HTTPS_PROXY", f"http://user:geheim@{LOCAL}:{free_port}")
    [found] = proxy.check(subject(tmp_path, "sync.endpoint=https://centre.example/v1/batches"))
    assert found.state.value == "fault"
    assert f"{LOCAL}:{free_port}" in found.what.en
    assert "geheim" not in found.what.en + found.what.vi


def test_the_systems_proxy_is_named_and_its_exceptions_hold(tmp_path, free_port, monkeypatch):
    far = "sync.endpoint=https://centre.example/v1/batches"
    for name in ("https_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", f"http://{LOCAL}:{free_port}")
    [found] = proxy.check(subject(tmp_path, far))
    assert "set by the system" in found.what.en
    monkeypatch.setenv("NO_PROXY", "centre.example")
    assert states(proxy.check(subject(tmp_path, far))) == [("proxy", "ok")]


def test_where_there_is_no_centre_nothing_is_said_of_the_way(tmp_path):
    here = subject(tmp_path)
    assert states([*proxy.check(here), *certificate.check(here)]) == []


@pytest.mark.parametrize(("hours", "state"), [(0, "ok"), (5, "fault")])
def test_a_clock_that_differs_from_the_centres_answer_is_found(tmp_path, hours, state):
    private(tmp_path / "token", "abc")
    date = format_datetime(datetime.now(UTC) + timedelta(hours=hours), usegmt=True)
    with ScriptedServer().running() as server:
        server.will(Reply(409, {"known_through": 0}, {"Date": date}))
        found = asked(tmp_path, server)
    assert states(found) == [("centre", "ok"), ("clock", state)]
