"""What reports ask: a period's ballots, what was asked then, dossiers; always on the day it really was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.domain.entries import ClockStep, Mode, entry_of
from kiosk.domain.figures import Dossiers
from kiosk.domain.tally import BallotGroup
from kiosk.journal import JournalReader, JournalReadError
from tests.journal.kit import (
    ASKED,
    AT,
    HANOI,
    assert_chain,
    ballot_closed,
    ballot_opened,
    day,
    later,
    opened,
    raw,
    rows,
    shift_closed,
    shift_opened,
    shown,
    start,
    tap,
)

TODAY = AT.date()
ZONE = HANOI.key


def groups(path, first=TODAY, last=TODAY):
    with JournalReader(path) as reader:
        return reader.ballot_groups(first, last)


def count(path, first=TODAY, last=TODAY):
    return sum(group.count for group in groups(path, first, last))


def asked_in(path, first, last):
    with JournalReader(path) as reader:
        return reader.questionnaires(first, last)


def test_ballots_that_are_alike_are_counted_together(path, journal):
    flagged = ballot_closed(flags=[{"rule": "fast", "version": 1}])
    journal.append([ballot_closed(), ballot_closed(), flagged, ballot_closed({}, mode=Mode.INVITED)])

    found = groups(path)

    alike = BallotGroup(
        "tu-phap", ASKED.version, invited=False, valid=True, answers={"thai-do": "sat"}, count=2
    )
    assert sorted(found, key=str) == sorted(
        [
            alike,
            alike._replace(valid=False, count=1),
            alike._replace(invited=True, valid=False, answers={}, count=1),
        ],
        key=str,
    )


def test_taps_and_open_ballots_do_not_count_yet(path, journal):
    journal.append([ballot_opened(), tap(), tap()])

    assert groups(path) == []


def test_both_days_of_a_period_are_inclusive(path, journal):
    midnight = AT.replace(hour=0, minute=0)
    for at in (
        midnight - timedelta(minutes=15),
        midnight,
        AT.replace(hour=23, minute=45),
        later(days=1),
        later(days=2),
    ):
        journal.append([ballot_closed(at=at)])

    assert count(path) == 2
    assert count(path, TODAY, TODAY + timedelta(days=1)) == 3
    assert count(path, date.min, date.max) == 5
    assert count(path, TODAY, TODAY - timedelta(days=1)) == 0


def test_a_line_that_this_version_does_not_understand_is_left_aside(path, journal):
    journal.append([ballot_closed()])
    odd = ['{"kind":"ballot_closed","at":"2026-11-20T08:15:00+07:00"}', "no json"]
    odd.append(
        '{"answers":{"a":[1]},"at":"2026-11-20T08:15:00+07:00","department":"x","flags":[],'
        '"kind":"ballot_closed","mode":"open","questionnaire":"y"}'
    )
    deep, long = "[" * 1500 + "]" * 1500, "1" * 5000
    for answers, flags in ((f'{{"a":{deep}}}', "[]"), ("{}", f"[{long}]")):
        odd.append(
            f'{{"answers":{answers},"at":"2026-11-20T08:15:00+07:00","department":"x","flags":{flags},'
            '"kind":"ballot_closed","mode":"open","questionnaire":"y"}'
        )
    with raw(path) as database:
        for line in odd:
            database.execute(
                "INSERT INTO journal (seq, line, hash) SELECT max(seq) + 1, ?, zeroblob(32) FROM journal",
                (line,),
            )

    assert count(path) == 1
    with JournalReader(path) as reader:
        assert [entry.kind for _, entry in reader.entries(after=2)] == ["unknown"] * len(odd)


class TestAWrongClock:
    """A step re-dates what came since the start before it."""

    def test_what_it_wrote_counts_on_the_true_day(self, path, journal):
        wrong = AT.replace(year=2009)
        seconds = int((AT - wrong).total_seconds())
        journal.append(
            [start(wrong), ballot_closed(at=wrong), ClockStep(at=AT, seconds=seconds), ballot_closed()]
        )

        assert count(path) == 2
        assert count(path, wrong.date(), wrong.date()) == 0

    def test_what_came_before_a_lost_start_stays(self, path, journal):
        """Times fell between two entries: another boot wrote the first one."""
        wrong = AT.replace(year=2009)
        seconds = int((AT - wrong).total_seconds())
        journal.append([start(), ballot_closed(), ballot_closed(at=wrong), ClockStep(at=AT, seconds=seconds)])

        assert count(path) == 2

    def test_a_clock_that_was_put_back_lets_times_fall_within_one_boot(self, path, journal):
        late = later(days=300)
        back = ClockStep(at=AT, seconds=int((AT - late).total_seconds()))
        journal.append([start(late), ballot_closed(at=late), back, ballot_closed(), tap()])
        journal.append([ClockStep(at=later(days=1), seconds=86_400)])

        assert count(path) == 0
        assert count(path, later(days=1).date(), later(days=1).date()) == 2

    def test_what_came_before_its_start_stays(self, path, journal):
        wrong = later(days=-3)
        journal.append([start(wrong), ballot_closed(at=wrong)])
        journal.append([start(wrong), ballot_closed(at=wrong), ClockStep(at=AT, seconds=3 * 86_400)])

        assert count(path, wrong.date(), wrong.date()) == 1
        assert count(path) == 1

    def test_several_steps_add_up(self, path, journal):
        journal.append([start(later(days=-3)), ballot_closed(at=later(days=-3))])
        journal.append([ClockStep(at=later(days=-1), seconds=2 * 86_400), ballot_closed(at=later(days=-1))])
        journal.append([ClockStep(at=AT, seconds=86_400), ballot_closed()])

        assert count(path) == 3

    def test_a_clock_that_was_ahead_is_put_back(self, path, journal):
        journal.append(
            [start(later(days=1)), ballot_closed(at=later(days=1)), ClockStep(at=AT, seconds=-86_400)]
        )

        assert count(path) == 1
        assert count(path, TODAY + timedelta(days=1), date.max) == 0

    def test_steps_without_any_sense_break_nothing(self, path, journal):
        journal.append([start(), ballot_closed()])
        for seconds in (10**15, 10**30, -(10**15)):
            journal.append([ClockStep(at=AT, seconds=seconds)])

        assert count(path, date.min, date.max) == 1

    def test_shifts_and_questionnaires_are_re_dated_too(self, path, journal):
        wrong = later(days=-10)
        step = ClockStep(at=AT, seconds=10 * 86_400)
        journal.append([start(wrong), shown(wrong), shift_closed(wrong, dossiers=4), step])

        with JournalReader(path) as reader:
            returned = reader.figures(TODAY, TODAY, zone=ZONE).dossiers
            assert returned == (Dossiers("tu-phap", 4, 1, 0, rated=0),)
            assert reader.questionnaires(wrong.date(), wrong.date()) == []
            assert reader.questionnaires(TODAY, TODAY) == [ASKED]


class TestQuestionnairesInForce:
    OTHER = replace(ASKED, criteria=ASKED.criteria[:1])

    def test_are_those_of_the_period_oldest_first(self, path, journal):
        journal.append([shown(), shown(later(days=10), self.OTHER), shown(later(days=20))])

        def asked(first, last):
            return asked_in(path, later(days=first).date(), later(days=last).date())

        assert asked(-5, -1) == []
        assert asked(-5, 0) == [ASKED]
        assert asked(3, 4) == [ASKED]
        assert asked(3, 12) == [ASKED, self.OTHER]
        assert asked(12, 13) == [self.OTHER]
        assert asked(12, 400) == [self.OTHER, ASKED]
        assert asked(0, 400) == [self.OTHER, ASKED]  # each once, at its newest

    def test_hold_those_that_ballots_name_whatever_the_clock_said(self, path, journal):
        journal.append([shown(later(days=5)), shown(later(days=6), self.OTHER), ballot_closed()])

        assert asked_in(path, TODAY, TODAY) == [ASKED]


def test_dossiers_are_summed_where_somebody_said_them(path, journal):
    for dossiers in (12, None, 0):
        journal.append([shift_opened(), shift_closed(dossiers=dossiers)])
    journal.append([shift_closed(department="dia-chinh")])
    journal.append([shift_closed(later(days=1), dossiers=5)])

    with JournalReader(path) as reader:
        assert reader.figures(TODAY, TODAY, zone=ZONE).dossiers == (
            Dossiers("tu-phap", 12, known=2, unknown=1, rated=0),
            Dossiers("dia-chinh", 0, known=0, unknown=1, rated=0),
        )


def test_a_reader_stays_at_its_moment(path, journal):
    journal.append(day())
    with JournalReader(path) as reader:
        before = (reader.head(), reader.ballot_groups(TODAY, TODAY))
        journal.append(day())

        assert (reader.head(), reader.ballot_groups(TODAY, TODAY)) == before
    with JournalReader(path) as reader:
        assert reader.head() == journal.head


def test_a_reader_can_write_nothing(path, journal):
    with JournalReader(path) as reader, pytest.raises(Exception, match="readonly"):
        reader._connection.exec_driver_sql("UPDATE watermark SET through = 1")


def test_a_reader_holds_up_neither_the_owner_nor_the_next_start(path):
    with opened(path) as journal:
        journal.append(day())
        with JournalReader(path) as reader:
            reader.head()
            for _ in range(20):
                journal.append(day())
    with JournalReader(path) as reader:
        reader.head()
        with opened(path) as journal:
            journal.append(day())
    assert_chain(rows(path))


def test_a_reader_says_whose_journal_it_is_and_how_it_stands(path, journal):
    journal.append([*day(), shift_opened(), ballot_opened()])

    with JournalReader(path) as reader:
        assert reader.identity() == journal.identity
        assert reader.open_work() == journal.open_work()
        assert reader.acknowledged_through() == 0
        assert reader.kept_from_day() is None
        assert [entry for _, entry in reader.entries(after=1)][:1] == [entry_of(rows(path)[1][1])]


def test_another_programs_database_is_no_journal(path):
    path.parent.mkdir()
    with raw(path) as database:
        database.execute("CREATE TABLE letters (a)")

    with pytest.raises(JournalReadError, match="no journal"):
        JournalReader(path)
