"""Every answer that can come over HTTP means exactly what the contract's table says."""

import gzip
import logging
import random
import socket
from datetime import UTC, datetime

import pytest

from sync.answers import Acknowledged, Busy, Failed, NotHeld, Refused, TooLarge
from sync.batching import next_batch
from sync.endpoint import Endpoint
from sync.status import Fault
from sync.wire import decode
from tests.sync.memory_source import MemorySource
from tests.sync.scripted_server import (
    Reply,
    acknowledge,
    begin_and_reset,
    close,
    raw,
    reset,
)

TOKEN = "se-cret-token"
NOW = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)


def batch(entries=3, after=0, text="x"):
    source = MemorySource()
    for _ in range(entries):
        source.append(text)
    return next_batch(source, after, through=entries, sent_at=NOW, most=500)


@pytest.fixture
def endpoint(server):
    made = Endpoint(server.url, TOKEN, connect_seconds=5, read_seconds=5)
    yield made
    made.close()


def outcome(endpoint, server, answer, sent=None):
    server.will(answer)
    return endpoint.post(sent or batch())


def test_a_batch_arrives_as_the_contract_says(endpoint, server):
    sent = batch()

    assert endpoint.post(sent) == Acknowledged(3)
    request = server.requests[0]
    assert (request.method, request.target) == ("POST", "/v1/batches")
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert request.headers["content-type"] == "application/x-ndjson"
    assert request.headers["content-encoding"] == "gzip"
    assert request.headers["content-length"] == str(len(request.body))
    assert "transfer-encoding" not in request.headers
    assert decode(gzip.decompress(request.body)) == sent


def test_an_empty_batch_is_acknowledged_by_the_entry_before_it(endpoint):
    assert endpoint.post(batch(3, after=3)) == Acknowledged(3)


def test_several_batches_go_over_one_connection(endpoint, server):
    for _ in range(3):
        endpoint.post(batch())

    assert len(server.requests) == 3
    assert server.connections == 1


def test_a_connection_that_has_rested_is_not_used_again(server):
    endpoint = Endpoint(server.url, TOKEN, rest_seconds=0)
    answers = [endpoint.post(batch()) for _ in range(2)]
    endpoint.close()

    assert answers == [Acknowledged(3)] * 2
    assert server.connections == 2


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(b'{"acknowledged_through":3}' * 9, mtime=0)[:-12],
        b"<html>",
        gzip.compress(bytes(100_000_000), mtime=0),
    ],
    ids=["cut", "none", "a bomb"],
)
def test_an_encoding_that_nobody_asked_for_is_not_believed(endpoint, server, body):
    answer = Reply(200, body, {"Content-Encoding": "gzip", "Connection": "close"})

    assert outcome(endpoint, server, answer).fault is Fault.NOT_BELIEVED


def test_members_of_an_answer_that_are_not_known_are_ignored(endpoint, server):
    answer = Reply(200, {"acknowledged_through": 3, "later": "version"})

    assert outcome(endpoint, server, answer) == Acknowledged(3)


@pytest.mark.parametrize(
    "body",
    [
        {"acknowledged_through": 2},
        {"acknowledged_through": 4},
        {"acknowledged_through": 0},
        {"acknowledged_through": -3},
        {"acknowledged_through": 3.0},
        {"acknowledged_through": "3"},
        {"acknowledged_through": None},
        {"acknowledged_through": [3]},
        {"ACKNOWLEDGED_THROUGH": 3},
        {"known_through": 3},
        {},
        [3],
        3,
        None,
        b"",
        b"3",
        b'{"acknowledged_through":3',
        b'{"acknowledged_through":3}}',
        b'{"acknowledged_through":3} and more',
        b'{"acknowledged_through":NaN}',
        b"\xff\xfe",
        b"<html><body>Welcome! Please log in.</body></html>",
        b'{"acknowledged_through":3}' + b" " * 5000,
        b"[" * 4000,
        gzip.compress(b'{"acknowledged_through":3}', mtime=0),
    ],
)
def test_a_200_that_does_not_name_the_last_entry_sent_is_not_believed(endpoint, server, body):
    answer = outcome(endpoint, server, Reply(200, body))

    assert isinstance(answer, Failed)
    assert answer.fault is Fault.NOT_BELIEVED


