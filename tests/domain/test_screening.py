"""Screening: what each rule flags, what it leaves alone, and that the desk keeps only moments."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import load
from kiosk.domain.ballot import Ballot
from kiosk.domain.desk import Desk
from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.entries import Mode
from kiosk.domain.screening import RULES, Closing, History, flags
from kiosk.simulate import VirtualClock, random_ballots, simulate
from tests.domain.desk_kit import ASKED, HANOI, MORNING, Counter, MemoryCommitter, Pins

FIVE_FACTORS = Path(__file__).parents[2] / "assets/examples/nam-yeu-to.toml"


def ballot(levels=("very", "sat", "dis"), seconds=4.0):
    one = Ballot("s", "tu-phap", ASKED, Mode.OPEN)
    for level in levels:
        one = one.answered(level, seconds)
    return one


def rules_met(moments, one=None):
    """The rules that the last of ballots closing at these moments meets."""
    history = History()
    for moment in moments[:-1]:
        history = history.with_closing(moment)
    return [flag["rule"] for flag in flags(Closing(one or ballot(), MORNING, moments[-1], None, history))]


def give(counter, levels=("very", "sat", "dis"), pause=3.0):
    for level in levels:
        counter.clock.pass_(pause)
        counter.desk.tap(level)
    counter.desk.skip_reasons()
    counter.desk.cancel()


def test_every_rule_tells_its_version_and_why():
    assert [rule.__name__ for rule, _ in RULES] == [
        "all_under_a_second",
        "outside_office_hours",
        "burst",
        "regular_intervals",
        "childs_play",
    ]
    for rule, version in RULES:
        assert rule.__doc__.startswith(f"Version {version}: ")


def test_the_fifth_ballot_within_a_minute_is_a_burst():
    assert rules_met([0, 14, 29, 44, 59.9]) == ["burst"]
    assert rules_met([0, 14, 29, 44, 60.1]) == []
    assert rules_met([0, 14, 29, 44]) == []


def test_eight_ballots_like_clockwork_are_flagged():
    assert rules_met([60 * number for number in range(8)]) == ["regular_intervals"]
    assert rules_met([60 * number for number in range(7)]) == []
    assert rules_met([*(60 * number for number in range(7)), 423]) == []


def test_a_mind_changed_over_and_over_is_childs_play():
    playing = ballot(("very",))
    for _ in range(4):
        playing = playing.stepped_back().answered("dis", 2)
    assert rules_met([0], playing) == []
    assert rules_met([0], playing.stepped_back().answered("sat", 2)) == ["childs_play"]


def test_going_through_all_answers_once_more_is_nobodys_play():
    careful = ballot()
    for _ in range(3):
        careful = careful.stepped_back()
    for level in ("sat", "sat", "sat"):
        careful = careful.answered(level, 8)
    assert careful.changes == 3
    assert rules_met([0], careful) == []


def test_a_ballot_without_answers_is_never_flagged():
    empty = Ballot("s", "tu-phap", ASKED, Mode.OPEN)
    assert rules_met([0, 1, 2, 3, 4, 5, 6, 7], empty) == []


@given(st.lists(st.floats(61, 3600), min_size=8, max_size=30), st.sampled_from(["very", "sat", "dis"]))
def test_citizens_of_one_mind_are_not_flagged(gaps, level):
    moments = [sum(gaps[:number]) for number in range(1, len(gaps) + 1)]
    last = gaps[-7:]
    if max(last) - min(last) > 4:
        assert rules_met(moments, ballot((level,) * 3)) == []


@given(st.lists(st.floats(0, 1e6), max_size=40))
def test_the_history_is_no_longer_than_a_rule_needs(moments):
    history = History()
    for moment in moments:
        history = history.with_closing(moment)
    assert history.closed == tuple(moments[-7:])


def test_the_desk_flags_a_burst_and_writes_no_finer_time():
    counter = Counter().at_work()
    for _ in range(6):
        give(counter)
    assert [[flag["rule"] for flag in one.flags] for one in counter.closings] == [[]] * 4 + [["burst"]] * 2
    assert {one.at.minute % 15 for one in counter.journal.entries} == {0}
    assert all(one.answers for one in counter.closings), "a flag removes nothing"


def test_a_closing_that_the_journal_refuses_is_no_ballot_of_the_history():
    counter = Counter().at_work()
    for _ in range(4):
        give(counter)
    for level in ("very", "sat", "dis"):
        counter.clock.pass_(3)
        counter.desk.tap(level)
    counter.journal.refusing = True
    counter.desk.skip_reasons()
    counter.journal.refusing = False
    counter.wait(120)
    assert len(counter.closings) == 5
    give(counter)
    assert counter.closings[-1].flags == []


@pytest.mark.parametrize("asked", [ASKED, load(FIVE_FACTORS).questionnaire])
def test_simulated_citizens_are_never_flagged_even_where_their_day_begins_again(asked):
    clock, journal = VirtualClock(date(2026, 11, 20), HANOI), MemoryCommitter()
    desk = Desk(asked, DeskSettings(mode=Mode.INVITED), clock=clock, committer=journal, pins=Pins())
    simulate(desk, clock, random_ballots(asked, 1000, seed=1), seed=1)
    assert len(journal.of("ballot_closed")) == 1000
    assert not any(one.flags for one in journal.of("ballot_closed"))
