"""One device can't take the centre from the others, and none is ever kept from what it has to send."""

import socket
import time
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import pytest
import requests

from central import devices
from central.cli import main
from central.limits import Limit, Limits, TooManyRequestsError
from sync.answers import Acknowledged, Busy
from sync.endpoint import Endpoint
from sync.pace import Pace
from tests.central.kit import PaperKiosk
from tests.central.server import serving


class HandClock:
    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def database_url(tmp_path):
    return f"sqlite:///{tmp_path}/centre.sqlite"


@pytest.fixture
def tokens(store):
    with store.writing() as connection:
        return [devices.enrol(connection, name, training=False)[0] for name in ("quan-1", "quan-2")]


def taken(limits, times, device="quan-1"):
    """How many of so many requests in a row are let in."""
    done = 0
    with suppress(TooManyRequestsError):
        for _ in range(times):
            with limits.request_of(device):
                done += 1
    return done


def test_after_a_rest_a_device_may_ask_often_and_then_as_fast_as_its_bucket_fills(clock):
    limits = Limits(Limit(rate=2, burst=10), clock)

    assert taken(limits, 20) == 10
    clock.seconds += 3
    assert taken(limits, 20) == 6
    clock.seconds += 1000
    assert taken(limits, 20) == 10


def test_who_waits_as_long_as_it_is_told_is_let_in(clock):
    limits = Limits(Limit(rate=0.3, burst=1), clock)
    assert taken(limits, 1) == 1
    with pytest.raises(TooManyRequestsError) as refused, limits.request_of("quan-1"):
        pass

    clock.seconds += refused.value.seconds
    assert taken(limits, 1) == 1


def test_each_device_has_a_bucket_of_its_own(clock):
    limits = Limits(Limit(rate=1, burst=3), clock)

    assert [taken(limits, 9, device) for device in ("quan-1", "quan-2")] == [3, 3]


def test_few_requests_of_a_device_are_under_way_at_once(clock):
    limits = Limits(Limit(at_once=2), clock)
    with limits.request_of("quan-1"), limits.request_of("quan-1"):
        assert taken(limits, 1) == 0
        assert taken(limits, 1, "quan-2") == 1
    assert taken(limits, 1) == 1


def test_a_year_without_network_is_sent_without_a_wait(clock):
    """At the speed of a shipper in front of a centre that needs no time at all."""
    limits = Limits(clock=clock)
    batches = 0
    while batches * Pace.batch_lines < 1000 * 365:
        with limits.request_of("quan-1"):
            batches += 1
        clock.seconds += Pace.pause


def test_the_kiosk_is_told_how_long_to_wait_and_others_are_not_held_up(store, tokens):
    kiosks = [PaperKiosk(name).start().ask() for name in ("quan-1", "quan-2")]
    with serving(store, limit=Limit(rate=0.01, burst=2)) as url, ExitStack() as stack:
        first, second = (Endpoint(f"{url}/v1/batches", token) for token in tokens)
        stack.callback(first.close)
        stack.callback(second.close)
        answers = [first.post(kiosks[0].batch()) for _ in range(3)]

        assert [type(answer) for answer in answers] == [Acknowledged, Acknowledged, Busy]
        assert 50 < answers[2].retry_after <= 101
        assert type(second.post(kiosks[1].batch())) is Acknowledged


def test_bodies_that_never_end_are_few_for_each_device(store, tokens):
    with serving(store, limit=Limit(at_once=2)) as url, ExitStack() as stack:
        address = (urlsplit(url).hostname, urlsplit(url).port)
        for _ in range(2):
            connection = stack.enter_context(socket.create_connection(address))
            head = f"POST /v1/batches HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {tokens[0]}\r\n"
            connection.sendall(f"{head}Content-Length: 1000\r\n\r\nx".encode())
        refused = answer_of_third(url, tokens[0])

        assert refused.headers["Retry-After"] == "1"
        assert "often" in refused.json()["error"]
        assert post(url, tokens[1]).status_code == 400


def answer_of_third(url, token):
    """The first answer of 429, once the two others have been taken up."""
    deadline = time.monotonic() + 30
    while (answer := post(url, token)).status_code != 429:
        assert time.monotonic() < deadline
    return answer


def post(url, token):
    headers = {"Authorization": f"Bearer {token}"}
    return requests.post(f"{url}/v1/batches", data=b"nothing", headers=headers, timeout=120)


def test_who_has_not_proved_who_it_is_takes_nothing_of_a_device(store, tokens):
    with serving(store, limit=Limit(rate=0.01, burst=1)) as url:
        assert {post(url, "somebody-elses").status_code for _ in range(5)} == {401}
        assert post(url, tokens[0]).status_code == 400


@pytest.mark.parametrize("words", [("--device-rate", "0"), ("--device-rate", "nan"), ("--device-burst", "0")])
def test_a_limit_that_would_let_nothing_in_is_wrong_use(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["serve", *words])

    assert ended.value.code == 2
    assert words[1] in capsys.readouterr().err