def test_true_is_not_the_number_one(endpoint, server):
    answer = outcome(endpoint, server, Reply(200, {"acknowledged_through": True}), batch(1))

    assert answer.fault is Fault.NOT_BELIEVED


@pytest.mark.parametrize("status", [201, 202, 203, 204, 205, 206, 299])
def test_no_other_success_is_believed(endpoint, server, status):
    body = b"" if status in {204, 205} else {"acknowledged_through": 3}

    assert outcome(endpoint, server, Reply(status, body)).fault is Fault.NOT_BELIEVED


@pytest.mark.parametrize("status", [101, 102, 103])
def test_an_interim_answer_alone_is_not_believed(endpoint, server, status):
    answer = outcome(endpoint, server, raw(f"HTTP/1.1 {status} Wait\r\n\r\n".encode()))

    assert answer.fault in {Fault.NOT_BELIEVED, Fault.CONNECTION_RESET}


def test_a_100_before_the_answer_changes_nothing(endpoint, server):
    body = b'{"acknowledged_through":3}'
    head = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n"

    assert outcome(endpoint, server, raw(head + body)) == Acknowledged(3)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
@pytest.mark.parametrize("location", ["https://elsewhere.example/", "/v2/batches", None])
def test_a_redirect_is_not_followed(endpoint, server, status, location):
    headers = {"Location": location} if location else {}

    assert outcome(endpoint, server, Reply(status, b"", headers)) == Failed(
        Fault.REDIRECTED, f"status {status}"
    )
    assert len(server.requests) == 1


def test_a_409_gives_the_hint(endpoint, server):
    assert outcome(endpoint, server, Reply(409, {"known_through": 1})) == NotHeld(1)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html></html>", {}, {"known_through": -1}, {"known_through": True}, {"known_through": "1"}],
)
def test_a_409_that_no_centre_sends_is_not_believed(endpoint, server, body):
    assert outcome(endpoint, server, Reply(409, body)).fault is Fault.NOT_BELIEVED


@pytest.mark.parametrize(("status", "fault"), [(401, Fault.UNAUTHORISED), (403, Fault.FORBIDDEN)])
def test_a_refusal_waits_for_somebody_to_act(endpoint, server, status, fault):
    assert outcome(endpoint, server, Reply(status)) == Refused(fault)


def test_a_413_asks_for_less(endpoint, server):
    assert outcome(endpoint, server, Reply(413, b"<html>nginx</html>")) == TooLarge()


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (400, Fault.BAD_REQUEST),
        (402, Fault.REJECTED),
        (404, Fault.WRONG_ADDRESS),
        (405, Fault.WRONG_ADDRESS),
        (407, Fault.PROXY_LOGIN),
        (408, Fault.TIMEOUT),
        (410, Fault.REJECTED),
        (418, Fault.REJECTED),
        (422, Fault.REJECTED),
        (500, Fault.SERVER_ERROR),
        (501, Fault.SERVER_ERROR),
        (502, Fault.SERVER_ERROR),
        (504, Fault.SERVER_ERROR),
        (507, Fault.SERVER_ERROR),
        (511, Fault.CAPTIVE_PORTAL),
        (599, Fault.SERVER_ERROR),
        (600, Fault.NOT_BELIEVED),
        (999, Fault.NOT_BELIEVED),
    ],
)
def test_each_other_status_has_its_fault(endpoint, server, status, fault):
    answer = outcome(endpoint, server, Reply(status, {"acknowledged_through": 3}))

    assert answer == Failed(fault, f"status {status}")


def test_a_busy_centre_is_heard_over_http_too(endpoint, server):
    assert outcome(endpoint, server, Reply(503, b"", {"retry-after": "7"})) == Busy(7)


def test_nobody_listening_is_connection_refused(server):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    endpoint = Endpoint(f"http://127.0.0.1:{port}/", TOKEN)

    assert endpoint.post(batch()).fault is Fault.CONNECTION_REFUSED


@pytest.mark.parametrize("answer", [close, reset, begin_and_reset])
def test_a_connection_that_breaks_off_is_named_so(endpoint, server, answer):
    assert outcome(endpoint, server, answer).fault is Fault.CONNECTION_RESET


