"""The one-stop software calls for a ballot: real HTTP, and a real kiosk with its window."""

import http.client
import socket
import threading
import time
from contextlib import ExitStack, closing, contextmanager

import pytest

from kiosk import invite_call
from kiosk.cli.counter import opened
from kiosk.cli.invite import invite_token
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


@contextmanager
def held_port():
    """A port that nobody but a server can have: it is bound here, and listened to elsewhere."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind(("127.0.0.1", 0))
        yield one.getsockname()[1]


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
        wait_until((folder / "invite-token").exists)
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
    with (
        held_port() as port,
        called_kiosk(tmp_path, port, "desk.mode=invited") as (kiosk, process, token),
    ):
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


def configured(folder, token_file):
    settings = (
        f"journal.path={folder / 'journal.sqlite'}",
        "invite.port=8765",
        f"invite.token_file={token_file}",
    )
    return load(EXAMPLE, [override_of(one) for one in settings])


def test_a_token_that_a_power_cut_left_empty_stops_no_citizen(tmp_path):
    (tmp_path / "invite-token").touch(mode=0o600)
    with (
        held_port() as port,
        called_kiosk(tmp_path, port, "desk.mode=invited") as (kiosk, process, _),
    ):
        wait_until(lambda: "ballot: " in read_log(kiosk))
        process.terminate()
        assert finished(process).status == 0
        assert not answers(port)
    assert f"No calls for a ballot: {tmp_path / 'invite-token'}: holds no token of 16 letters" in read_log(
        kiosk
    )


def test_a_token_that_can_not_be_made_is_told_in_the_log(tmp_path, caplog):
    (tmp_path / "gone").symlink_to(tmp_path / "an unplugged drive")
    file = tmp_path / "gone" / "invite-token"
    assert invite_token(configured(tmp_path, file)) is None
    assert caplog.messages == [f"No calls for a ballot: {file} can't be made (File exists)"]


class Answering:
    """The answering part alone, and how often it was told to invite."""

    def __init__(self, *, invites=True):
        self.invited = 0
        self.when_invited = lambda: None
        self._calls = answering_calls(0, TOKEN, self._invite if invites else None)

    def __enter__(self):
        self.port = self._calls.__enter__()
        return self

    def __exit__(self, *how):
        return self._calls.__exit__(*how)

    def _invite(self):
        self.invited += 1
        self.when_invited()

    def connection(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)

    def raw(self, text):
        """What comes back for these bytes until the connection ends."""
        with self.connection() as connection:
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
    invited = answering.invited - before
    assert call(answering.port, TOKEN)[0] == 202
    assert invited == (status == 202)
    assert answering.invited == before + invited + 1


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
    assert answering.invited == before + 1


def test_who_hangs_up_before_the_answer_has_called(answering, monkeypatch):
    def nothing_is_answered_yet():
        with pytest.raises(BlockingIOError):
            caller.recv(1)
        heard.set()

    heard, before = threading.Event(), answering.invited
    with answering.connection() as caller:
        caller.setblocking(False)
        monkeypatch.setattr(answering, "when_invited", nothing_is_answered_yet)
        caller.sendall(
            f"POST /v1/invite HTTP/1.1\r\nHost: localhost:{answering.port}\r\n"
            f"Authorization: Bearer {TOKEN}\r\n\r\n".encode()
        )
        assert heard.wait(PATIENCE_SECONDS), "the answer went before the invitation"
    assert answering.invited == before + 1


BEGUN = b"POST /v1/invite HTTP/1.1\r\nContent-Length: 9\r\n"


@pytest.mark.parametrize("said", [b"", BEGUN], ids=["silent", "slow"])
def test_who_is_slow_is_cut_off(answering, monkeypatch, said):
    monkeypatch.setattr(invite_call, "_CALL_SECONDS", 0.1)
    before = answering.invited
    with answering.connection() as slow:
        slow.sendall(said)
        assert slow.recv(100) == b""
    assert answering.invited == before


def test_who_is_slow_keeps_nobody_waiting(monkeypatch):
    monkeypatch.setattr(invite_call, "_CALL_SECONDS", PATIENCE_SECONDS)
    with ExitStack() as slow, Answering() as answering:
        for said in (b"", BEGUN) * 4:
            slow.enter_context(answering.connection()).sendall(said)
        assert call(answering.port, TOKEN)[0] == 202
        slow.close()  # while they are there, the end waits for them


def test_more_calls_than_there_is_room_for_wait_their_turn(monkeypatch):
    at_work, most, handle = set(), [], invite_call._Call.handle

    def watched(this):
        at_work.add(this)
        most.append(len(at_work))
        handle(this)
        at_work.remove(this)

    monkeypatch.setattr(invite_call, "_AT_ONCE", 2)
    monkeypatch.setattr(invite_call, "_CALL_SECONDS", 0.2)
    monkeypatch.setattr(invite_call._Call, "handle", watched)
    with ExitStack() as slow, Answering() as answering:
        for _ in range(4):
            slow.enter_context(answering.connection())
        assert [call(answering.port, TOKEN)[0] for _ in range(3)] == [202] * 3
    assert len(most) == 4 + 3
    assert max(most) == 2


def test_no_other_address_of_this_machine_answers(answering):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", answering.port), timeout=PATIENCE_SECONDS)
