"""What every journal must do to be shipped: one class of tests for the one in memory and the real one.

A subclass gives the fixtures:

    source      a Source with at least five entries, none acknowledged, nothing removed by retention
    append      a function that makes the journal of `source` one or more entries longer
    reopen      a function that gives another Source over the same journal, as after a restart
    shortened   a Source from which retention has removed at least two entries and not all

Before its import goes pytest.register_assert_rewrite("tests.sync.source_contract"): without it `python -O`
skips what is asserted here.
"""

import json
import threading
from datetime import UTC, datetime

import pytest

from sync.batching import next_batch
from sync.wire import MAX_BATCH_LINES, ZERO, chain_all, decode, encode

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class SourceContract:
    def test_names_its_journal_and_device_as_the_wire_wants_them(self, source):
        batch = next_batch(source, 0, through=source.last(), sent_at=NOON, most=MAX_BATCH_LINES)

        assert decode(encode(batch)) == batch

    def test_its_hashes_are_those_of_its_lines(self, source):
        lines = source.lines(0, source.last())

        assert source.hash_at(0) == ZERO
        hashes = [source.hash_at(seq) for seq in range(1, source.last() + 1)]
        assert chain_all(ZERO, lines) == hashes

    def test_gives_lines_in_order_from_any_point_and_no_more_than_asked(self, source):
        every = source.lines(0, source.last())

        assert len(every) == source.last() >= 5
        assert source.lines(0, 2) == every[:2]
        assert source.lines(2, 2) == every[2:4]
        assert source.lines(2, source.last() + 100) == every[2:]

    def test_has_no_lines_after_the_last(self, source):
        assert source.lines(source.last(), 10) == []

    def test_has_no_hash_of_an_entry_that_is_not_there(self, source):
        with pytest.raises(LookupError):
            source.hash_at(source.last() + 1)
        with pytest.raises(LookupError):
            source.hash_at(-1)

    def test_holds_everything_and_nothing_is_acknowledged_at_first(self, source):
        assert source.kept_from() == 1
        assert source.acknowledged_through() == 0
        assert 0 <= source.finished_through() <= source.last()

    def test_shows_new_entries_without_being_opened_again(self, source, append):
        last, newest = source.last(), source.hash_at(source.last())

        append()

        assert source.last() > last
        assert source.hash_at(last) == newest
        assert len(source.lines(last, 100)) == source.last() - last

    def test_the_watermark_moves_forward_only(self, source):
        source.acknowledge(3)
        source.acknowledge(2)

        assert source.acknowledged_through() == 3

    def test_refuses_to_acknowledge_what_is_not_there(self, source):
        with pytest.raises(ValueError):  # noqa: PT011 - its words are the journal's own
            source.acknowledge(source.last() + 1)

        assert source.acknowledged_through() == 0

    def test_a_rewind_moves_the_watermark_back_only(self, source):
        source.acknowledge(4)
        source.rewind(1)
        source.rewind(3)

        assert source.acknowledged_through() == 1

    def test_the_watermark_survives_a_restart(self, source, reopen):
        source.acknowledge(4)
        assert reopen().acknowledged_through() == 4

        source.rewind(2)
        assert reopen().acknowledged_through() == 2

    def test_acknowledging_changes_no_line(self, source):
        lines = source.lines(0, source.last())

        source.acknowledge(5)

        assert source.lines(0, len(lines)) == lines

    def test_its_health_is_a_json_object(self, source):
        health = source.health()

        assert json.loads(json.dumps(health)) == health

    def test_can_be_used_by_another_thread_than_made_it(self, source):
        seen = []

        def use():
            source.acknowledge(1)
            seen.append((source.acknowledged_through(), len(source.lines(1, 2))))

        thread = threading.Thread(target=use)
        thread.start()
        thread.join()

        assert seen == [(1, 2)]

    def test_after_retention_the_chain_goes_on_from_what_was_removed(self, shortened):
        kept_from, last = shortened.kept_from(), shortened.last()
        assert 2 < kept_from <= last

        lines = shortened.lines(kept_from - 1, last)

        assert chain_all(shortened.hash_at(kept_from - 1), lines)[-1] == shortened.hash_at(last)

    def test_after_retention_older_hashes_are_gone(self, shortened):
        with pytest.raises(LookupError):
            shortened.hash_at(shortened.kept_from() - 2)