def test_a_connection_that_breaks_off_in_the_request_is_named_so(endpoint, server):
    server.cut_requests = True

    assert endpoint.post(batch(500, text="x" * 16_000)).fault is Fault.CONNECTION_RESET


@pytest.mark.parametrize(
    "data",
    [
        b'HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{"acknowledged_through":3}',  # one byte is missing
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n{"acknowledged_through":3}\r\n',
        b"HTTP/1.1 200 OK\r\nContent-Length: 26\r\n",
        b"HTTP/1.1 2",
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
)
def test_an_answer_that_was_cut_acknowledges_nothing(endpoint, server, data):
    assert outcome(endpoint, server, raw(data)).fault in {Fault.CONNECTION_RESET, Fault.NOT_BELIEVED}


def test_an_answer_without_a_length_is_believed_when_it_is_whole(endpoint, server):
    answer = outcome(endpoint, server, raw(b'HTTP/1.0 200 OK\r\n\r\n{"acknowledged_through":3}'))

    assert answer == Acknowledged(3)


def test_an_answer_without_a_length_that_was_cut_is_not_believed(endpoint, server):
    answer = outcome(endpoint, server, raw(b'HTTP/1.0 200 OK\r\n\r\n{"acknowledged_through":3'))

    assert answer.fault is Fault.NOT_BELIEVED


def test_a_silent_centre_is_a_time_out(server):
    endpoint = Endpoint(server.url, TOKEN, read_seconds=0.1)

    assert outcome(endpoint, server, server.hang).fault is Fault.TIMEOUT


def test_a_large_batch_is_given_the_time_that_a_slow_line_takes(server):
    endpoint = Endpoint(server.url, TOKEN, read_seconds=0.2)
    source, dice = MemorySource(), random.Random(3)
    for _ in range(20):
        source.append(dice.randbytes(8_000).hex())  # packing leaves half of it
    large = next_batch(source, 0, through=20, sent_at=NOW, most=500)

    assert outcome(endpoint, server, server.acknowledge_late).fault is Fault.TIMEOUT
    assert outcome(endpoint, server, server.acknowledge_late, large) == Acknowledged(20)


def test_an_answer_that_comes_in_drops_is_a_time_out(server):
    endpoint = Endpoint(server.url, TOKEN, read_seconds=0.1)

    assert outcome(endpoint, server, server.dribble).fault is Fault.TIMEOUT


def test_an_endless_page_is_not_read_to_its_end(endpoint, server):
    page = raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5_000_000)

    assert outcome(endpoint, server, page).fault is Fault.NOT_BELIEVED


def test_a_name_that_is_not_found_is_named_so():
    endless = ".".join(["x" * 60] * 6)  # no name is so long: nobody needs to be asked
    endpoint = Endpoint(f"https://{endless}/", TOKEN, proxy="")

    assert endpoint.post(batch()).fault is Fault.NAME_NOT_FOUND


def test_no_route_to_the_centre_is_offline():
    endpoint = Endpoint("https://255.255.255.255/", TOKEN, proxy="", connect_seconds=2)

    assert endpoint.post(batch()).fault is Fault.OFFLINE


def test_after_a_failure_the_next_batch_arrives(endpoint, server):
    server.will(reset, close, begin_and_reset, Reply(500), acknowledge)

    answers = [endpoint.post(batch()) for _ in range(5)]

    assert answers[-1] == Acknowledged(3)
    assert all(isinstance(answer, Failed) for answer in answers[:-1])


def test_no_cookie_is_kept(endpoint, server):
    server.will(Reply(200, b"", {"Set-Cookie": "portal=1"}), acknowledge)

    endpoint.post(batch())
    endpoint.post(batch())

    assert "cookie" not in server.requests[1].headers


def test_the_token_is_in_no_text(endpoint, server, caplog):
    caplog.set_level(logging.DEBUG)
    server.will(reset, Reply(401, {"error": TOKEN}), Reply(200, {"acknowledged_through": 1}), acknowledge)

    texts = [repr(endpoint), str(endpoint), *(repr(endpoint.post(batch())) for _ in range(4))]

    assert all(TOKEN not in text for text in [*texts, caplog.text])
