"""Retention: old acknowledged entries go, whole shifts at a time, and the chain still verifies."""

import sqlite3

import pytest

from kiosk.domain.entries import ClockStep
from kiosk.journal import JournalReader, JournalSource
from tests.journal.kit import (
    ASKED,
    AT,
    HERE,
    MORNING,
    assert_chain,
    day,
    later,
    opened,
    raw,
    rows,
    shift_opened,
    shown,
    start,
    tap,
)

TODAY = AT.date()
OLD, OLDER = later(days=-500), later(days=-800)


@pytest.fixture
def journal(path):
    with opened(path, now=OLDER) as journal:
        yield journal


@pytest.fixture
def source(path, journal):
    with JournalSource(path, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
        yield source


def forget(journal):
    return journal.forget(days=400, today=TODAY)


def kept(path):
    return [seq for seq, *_ in rows(path)]


def test_removes_what_is_old_and_acknowledged_and_keeps_the_chain(path, journal, source):
    journal.append([shown(OLD), *day(OLD), *day()])
    before = rows(path)
    source.acknowledge(len(before))

    assert forget(journal) == 17

    assert rows(path) == before[17:]
    assert_chain(rows(path), after=17, digest=before[16][2])
    with JournalReader(path) as reader:
        found = reader.verify()
        assert found.sound
        assert found.entries == len(before) - 17


def test_nothing_is_removed_twice(journal, source):
    journal.append([*day(OLD), *day()])
    source.acknowledge(20)

    assert forget(journal) == 16
    assert forget(journal) == 0


def test_what_the_centre_does_not_have_stays(journal, source):
    journal.append([*day(OLDER), *day(OLD), *day()])
    source.acknowledge(20)

    assert forget(journal) == 16  # the end of the last shift before entry 20
    assert source.kept_from() == 17


def test_nothing_at_all_goes_before_the_centre_has_something(journal):
    journal.append(day(OLD))

    assert forget(journal) == 0


def test_an_open_shift_stays_whole(path, journal, source):
    journal.append([*day(OLDER), start(OLD), shift_opened(OLD), tap(at=OLD)])
    source.acknowledge(journal.head.seq)

    assert forget(journal) == 16
    assert journal.open_work().shift is not None


def test_whose_it_is_and_what_is_asked_stay_readable(path, journal, source):
    journal.append([shown(OLD), *day(OLD), *day()])
    source.acknowledge(20)
    identity = journal.identity

    forget(journal)

    with JournalReader(path) as reader:
        assert reader.identity() == identity
        assert reader.questionnaires(TODAY, TODAY) == [ASKED]
        assert reader.kept_from_day() == later(days=-499).date()
    assert journal.open_work().questionnaire == ASKED.version


def test_a_start_after_it_is_an_ordinary_one(path):
    with opened(path, now=OLDER) as journal:
        journal.append([shown(OLD), *day(OLD), *day()])
        with JournalSource(path, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
            source.acknowledge(20)
        forget(journal)
        identity = journal.identity

    with opened(path) as journal:
        assert (journal.identity, journal.faults) == (identity, [])
        journal.append(day())
    with JournalReader(path) as reader:
        assert reader.verify().sound


def test_a_journal_whose_every_entry_went_goes_on(path):
    with opened(path, now=OLDER) as journal:
        journal.append(day(OLD))
        last = journal.head
        with JournalSource(path, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
            source.acknowledge(last.seq)
            forget(journal)
            assert source.last() == last.seq
            assert source.hash_at(last.seq) == last.hash
        assert rows(path) == []
    with opened(path) as journal:
        assert journal.head == last
        assert journal.append([tap()]) == last.seq + 1
    assert_chain(rows(path), after=last.seq, digest=last.hash)


def test_damage_after_it_is_salvaged_with_what_is_asked(path):
    with opened(path, now=OLDER) as journal:
        journal.append([shown(OLD), *day(OLD), *day()])
        with JournalSource(path, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
            source.acknowledge(20)
        forget(journal)
        identity, left = journal.identity, rows(path)
    with raw(path) as database:
        database.execute("DROP VIEW taps")

    with opened(path) as journal:
        assert journal.identity.continues["journal"] == identity.journal
        assert journal.open_work().questionnaire == ASKED.version
    assert [line for _, line, _ in rows(path)][2:-1] == [line for _, line, _ in left]


def test_a_wrong_clock_makes_nothing_old(journal, source):
    wrong = later(days=-5000)
    step = ClockStep(at=AT, seconds=5000 * 86_400)
    journal.append([*day(OLD), *day(wrong), step])
    source.acknowledge(journal.head.seq)

    assert forget(journal) == 16


def test_what_is_missing_is_dated_by_when_it_was_really_written(path, journal, source):
    wrong = later(days=-5000)
    step = ClockStep(at=OLD, seconds=4500 * 86_400)
    journal.append([*day(OLDER), *day(wrong), step, *day()])
    source.acknowledge(journal.head.seq)

    assert forget(journal) == 31

    with JournalReader(path) as reader:
        assert reader.kept_from_day() == later(days=-499).date()


@pytest.mark.parametrize(("device", "change"), [("quay-2", ()), ("quay-1", ("DROP VIEW taps",))])
def test_what_is_missing_is_known_to_the_journals_after_it(path, journal, source, device, change):
    journal.append([*day(OLD), *day()])
    source.acknowledge(16)
    forget(journal)
    journal.close()
    with raw(path) as database:
        for statement in change:
            database.execute(statement)

    for _ in range(2):
        opened(path, device=device).close()
        with JournalReader(path) as reader:
            assert reader.kept_from_day() == later(days=-499).date()


def test_less_than_400_days_is_refused(journal):
    with pytest.raises(ValueError, match="400"):
        journal.forget(days=399, today=TODAY)


def test_the_file_refuses_to_forget_what_is_not_acknowledged_or_not_kept(path, journal, source):
    journal.append([shown(), *day()])
    source.acknowledge(9)
    keep = "INSERT INTO keepsake SELECT seq, line, hash FROM journal WHERE seq = 2"
    place = "UPDATE retention SET through = {0}, hash = (SELECT hash FROM journal WHERE seq = {1})"
    with raw(path) as database:
        for statement in (
            place.format(10, 10),  # not acknowledged
            place.format(9, 8),  # another entry's hash
            "DELETE FROM journal WHERE seq <= 9",  # no place kept
        ):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(statement)
        database.execute(place.format(9, 9))
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("DELETE FROM journal WHERE seq <= 9")  # the questionnaire has no copy
        database.execute(keep)
        database.execute("DELETE FROM journal WHERE seq <= 9")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("DELETE FROM journal WHERE seq = 10")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("UPDATE retention SET through = 3, hash = zeroblob(32)")  # back
        database.execute("UPDATE gap SET newest_day = '2026-11-20'")
        for told in ("NULL", "'2026-11-19'", "'soon'"):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(f"UPDATE gap SET newest_day = {told}")
    assert kept(path)[0] == 10


def test_what_was_removed_is_gone_from_the_file(path):
    with opened(path, now=OLDER) as journal:
        journal.append([*day(OLD), *day()])
        (gone,) = [line for seq, line, _ in rows(path) if seq == 5]
        with JournalSource(path, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
            source.acknowledge(20)
        forget(journal)

    assert gone.encode()[20:] not in path.read_bytes()
