"""The journal as shipping sees it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Event

import pytest

pytest.register_assert_rewrite("tests.sync.source_contract")

from kiosk.domain.office import OfficeHours
from kiosk.journal import JournalReadError, JournalRefusedError, JournalSource, shipping
from tests.journal.kit import (
    AT,
    HERE,
    MORNING,
    day,
    later,
    opened,
    raw,
    shift_closed,
    shift_opened,
    shown,
    tap,
)
from tests.sync.source_contract import SourceContract

LONG_AGO = later(days=-500)


class Clock:
    def __init__(self, at=MORNING):
        self.at = at

    def now(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def shipped(path, clock):
    """A function that opens a source; all are closed at the end."""
    sources = []

    def source(parts=HERE):
        sources.append(
            JournalSource(path, step_minutes=15, now=clock.now, about={"version": "0.1.0"}, parts=parts)
        )
        return sources[-1]

    yield source
    for source in sources:
        source.close()


class TestTheJournalKeepsTheContract(SourceContract):
    @pytest.fixture
    def source(self, journal, shipped):
        journal.append(day())
        return shipped()

    @pytest.fixture
    def append(self, journal):
        return lambda: journal.append([tap()])

    @pytest.fixture
    def reopen(self, shipped):
        return shipped

    @pytest.fixture
    def shortened(self, path, shipped):
        with opened(path, now=LONG_AGO) as journal:
            journal.append([*day(LONG_AGO), *day()])
            source = shipped()
            source.acknowledge(20)
            journal.forget(days=400, today=AT.date())
        return source


class TestWhatMayLeaveNow:
    """Only steps that are over: a batch's arrival must tell nothing about one citizen."""

    def test_not_what_was_written_in_this_quarter_of_an_hour(self, journal, shipped, clock):
        source = shipped()
        assert source.finished_through() == 0
        journal.append([shown(), shift_opened(), tap(), tap()])
        assert source.finished_through() == 0

        clock.at += timedelta(minutes=9)
        assert source.finished_through() == 0
        clock.at += timedelta(minutes=1)
        assert source.finished_through() == 5

    def test_everything_before_the_newest_finished_entry(self, journal, shipped, clock):
        journal.append([tap(at=AT), tap(at=later(minutes=15)), tap(at=later(minutes=15))])
        clock.at = later(minutes=16)

        assert shipped().finished_through() == 2

    def test_a_shift_when_it_is_closed(self, journal, shipped):
        journal.append([shift_opened(), tap(), shift_closed(), shift_opened(), tap()])

        assert shipped().finished_through() == 4

    def test_what_a_clock_wrote_that_was_then_put_back(self, journal, shipped):
        journal.append([tap(at=later(days=1)), tap(at=AT)])

        assert shipped().finished_through() == 2

    def test_never_less_than_what_has_left_already(self, journal, shipped):
        journal.append([tap(), tap()])
        source = shipped()
        source.acknowledge(2)

        assert source.finished_through() == 2


@pytest.mark.usefixtures("journal")
class TestHealth:
    def test_says_how_much_waits_since_when_and_nothing_finer_than_a_step(self, journal, shipped):
        journal.append([*day(), tap(at=later(minutes=15))])
        source = shipped()
        source.acknowledge(3)

        assert source.health() == {
            "version": "0.1.0",
            "head": journal.head.seq,
            "waiting": journal.head.seq - 3,
            "oldest_waiting": "2026-11-20T08:15:00+07:00",
            "faults": [],
            "shift_open": False,
            "last_ballot": "2026-11-20T08:30:00+07:00",
            "quiet_minutes": None,
        }

    def test_says_that_nothing_waits(self, shipped):
        source = shipped()
        source.acknowledge(1)

        assert (source.health()["waiting"], source.health()["oldest_waiting"]) == (0, None)

    def test_does_not_tell_that_somebody_has_just_rated(self, journal, shipped):
        source = shipped()
        before = source.health()
        journal.append([tap(), tap()])

        assert source.health() == before

    def test_says_for_how_many_office_minutes_an_open_shift_had_no_ballot(self, journal, path, clock):
        hours = OfficeHours(frozenset({4}), ((time(7, 30), time(11, 30)), (time(13, 30), time(17))))
        journal.append([shift_opened(), tap(at=later(minutes=15))])
        clock.at = later(minutes=5 * 60 + 52)

        told = []
        for known in (hours, None):
            with JournalSource(path, step_minutes=15, now=clock.now, hours=known, parts=HERE) as source:
                told.append(source.health())
        assert [one["shift_open"] for one in told] == [True, True]
        assert [one["last_ballot"] for one in told] == ["2026-11-20T08:30:00+07:00"] * 2
        assert [one["quiet_minutes"] for one in told] == [180 + 30, 330]

    def test_names_the_journals_faults(self, shipped):
        elsewhere = [part._replace(value=part.value * 2) for part in HERE]

        assert shipped(elsewhere).health()["faults"] == ["other_machine"]


def test_what_retention_removed_can_be_rewound_past_but_not_read(path, shipped):
    with opened(path, now=LONG_AGO) as journal:
        journal.append([*day(LONG_AGO), *day()])
        source = shipped()
        source.acknowledge(20)
        journal.forget(days=400, today=AT.date())

    source.rewind(0)

    assert source.acknowledged_through() == 0
    assert source.lines(0, 1) == source.lines(source.kept_from() - 1, 1)


def test_taps_go_on_while_a_batch_is_read(journal, shipped):
    source = shipped()
    journal.append(day())
    lines = source.lines(0, 500)
    journal.append(day())

    assert source.lines(0, 500)[: len(lines)] == lines


def test_the_watermark_waits_for_who_is_writing_and_then_moves(path, journal, shipped):
    journal.append(day())
    source, begun = shipped(), Event()
    source._connection.connection.dbapi_connection.set_trace_callback(
        lambda statement: begun.set() if statement.startswith("UPDATE") else None
    )
    with raw(path) as owner, ThreadPoolExecutor() as shipper:
        owner.execute("BEGIN IMMEDIATE")
        owner.execute("UPDATE machine SET salt = 'another'")
        moved = shipper.submit(source.acknowledge, 3)
        assert begun.wait(60)
        owner.execute("COMMIT")
        moved.result(60)

    assert source.acknowledged_through() == 3


def test_only_one_ships_at_a_time(path, journal):
    with (
        shipping(path),
        pytest.raises(JournalRefusedError, match="Another program is shipping"),
        shipping(path),
    ):
        pass
    with shipping(path):
        pass


def test_no_journal_is_one_sentence(path, clock):
    with pytest.raises(JournalReadError, match="can't be opened"):
        JournalSource(path, step_minutes=15, now=clock.now)


def test_a_lost_table_is_one_sentence(path, clock):
    opened(path).close()
    with raw(path) as database:
        database.execute("DROP TABLE keepsake")

    with pytest.raises(JournalReadError):
        JournalSource(path, step_minutes=15, now=clock.now)
