"""The shipper's own thread: it ships by itself, wakes when asked, survives everything and ends when told."""

import threading

import pytest

from sync.answers import Failed
from sync.endpoint import Endpoint
from sync.pace import Pace
from sync.shipper import Shipper
from sync.status import Fault, StatusBoard, SyncStatus
from tests.sync.memory_source import MemorySource
from tests.sync.model_centre import ModelCentre
from tests.sync.scripted_server import Reply, acknowledge, reset

QUICK = Pace(pause=0.001, look=3600, backoff_first=0.001, backoff_most=0.002, slow=0.002)


class Watch:
    """Lets a test wait for a status instead of for a time."""

    def __init__(self):
        self.board = StatusBoard()
        self._news = threading.Condition()

    def report(self, status):
        with self._news:
            self.board.publish(status)
            self._news.notify_all()

    def until(self, wanted):
        with self._news:
            assert self._news.wait_for(lambda: wanted(self.board.read()), timeout=20)


@pytest.fixture
def watch():
    return Watch()


def test_it_ships_by_itself_and_ends_when_told(watch):
    source, centre = MemorySource(entries=1234), ModelCentre()
    shipper = Shipper(source, centre, watch.report, pace=QUICK)
    shipper.start()
    watch.until(lambda status: status.acknowledged_through == 1234)

    assert shipper.stop()
    assert centre.holds_all(source)
    assert not any(thread.name == "sync" for thread in threading.enumerate())


def test_it_can_be_stopped_before_it_was_started():
    assert Shipper(MemorySource(), ModelCentre()).stop()


def test_it_is_woken_out_of_a_long_wait(watch):
    source, centre = MemorySource(entries=3), ModelCentre()
    shipper = Shipper(source, centre, watch.report, pace=QUICK)
    shipper.start()
    watch.until(lambda status: status.acknowledged_through == 3)

    source.append()
    shipper.wake()
    watch.until(lambda status: status.acknowledged_through == 4)
    assert shipper.stop()


def test_it_survives_a_journal_that_fails_in_every_way(watch):
    source, centre = MemorySource(entries=3), ModelCentre()
    source.trouble = RuntimeError("locked")
    shipper = Shipper(source, centre, watch.report, pace=QUICK)
    shipper.start()
    watch.until(lambda status: status.fault is Fault.JOURNAL_UNREADABLE)

    source.trouble = None
    watch.until(lambda status: status.acknowledged_through == 3)
    assert shipper.stop()


def test_it_survives_a_centre_that_breaks_the_rules_of_python(watch):
    class Broken(ModelCentre):
        failures = 3

        def post(self, batch):
            if self.failures:
                self.failures -= 1
                raise MemoryError
            return super().post(batch)

    source = MemorySource(entries=3)
    shipper = Shipper(source, Broken(), watch.report, pace=QUICK)
    shipper.start()
    watch.until(lambda status: status.acknowledged_through == 3)
    assert shipper.stop()


def test_it_ships_over_http_through_every_kind_of_trouble(server, watch):
    source = MemorySource(entries=700)
    page = Reply(200, b"<html>Welcome!</html>", {"Content-Type": "text/html"})
    server.will(reset, Reply(500), page, Reply(401), Reply(409, b"?"), Reply(413), acknowledge)
    endpoint = Endpoint(server.url, "token", read_seconds=5)
    shipper = Shipper(source, endpoint, watch.report, pace=QUICK)
    shipper.start()
    watch.until(lambda status: status.acknowledged_through == 700)
    assert shipper.stop()
    endpoint.close()

    taken = [request.batch for request in server.requests[6:]]
    assert [line for batch in taken for line in batch.lines] == source.lines(0, 700)
    assert abs(watch.board.read().clock_offset or 0) < 5


def test_a_board_starts_with_an_empty_status_and_keeps_the_newest():
    board = StatusBoard()
    assert board.read() == SyncStatus()

    board.publish(SyncStatus(waiting=3))
    assert board.read().waiting == 3


def test_where_no_endpoint_is_configured_the_board_says_so():
    assert StatusBoard(SyncStatus(enabled=False)).read().enabled is False


def test_a_stop_does_not_wait_for_a_silent_centre_for_ever(watch):
    entered, leave = threading.Event(), threading.Event()

    class Silent(ModelCentre):
        def post(self, _batch):
            entered.set()
            leave.wait(20)
            return Failed(Fault.TIMEOUT)

    shipper = Shipper(MemorySource(entries=3), Silent(), watch.report, pace=QUICK)
    shipper.start()
    assert entered.wait(20)

    assert not shipper.stop(seconds=0.01)
    leave.set()
    assert shipper.stop()
