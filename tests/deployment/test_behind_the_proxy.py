"""What the documents promise of the centre behind nginx holds with the configuration that they ship."""

import http.client
import json
import os
import ssl
import subprocess
from contextlib import ExitStack

import pytest

from build_spec.demo.programs import ROOT, SCRIPTS
from sync.wire import MAX_BODY_BYTES
from tests.deployment.proxy import running_site

DEVICE = "binhduong-01"
DAY = "2026-11-20"
AT_ONCE = 4  # requests that a device may have under way at the centre


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


def connect(site, stack):
    connection = http.client.HTTPSConnection("localhost", site.https, context=site.trust, timeout=120)
    stack.callback(connection.close)
    return connection


def ask(site, method, path, body=None, headers=None):
    """Status, headers and body of an answer."""
    with ExitStack() as stack:
        connection = connect(site, stack)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def token_of(site, device):
    return site.central("enrol", device, "--training").split()[-1]


def test_a_journal_arrives_through_the_proxy_and_counts_the_same(site, tmp_path):
    token = tmp_path / "token"
    site.central("enrol", DEVICE, "--training", "--token-file", str(token))
    settings = {"journal.path": tmp_path / "journal.sqlite", "sync.token_file": token}
    settings["sync.endpoint"] = f"{site.url}/v1/batches"
    sets = [word for key, value in settings.items() for word in ("--set", f"{key}={value}")]

    def kiosk(*words):
        command = [SCRIPTS / "kiosk", *words, "--config", ROOT / "config.toml", *sets]
        environment = {**os.environ, "SSL_CERT_FILE": str(site.certificate)}
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    kiosk("simulate", "--ballots", "40", "--seed", "5", "--at", DAY)
    kiosk("sync", "--once")
    ours = json.loads(kiosk("report", "--from", DAY, "--to", DAY, "--format", "json"))

    reader = site.central("reader", "test").split()[-1]
    path = f"/v1/tally?from={DAY}&to={DAY}"
    status, _, body = ask(site, "GET", path, headers={"Authorization": f"Bearer {reader}"})
    theirs = json.loads(body)
    assert status == 200
    assert theirs["departments"] == ours["departments"]
    assert sum(one["collected"] for one in theirs["departments"]) > 30


def test_slow_lines_take_no_place_at_the_centre(site):
    """More half batches wait at the proxy than a device may have at the centre, and one still passes."""
    headers = {"Authorization": f"Bearer {token_of(site, 'quay-cham')}"}
    with ExitStack() as stack:
        for _ in range(AT_ONCE + 1):
            slow = connect(site, stack)
            slow.putrequest("POST", "/v1/batches")
            for name, value in (headers | {"Content-Length": "1000"}).items():
                slow.putheader(name, value)
            slow.endheaders(b"half")
        status, _, body = ask(site, "POST", "/v1/batches", b"no batch", headers)
    assert (status, "error" in json.loads(body)) == (400, True)


def test_the_largest_batch_passes_and_a_larger_body_is_refused(site):
    headers = {"Authorization": f"Bearer {token_of(site, 'quay-lon')}"}
    status, answered, _ = ask(site, "POST", "/v1/batches", b"x" * MAX_BODY_BYTES, headers)
    assert (status, answered["Content-Type"]) == (400, "application/json")  # the centre itself has read it
    status, answered, _ = ask(site, "POST", "/v1/batches", b"x" * 9_500_000, headers)
    assert (status, answered["Content-Type"]) == (413, "text/html")


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_nobody_forges_the_address_that_the_audit_notes(site, name):
    code = json.dumps({"code": "DKRS-XK8H-A5CS"})
    status, _, _ = ask(site, "POST", "/v1/enrolments", code, {name: "203.0.113.9"})
    assert status == 403
    noted = {entry["address"] for entry in json.loads(site.central("audit", "--format", "json"))}
    assert noted - {""} == {"127.0.0.1"}  # the deeds of commands come from no address


def test_pages_come_by_https_alone_and_say_so_once(site):
    status, headers, _ = ask(site, "GET", "/login")
    assert status == 200
    assert headers.get_all("Strict-Transport-Security") == ["max-age=31536000"]
    assert headers["Server"] == "nginx"
    plain = http.client.HTTPConnection("localhost", site.http, timeout=120)
    plain.request("GET", "/login")
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, "https://localhost/login")
    plain.close()


def test_another_name_gets_no_answer(site):
    plain = http.client.HTTPConnection("127.0.0.1", site.http, timeout=120)
    plain.request("GET", "/", headers={"Host": "elsewhere.vn"})
    with pytest.raises(http.client.RemoteDisconnected):
        plain.getresponse()
    plain.close()
    nameless = http.client.HTTPSConnection("127.0.0.1", site.https, context=site.trust, timeout=120)
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        nameless.connect()


def test_no_log_tells_which_counter_sent_when(site):
    folder = site.log.parent
    assert ask(site, "GET", "/healthz")[0] == 200
    assert "127.0.0.1" not in site.log.read_text()
    assert not (folder / "access.log").exists()
