"""`once` ships what it can now, says how far it came, and never waits."""

import time

import pytest

from sync.answers import Busy, Failed, NotHeld, Refused, TooLarge
from sync.status import Fault
from tests.sync.memory_source import MemorySource
from tests.sync.shipping import Rig


@pytest.fixture
def source():
    return MemorySource(entries=1234)


@pytest.fixture
def rig(source, monkeypatch):
    def no_sleep(_seconds):
        raise AssertionError("once must not sleep")

    monkeypatch.setattr(time, "sleep", no_sleep)
    return Rig(source)


def test_everything_goes_at_once_and_the_result_says_so(rig, source):
    result = rig.shipper.once()

    assert result.complete
    assert (result.requests, result.acknowledged, result.waiting) == (3, 1234, 0)
    assert result.acknowledged_through == 1234
    assert (result.fault, result.detail) == (None, "")
    assert rig.centre.rules.holds_all(source)
    assert rig.status.waiting == 0


def test_unfinished_privacy_steps_go_too(rig, source):
    source.finished = 7

    assert rig.shipper.once().acknowledged == 1234


def test_where_nothing_waits_one_request_shows_that_the_line_works(rig, source):
    rig.shipper.once()
    result = rig.shipper.once()

    assert result.complete
    assert (result.requests, result.acknowledged) == (1, 0)
    assert rig.centre.counts[-1] == 0


def test_an_empty_journal_makes_one_request_too():
    rig = Rig(MemorySource())

    assert rig.shipper.once().complete
    assert rig.centre.counts == [0]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Failed(Fault.TIMEOUT), Fault.TIMEOUT),
        (Failed(Fault.NOT_BELIEVED, "a page"), Fault.NOT_BELIEVED),
        (Refused(Fault.UNAUTHORISED), Fault.UNAUTHORISED),
        (Busy(60.0), Fault.BUSY),
        (Busy(None), Fault.BUSY),
    ],
)
def test_it_stops_at_the_first_failure_and_names_it(rig, source, answer, fault):
    rig.centre.will(type(rig.centre.rules).post, answer)
    result = rig.shipper.once()

    assert not result.complete
    assert (result.requests, result.acknowledged, result.waiting) == (2, 500, 734)
    assert result.fault is fault
    assert result.detail
    assert source.acknowledged_through() == 500


def test_a_failure_where_nothing_waits_is_not_complete_either(rig):
    rig.shipper.once()
    rig.centre.will(Failed(Fault.OFFLINE))

    assert not rig.shipper.once().complete


def test_remembered_back_off_does_not_hold_it(rig):
    rig.centre.will(*[Failed(Fault.TIMEOUT)] * 3)
    for _ in range(3):
        rig.step()
    rig.shipper.step()

    assert rig.shipper.once().complete


def test_it_goes_on_after_a_409(rig, source):
    rig.shipper.once()
    rig.centre.rules.held.clear()
    result = rig.shipper.once()

    assert result.complete
    assert rig.centre.rules.holds_all(source)


def test_it_stops_where_a_search_fails_and_the_next_run_goes_on(rig, source):
    rig.shipper.once()
    rig.centre.rules.held.clear()
    rig.centre.will(NotHeld(600), Failed(Fault.OFFLINE))
    assert not rig.shipper.once().complete

    assert rig.shipper.once().complete
    assert rig.centre.rules.holds_all(source)


def test_it_goes_on_after_a_413(rig, source):
    rig.centre.will(TooLarge(), TooLarge(), TooLarge())
    result = rig.shipper.once()

    assert result.complete
    assert rig.centre.counts[:4] == [500, 250, 125, 62]
    assert rig.centre.rules.holds_all(source)


def test_a_single_entry_that_is_too_large_stops_it(rig):
    rig.centre.will(*[TooLarge()] * 20)
    result = rig.shipper.once()

    assert result.fault is Fault.TOO_LARGE
    assert rig.centre.counts[-1] == 1


def test_a_centre_that_contradicts_itself_does_not_hold_it_for_ever(rig):
    rig.shipper.once()
    rig.centre.will(*[NotHeld(5)] * 5000)
    result = rig.shipper.once()

    assert not result.complete
    assert result.fault is Fault.CONTRADICTION
    assert result.requests < 100


def test_a_journal_that_cant_be_read_is_a_result_and_not_an_exception(rig, source):
    source.trouble = OSError("disk")
    result = rig.shipper.once()

    assert not result.complete
    assert result.fault is Fault.JOURNAL_UNREADABLE


def test_a_journal_shorter_than_its_watermark_is_not_complete(rig, source):
    rig.shipper.once()
    source.cut(1000)
    result = rig.shipper.once()

    assert not result.complete
    assert result.fault is Fault.JOURNAL_SHORT


def test_a_damaged_journal_is_not_complete(rig, source):
    source.edit(3, '{"id":"forged"}')
    result = rig.shipper.once()

    assert not result.complete
    assert (result.fault, result.acknowledged) == (Fault.JOURNAL_DAMAGED, 2)
