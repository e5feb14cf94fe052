"""A journal that can't be read, was cut or was edited is a named fault, and nothing false is shipped."""

import pytest

from sync.status import Fault
from tests.sync.memory_source import MemorySource
from tests.sync.shipping import Rig


@pytest.fixture
def source():
    return MemorySource(entries=1234)


@pytest.fixture
def rig(source):
    return Rig(source)


@pytest.mark.parametrize("trouble", [OSError("disk"), RuntimeError("locked\nSELECT line"), KeyError()])
def test_a_journal_that_cant_be_read_is_a_fault_and_tried_again(rig, source, trouble):
    source.trouble = trouble
    assert rig.step() == 2
    assert rig.status.fault is Fault.JOURNAL_UNREADABLE
    assert type(trouble).__name__ in rig.status.detail
    assert "SELECT" not in rig.status.detail

    source.trouble = None
    rig.steps_until_quiet()
    assert rig.centre.rules.holds_all(source)


def test_a_journal_that_fails_after_the_centre_has_answered_sends_again(rig, source):
    def hold_and_break(rules, batch):
        source.trouble = OSError("disk")
        return rules.post(batch)

    rig.centre.will(hold_and_break)
    rig.step()
    source.trouble = None
    rig.steps_until_quiet()

    assert rig.centre.counts[:2] == [500, 500]
    assert len(rig.centre.rules.held) == 1234


def test_a_journal_fault_is_over_when_the_journal_is_well_though_nothing_waits(source):
    rig = Rig(source)
    rig.steps_until_quiet()
    source.trouble = OSError("disk")
    rig.step()
    source.trouble = None
    rig.step()

    assert rig.status.fault is None


def test_a_journal_shorter_than_its_watermark_is_a_fault_and_nothing_is_sent(rig, source):
    rig.steps_until_quiet()
    requests = len(rig.centre.batches)
    source.cut(1000)
    rig.clock.seconds += 900
    wait = rig.step()

    assert wait == 600
    assert rig.status.fault is Fault.JOURNAL_SHORT
    assert "1234 acknowledged, 1000 here" in rig.status.detail
    assert len(rig.centre.batches) == requests
    assert source.acknowledged_through() == 1234


def test_what_stands_before_an_edited_line_is_shipped_and_the_edit_never(rig, source):
    source.edit(701, '{"id":"forged"}')
    for _ in range(4):
        rig.step()

    assert rig.centre.counts == [500, 200]
    assert rig.status.fault is Fault.JOURNAL_DAMAGED
    assert "Entry 701" in rig.status.detail
    assert source.acknowledged_through() == 700


def test_a_line_that_is_missing_is_a_damaged_journal(rig, source, monkeypatch):
    monkeypatch.setattr(source, "lines", lambda _after, _limit: [])
    rig.step()

    assert rig.status.fault is Fault.JOURNAL_DAMAGED


def test_a_line_that_no_batch_may_hold_is_a_damaged_journal():
    source = MemorySource()
    source.append("two\nlines")
    rig = Rig(source)
    rig.step()

    assert rig.status.fault is Fault.JOURNAL_DAMAGED
    assert rig.centre.batches == []
