"""Deliveries at the same moment, as several workers of a real centre meet them."""

import threading

import psycopg
import pytest

from central.ingest import Acknowledged, take
from central.store import Store
from tests.central.kit import NOW, PaperKiosk


@pytest.fixture
def at_once(database_url, enrolled):
    """Take batches at one moment, each over a store of its own, as processes would."""

    def at_once(*batches):
        devices = {name: enrolled(name) for name in {batch.header.device for batch in batches}}
        answers = [None] * len(batches)
        together = threading.Barrier(len(batches))

        def deliver(place, batch):
            store = Store.open(database_url)
            together.wait()
            answers[place] = take(store, devices[batch.header.device], batch, now=NOW)
            store.close()

        threads = [threading.Thread(target=deliver, args=each) for each in enumerate(batches)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    return at_once


@pytest.fixture
def total(store):
    def total():
        with store.reading() as connection:
            held = connection.exec_driver_sql("SELECT count(*) FROM entries").scalar()
            return held, connection.exec_driver_sql(
                "SELECT sum(number) FROM rollup WHERE series = 'ballots'"
            ).scalar()

    return total


def voted(*names):
    kiosks = [PaperKiosk(name).start().ask() for name in names]
    for kiosk in kiosks:
        for _ in range(30):
            kiosk.vote(chung="satisfied")
    return kiosks


def test_one_batch_delivered_four_times_at_once_counts_once(at_once, total):
    (kiosk,) = voted("quan-1")
    answers = at_once(*[kiosk.batch()] * 4)
    assert [answer.through for answer in answers] == [kiosk.last] * 4
    assert sorted(answer.added for answer in answers) == [0, 0, 0, kiosk.last]
    assert total() == (kiosk.last, 30)


def test_two_branches_delivered_at_once_are_both_held(at_once, send, total):
    (kiosk,) = voted("quan-1")
    send(kiosk.batch())
    branches = [kiosk.copy() for _ in range(3)]
    for branch in branches:
        branch.vote(chung="satisfied")
    at_once(*[branch.batch(kiosk.last + 1) for branch in branches])
    assert total() == (kiosk.last + 9, 33)


def test_a_journal_and_its_heirs_delivered_at_once_count_once(at_once, total):
    (kiosk,) = voted("quan-1")
    heirs = [kiosk.continue_as(name, carry_after=5) for name in ("quan-2", "quan-3")]
    at_once(kiosk.batch(), *[heir.batch() for heir in heirs])
    assert total() == (kiosk.last + sum(heir.last for heir in heirs), 30)


def test_many_devices_at_once_do_not_wait_for_each_other_in_vain(at_once, total):
    kiosks = voted(*(f"quan-{number}" for number in range(6)))
    answers = at_once(*[kiosk.batch() for kiosk in kiosks])
    assert answers == [Acknowledged(kiosk.last, kiosk.last) for kiosk in kiosks]
    assert total() == (sum(kiosk.last for kiosk in kiosks), 180)


@pytest.mark.postgresql
def test_a_server_that_dropped_every_connection_is_found_again(shared_postgresql_url, send, database_url):
    if database_url != shared_postgresql_url:
        return
    (kiosk,) = voted("quan-1")
    send(kiosk.batch(1, 20))
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'central'"
        )
    assert send(kiosk.batch(21)).through == kiosk.last


@pytest.mark.postgresql
def test_what_is_acknowledged_is_on_the_disk_whatever_the_server_does_for_others(
    postgresql_server,
):
    with postgresql_server.fresh_database() as url:
        name = url.rpartition("/")[2]
        with psycopg.connect(url, autocommit=True) as other:
            other.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        store = Store.open(url)
        with store.writing() as connection:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        store.close()
