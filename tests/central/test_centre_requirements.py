"""What the centre needs of the machine that it runs on."""

import signal
import socket
import threading
import time

import psycopg
import pytest
import requests

from central import serve as serving
from central import store as stores
from central.limits import Limit
from central.store import Store
from tests.central.commands import status_of
from tests.central.server import PATIENCE_SECONDS


@pytest.fixture
def version(postgresql_url):
    """The number that PostgreSQL gives of itself."""
    with psycopg.connect(postgresql_url) as connection:
        return int(connection.execute("SHOW server_version_num").fetchone()[0])


@pytest.mark.postgresql
def test_a_postgresql_that_is_too_old_is_refused_in_one_sentence(
    version, postgresql_url, monkeypatch, capsys
):
    monkeypatch.setattr(stores, "OLDEST_POSTGRESQL", version + 1)

    assert status_of(["serve", "--port", "0", "--database", postgresql_url]) == 1

    (sentence,) = capsys.readouterr().err.splitlines()
    assert f"PostgreSQL {version // 10000}." in sentence
    assert "is too old for central: use PostgreSQL" in sentence
    with psycopg.connect(postgresql_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (0,)


@pytest.mark.postgresql
def test_the_oldest_postgresql_that_will_do_is_taken(version, postgresql_url, monkeypatch):
    monkeypatch.setattr(stores, "OLDEST_POSTGRESQL", version)

    Store.open(postgresql_url).close()


@pytest.fixture
def centre(tmp_path, monkeypatch):
    """`serve` as the command calls it, in a thread; gives uvicorn's server."""
    started = []

    class Watched(serving._Server):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            started.append(self)

    monkeypatch.setattr(serving, "_Server", Watched)
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # for main threads only
    store = Store.open(f"sqlite:///{tmp_path}/centre.sqlite")
    thread = threading.Thread(
        target=serving.serve,
        args=(store, serving.Address(port=0)),
        kwargs={"time_zone": "Asia/Ho_Chi_Minh", "limit": Limit()},
    )
    thread.start()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (started and started[0].started):
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("the centre did not start")
        time.sleep(0.005)
    yield started[0]
    started[0].should_exit = True
    thread.join(PATIENCE_SECONDS)
    store.close()


def test_no_piece_of_an_answer_waits_until_the_one_before_is_confirmed(centre):
    """Nagle's algorithm would hold the body back for 40 ms after the head, each time."""
    with requests.Session() as session:
        session.get(centre._url, timeout=PATIENCE_SECONDS)

        (connection,) = centre.server_state.connections
        accepted = connection.transport.get_extra_info("socket")
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
