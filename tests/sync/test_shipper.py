"""Whatever the network, the centre or the disk does: nothing is lost, and shipping goes on by itself."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from sync.answers import Acknowledged, Busy, Failed, Refused, TooLarge
from sync.pace import Pace
from sync.status import SENTENCES, Fault
from tests.sync.memory_source import MemorySource
from tests.sync.shipping import NOON, Rig


@pytest.fixture
def source():
    return MemorySource(entries=1234)


@pytest.fixture
def rig(source):
    return Rig(source)


def test_what_waits_is_shipped_in_order_in_batches_of_500_with_a_pause_between(rig, source):
    waits = [rig.step() for _ in range(3)]

    assert rig.centre.counts == [500, 500, 234]
    assert rig.centre.rules.holds_all(source)
    assert source.acknowledged_through() == 1234
    assert waits[:2] == [5.0, 5.0]
    assert waits[2] > 1


def test_a_batch_names_its_place_and_carries_health(rig, source):
    source.remove_through(0)
    rig.step()
    rig.step()

    header = rig.centre.batches[1].header
    assert (header.first, header.prev) == (501, source.hash_at(500))
    assert (header.device, header.journal, header.kept_from) == (source.device(), source.journal(), 1)
    assert header.health == source.health()
    assert header.sent_at == NOON + timedelta(seconds=Pace.pause)


def test_an_unfinished_privacy_step_is_not_shipped(rig, source):
    source.finished = 300
    rig.step()
    assert rig.centre.counts == [300]

    rig.step()
    assert rig.centre.counts == [300]
    assert rig.status.waiting == 934

    source.finished = 301
    rig.step()
    assert rig.centre.counts == [300, 1]


def test_an_empty_batch_each_quarter_hour_says_that_the_kiosk_lives():
    rig = Rig(MemorySource(entries=3))
    while rig.clock.seconds < 3 * 3600:
        rig.step()

    assert rig.centre.counts[0] == 3
    assert set(rig.centre.counts[1:]) == {0}
    assert 10 <= len(rig.centre.counts) <= 13


def test_a_kiosk_of_which_nothing_waits_says_so_when_it_starts():
    source = MemorySource(entries=3)
    Rig(source).step()
    rig = Rig(source)
    rig.step()

    assert rig.centre.counts == [0]


def test_an_empty_journal_can_already_be_heard_of():
    rig = Rig(MemorySource())
    rig.step()

    assert rig.centre.batches[0].header.first == 1
    assert rig.status.fault is None


@pytest.mark.parametrize(
    "answer", [Failed(Fault.OFFLINE), Failed(Fault.NOT_BELIEVED, "a page"), Refused(Fault.FORBIDDEN)]
)
def test_a_failure_acknowledges_nothing_and_the_same_batch_goes_again(rig, source, answer):
    rig.centre.will(answer)
    rig.step()
    assert source.acknowledged_through() == 0
    assert rig.status.fault is answer.fault

    rig.step()
    assert rig.centre.batches[0].lines == rig.centre.batches[1].lines
    assert source.acknowledged_through() == 500
    assert rig.status.fault is None


def test_back_off_doubles_up_to_five_minutes_and_a_success_ends_it(rig):
    rig.centre.will(*[Failed(Fault.TIMEOUT)] * 12)
    waits = [rig.step() for _ in range(12)]

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    rig.step()
    rig.centre.will(Failed(Fault.TIMEOUT))
    assert rig.step() == 2


def test_back_off_is_scattered_over_its_whole_length(source):
    rig = Rig(source, random=Random(7))
    rig.centre.will(*[Failed(Fault.TIMEOUT)] * 200)
    waits = [rig.step() for _ in range(200)][12:]

    assert min(waits) < 30
    assert max(waits) <= 300
    assert 120 < sum(waits) / len(waits) < 180


def test_no_request_is_made_before_the_back_off_is_over(rig):
    rig.centre.will(*[Failed(Fault.SERVER_ERROR)] * 5)
    for _ in range(5):
        rig.step()
    rig.shipper.step()
    rig.clock.seconds += 1
    rig.centre.will(Failed(Fault.SERVER_ERROR))
    rig.shipper.step()
    requests = len(rig.centre.batches)

    assert rig.shipper.step() > 0
    rig.shipper.wake()
    assert rig.shipper.step() > 0
    assert len(rig.centre.batches) == requests


def test_an_administrator_can_cut_a_back_off_short(rig):
    rig.centre.will(*[Failed(Fault.SERVER_ERROR)] * 8)
    for _ in range(7):
        rig.step()
    rig.shipper.step()

    rig.shipper.wake(at_once=True)
    rig.shipper.step()

    assert rig.status.fault is None
    assert rig.status.acknowledged_through == 500


def test_an_administrator_can_test_a_line_on_which_nothing_waits(source):
    rig = Rig(source)
    rig.steps_until_quiet()
    requests = len(rig.centre.batches)

    rig.shipper.wake(at_once=True)
    rig.shipper.step()

    assert len(rig.centre.batches) == requests + 1


@pytest.mark.parametrize("fault", [Fault.UNAUTHORISED, Fault.FORBIDDEN])
def test_a_refusal_is_tried_again_slowly(source, fault):
    rig = Rig(source, random=Random(7))
    rig.centre.will(*[Refused(fault)] * 20)

    assert all(300 <= rig.step() <= 600 for _ in range(20))
    assert source.acknowledged_through() == 0


@pytest.mark.parametrize(("asked", "wait"), [(120.0, 120), (3600.0, 3600), (0.0, 1), (None, 2)])
def test_a_busy_centre_is_left_in_peace_as_long_as_it_asks(rig, asked, wait):
    rig.centre.will(Busy(asked))

    assert rig.step() == wait
    assert rig.status.fault is Fault.BUSY


def too_large_beyond(lines):
    def answer(rules, batch):
        return TooLarge() if len(batch.lines) > lines else rules.post(batch)

    return answer


def test_a_batch_that_is_too_large_is_halved_until_it_fits_and_whole_again_later(rig, source):
    rig.centre.will(*[too_large_beyond(130)] * 13)
    rig.steps_until_quiet()

    assert rig.centre.counts[:4] == [500, 250, 125, 125]
    assert max(rig.centre.counts[2:]) == 125
    assert all(report.fault is None for report in rig.reports)
    for _ in range(400):
        source.append()
    rig.step()
    assert rig.centre.counts[-1] == 400


def test_a_single_entry_that_is_too_large_is_a_fault_and_is_kept(rig, source):
    rig.centre.will(*[too_large_beyond(0)] * 20)
    waits = [rig.step() for _ in range(12)]

    assert rig.centre.counts[:10] == [500, 250, 125, 62, 31, 15, 7, 3, 1, 1]
    assert rig.status.fault is Fault.TOO_LARGE
    assert waits[-1] == 600
    assert source.acknowledged_through() == 0


def test_even_an_empty_batch_that_is_too_large_is_a_fault():
    rig = Rig(MemorySource())
    rig.centre.will(TooLarge())

    assert rig.step() == 600
    assert rig.status.fault is Fault.TOO_LARGE


def test_the_status_tells_how_shipping_stands(rig):
    rig.centre.will(Acknowledged(500, clock_offset=-41.5))
    rig.step()
    status = rig.status
    assert (status.waiting, status.acknowledged_through) == (734, 500)
    assert status.oldest_waiting == datetime(2026, 11, 21, 1, 15, tzinfo=UTC)
    assert status.last_contact == NOON
    assert status.clock_offset == -41.5
    assert (status.fault, status.fault_since, status.next_try, status.detail) == (None, None, None, "")


def test_the_status_tells_since_when_and_until_when_a_fault_lasts(rig):
    rig.centre.will(*[Failed(Fault.TLS_EXPIRED, "certificate has expired")] * 2, Failed(Fault.TIMEOUT))
    rig.step()
    rig.step()
    status = rig.status
    assert status.fault is Fault.TLS_EXPIRED
    assert status.detail == SENTENCES[Fault.TLS_EXPIRED] + " (certificate has expired)"
    assert status.fault_since == NOON
    assert status.next_try == rig.clock.now()

    rig.step()
    assert rig.status.fault_since > NOON
    assert rig.status.last_contact is None


def test_when_nothing_waits_nothing_is_oldest(rig):
    rig.steps_until_quiet()

    assert rig.status.waiting == 0
    assert rig.status.oldest_waiting is None


def test_a_line_without_a_time_makes_no_fault():
    source = MemorySource()
    source.finished = 0
    source.append("no json")
    rig = Rig(source)
    rig.step()

    assert rig.status.waiting == 1
    assert rig.status.oldest_waiting is None
    assert rig.status.fault is None


def test_sizes_and_waits_can_be_set():
    rig = Rig(MemorySource(entries=10), pace=Pace(batch_lines=4, pause=1.5, heartbeat=60))

    assert [rig.step() for _ in range(2)] == [1.5, 1.5]
    assert rig.centre.counts == [4, 4]


def test_every_fault_has_its_sentence():
    assert set(SENTENCES) == set(Fault)


def test_a_slow_line_gets_shorter_batches_until_they_arrive():
    rig = Rig(MemorySource(entries=1000))
    rig.centre.will(*[Failed(Fault.TIMEOUT)] * 3)
    rig.steps_until_quiet()

    assert rig.centre.counts[:6] == [500, 250, 125, 62, 87, 112]
    assert rig.source.acknowledged_through() == 1000


def test_after_a_long_silence_batches_are_short_but_not_single_entries():
    rig = Rig(MemorySource(entries=1000))
    rig.centre.will(*[Failed(Fault.TIMEOUT)] * 20)
    rig.steps_until_quiet()

    assert min(count for count in rig.centre.counts if count) == 25
    assert len(rig.centre.counts) < 40
