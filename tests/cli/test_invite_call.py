"""The one-stop software calls for a ballot: real HTTP, and a real kiosk with its window."""

import http.client
import socket
import time
from contextlib import closing, contextmanager

import pytest

from kiosk.cli.counter import opened
from kiosk.clock import SystemClock
from kiosk.config import load, override_of
from kiosk.domain.entries import ShiftOpened, floor_to_step, new_id
from kiosk.invite_call import MAX_BODY_BYTES, answering_calls
from tests.cli.kit import EXAMPLE, PATIENCE_SECONDS, Kiosk, finished, kinds, read_log, running

TOKEN = "0123456789abcdef0123456789abcdef"


def call(port, token=None, *, method="POST", path="/v1/invite", body=None, **headers):
    """The status, headers and body of an answer."""
    if token:
        headers["Authorization"] = f"Bearer {token}"
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)) as connection:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def on_duty(kiosk):
    """Leave a shift open in its journal, as a crash does: the kiosk resumes it."""
    config = load(EXAMPLE, [override_of(one) for one in kiosk.settings])
    clock = SystemClock(config.zone)
    with opened(config, clock, simulated=False) as counter:
        at = floor_to_step(clock.now(), config.desk.step_minutes)
        counter.journal.append([ShiftOpened(at=at, shift=new_id(), department="vhxh")])
    return kiosk


@contextmanager
def called_kiosk(folder, port, *settings):
    """A counter that is on duty, takes calls on a port, and has made its token."""
    kiosk = Kiosk(folder, f"invite.port={port}", f"invite.token_file={folder / 'invite-token'}", *settings)
    with running(on_duty(kiosk)) as process:
        yield kiosk, process, (folder / "invite-token").read_text().strip()


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def answers(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def test_a_call_arms_one_ballot_and_tells_nothing_of_it(tmp_path):
    port = free_port()
    with called_kiosk(tmp_path, port, "desk.mode=invited") as (kiosk, process, token):
        wait_until(lambda: answers(port))
        refused = [call(port), call(port, TOKEN), call(port, token, Origin="https://example.vn")]
        first = call(port, token, body=b'{"dossier": "H12.3"}')
        wait_until(lambda: "ballot_opened" in kinds(kiosk))
        second = call(port, token)
        process.terminate()
        said = finished(process)
    assert [status for status, _, _ in refused] == [401, 401, 403]
    assert first == second
    assert (first[0], first[2]) == (202, b"")
    assert kinds(kiosk)[-1] == "ballot_opened"
    assert kinds(kiosk).count("ballot_opened") == 1, "one that is armed is not armed again"
    assert (tmp_path / "invite-token").stat().st_mode & 0o777 == 0o600
    assert said.status == 0, said.err
    kept = (said.err + read_log(kiosk)).encode() + kiosk.journal.read_bytes()
    assert b"H12.3" not in kept
    assert token.encode() not in kept


def test_a_port_that_is_taken_stops_no_citizen(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with called_kiosk(tmp_path, other.getsockname()[1], "desk.mode=invited") as (kiosk, process, _):
            wait_until(lambda: "No calls for a ballot on port" in read_log(kiosk))
            process.terminate()
            assert finished(process).status == 0


class Answering:
    """The answering part alone, and how often it was told to invite."""

    def __init__(self, *, invites=True):
        self.invited = 0
        self._calls = answering_calls(0, TOKEN, self._invite if invites else None)

    def __enter__(self):
        self.port = self._calls.__enter__()
        return self

    def __exit__(self, *how):
        return self._calls.__exit__(*how)

    def _invite(self):
        self.invited += 1

    def raw(self, text):
        """What comes back for these bytes until the connection ends."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS) as connection:
            connection.sendall(text)
            return b"".join(iter(lambda: connection.recv(4096), b""))


@pytest.fixture(scope="module")
def answering():
    with Answering() as one:
        yield one


CALLS = {
    "as documented": (202, {}),
    "with a body": (202, {"body": b"x" * MAX_BODY_BYTES}),
    "to localhost": (202, {"Host": "LocalHost:{port}"}),
    "another case of Bearer": (202, {"token": None, "Authorization": f"bearer {TOKEN}"}),
    "without a token": (401, {"token": None}),
    "a token cut short": (401, {"token": TOKEN[:-1]}),
    "a longer token": (401, {"token": TOKEN + "0"}),
    "a token alone": (401, {"token": None, "Authorization": TOKEN}),
    "another scheme": (401, {"token": None, "Authorization": f"Basic {TOKEN}"}),
    "a token that is no ASCII": (401, {"token": TOKEN[:-1] + "\xe9"}),
    "another name of this host": (403, {"Host": "kiosk.example.vn:{port}"}),
    "a host without the port": (403, {"Host": "127.0.0.1"}),
    "no host": (403, {"Host": ""}),
    "a page without an origin": (403, {"Origin": "null"}),
    "a page from this host": (403, {"Origin": "http://127.0.0.1:{port}"}),
    "the root": (404, {"path": "/"}),
    "with a query": (404, {"path": "/v1/invite?dossier=H12.3"}),
    "with a slash": (404, {"path": "/v1/invite/"}),
    "GET": (405, {"method": "GET"}),
    "OPTIONS": (405, {"method": "OPTIONS"}),
    "an unknown method": (405, {"method": "BREW"}),
    "too long a body": (413, {"body": b"x" * (MAX_BODY_BYTES + 1)}),
    "a body of unknown length": (413, {"body": [b"chunk"]}),
    "a negative length": (413, {"Content-Length": "-1"}),
    "an endless length": (413, {"Content-Length": "9" * 5000}),
}


@pytest.mark.parametrize(("status", "how"), CALLS.values(), ids=CALLS)
def test_what_is_not_the_call_is_refused_and_invites_nobody(answering, status, how):
    before = answering.invited
    how = {
        key: value.format(port=answering.port) if isinstance(value, str) else value
        for key, value in how.items()
    }
    got, headers, body = call(answering.port, **{"token": TOKEN, **how})
    assert (got, body, headers["Content-Length"]) == (status, b"", "0")
    assert set(headers) <= {"Content-Length", "Connection", "Allow", "WWW-Authenticate"}
    wait_until(lambda: answering.invited - before == (status == 202))


def test_a_counter_that_invites_nobody_says_so_to_who_may_call():
    with Answering(invites=False) as open_counter:
        assert call(open_counter.port, TOKEN)[0] == 409
        assert call(open_counter.port)[0] == 401


@pytest.mark.parametrize(
    "text", [b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"POST\r\n\r\n", b"A" * 70_000]
)
def test_what_is_no_request_harms_nothing(answering, text):
    before = answering.invited
    answering.raw(text)
    assert call(answering.port, TOKEN)[0] == 202
    wait_until(lambda: answering.invited == before + 1)


def test_who_is_slow_is_cut_off_and_the_next_one_is_heard(answering):
    before = answering.invited
    with socket.create_connection(("127.0.0.1", answering.port), timeout=PATIENCE_SECONDS) as slow:
        slow.sendall(b"POST /v1/invite HTTP/1.1\r\nContent-Length: 9\r\n")
        assert call(answering.port, TOKEN)[0] == 202
        assert slow.recv(100) == b""
    wait_until(lambda: answering.invited == before + 1)


def test_no_other_address_of_this_machine_answers(answering):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", answering.port), timeout=PATIENCE_SECONDS)
