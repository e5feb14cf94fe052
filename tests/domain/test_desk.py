"""The desk, screen by screen: what a citizen and a clerk can do, and what the journal then holds."""

import pytest

from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import Outcome, ShiftOpened
from kiosk.domain.office import OfficeHours
from kiosk.domain.questionnaire import Questionnaire
from tests.domain.desk_kit import ASKED, Counter


@pytest.fixture
def counter():
    return Counter().at_work()


def test_a_clerk_picks_a_department_and_the_first_criterion_stands_there():
    counter = Counter()
    assert counter.screen is Screen.LOGIN
    counter.desk.choose_department("dia-chinh")
    view = counter.desk.view()
    assert (view.screen, view.criterion.code, view.department.code) == (
        Screen.RATING,
        "thoi-gian",
        "dia-chinh",
    )
    assert view.fresh
    assert [one.department for one in counter.journal.of("shift_opened")] == ["dia-chinh"]


def test_an_unknown_department_opens_nothing():
    counter = Counter()
    counter.desk.choose_department("nowhere")
    assert counter.screen is Screen.LOGIN
    assert not counter.journal.entries


def test_a_whole_ballot_opens_with_its_first_tap_and_closes_with_thanks(counter):
    for level in ("very", "sat", "dis"):
        counter.desk.tap(level)
    assert counter.screen is Screen.REASONS
    counter.desk.send_reasons(["di-lai", "made-up"])
    assert counter.screen is Screen.THANKS
    kinds = [one.kind for one in counter.journal.entries]
    assert kinds == ["shift_opened", "ballot_opened", "tap", "tap", "tap", "ballot_closed"]
    (closing,) = counter.closings
    assert closing.outcome is Outcome.COMPLETED
    assert closing.answers == {"thoi-gian": "very", "thai-do": "sat", "chung": "dis"}
    assert closing.reasons == ["di-lai"]


def test_opening_and_first_tap_are_one_transaction(counter):
    counter.journal.late = True
    counter.desk.tap("very")
    ((entries, _),) = counter.journal.held
    assert [one.kind for one in entries] == ["ballot_opened", "tap"]


def test_the_screen_moves_on_only_when_the_tap_is_durable(counter):
    counter.journal.late = True
    counter.desk.tap("very")
    assert counter.desk.view().position == 0
    assert counter.desk.view().busy
    counter.desk.tap("dis")  # input is closed meanwhile
    counter.journal.answer()
    assert counter.desk.view().position == 1
    assert [one.level for one in counter.journal.of("tap")] == ["very"]


def test_a_changed_mind_is_a_further_tap_and_the_last_counts(counter):
    counter.desk.tap("very")
    counter.desk.back()
    counter.desk.tap("dis")
    counter.desk.tap("sat")
    counter.desk.back()
    counter.desk.skip()  # an answer that was given stays
    counter.desk.tap("sat")
    counter.desk.skip_reasons()
    assert [one.level for one in counter.journal.of("tap")] == ["very", "dis", "sat", "sat"]
    assert counter.closings[0].answers == {"thoi-gian": "dis", "thai-do": "sat", "chung": "sat"}
    assert counter.closings[0].skipped == []


def test_skipped_criteria_are_named_and_the_ballot_is_complete(counter):
    counter.desk.skip()
    counter.desk.tap("sat")
    counter.desk.skip()
    counter.desk.skip_reasons()
    (closing,) = counter.closings
    assert closing.outcome is Outcome.COMPLETED
    assert closing.skipped == ["thoi-gian", "chung"]


def test_skipping_everything_leaves_no_ballot_but_looks_the_same(counter):
    for _ in range(3):
        counter.desk.skip()
    assert counter.screen is Screen.REASONS
    counter.desk.skip_reasons()
    assert counter.screen is Screen.THANKS
    assert not counter.journal.of("ballot_opened")


@pytest.mark.parametrize("level", ["very", "sat", "dis"])
def test_the_view_tells_that_something_was_answered_and_not_what(counter, level):
    assert not counter.desk.view().recorded
    counter.desk.tap(level)
    counter.desk.skip()
    counter.desk.skip()
    assert counter.desk.view().recorded
    counter.desk.skip_reasons()
    assert not counter.desk.view().recorded


def test_the_view_tells_that_everything_was_skipped(counter):
    for _ in range(3):
        counter.desk.skip()
    assert counter.screen is Screen.REASONS
    assert not counter.desk.view().recorded


def test_reasons_without_an_answer_are_still_kept(counter):
    for _ in range(3):
        counter.desk.skip()
    counter.desk.send_reasons(["cham-hen"])
    (closing,) = counter.closings
    assert (closing.answers, closing.reasons) == ({}, ["cham-hen"])


def test_back_from_the_reasons_returns_to_the_last_criterion(counter):
    for _ in range(3):
        counter.desk.tap("sat")
    counter.desk.back()
    assert counter.desk.view().criterion.code == "chung"


def test_silence_asks_and_then_keeps_what_is_answered_as_partial(counter):
    counter.desk.tap("sat")
    counter.wait(29)
    assert counter.screen is Screen.RATING
    counter.wait(2)
    assert counter.screen is Screen.STILL_THERE
    assert counter.desk.view().seconds_limit == 20
    counter.wait(20)
    assert counter.screen is Screen.RATING
    assert counter.desk.view().fresh
    assert counter.closings[0].outcome is Outcome.PARTIAL


def test_who_is_still_there_goes_on_where_it_was(counter):
    counter.desk.tap("sat")
    counter.wait(31)
    counter.desk.still_here()
    assert counter.desk.view().position == 1
    counter.wait(25)
    assert counter.screen is Screen.RATING


def test_who_stops_is_thanked(counter):
    counter.desk.tap("sat")
    counter.wait(31)
    counter.desk.finish()
    assert counter.screen is Screen.THANKS
    assert counter.closings[0].outcome is Outcome.PARTIAL


def test_leaving_at_the_reasons_is_a_complete_ballot(counter):
    for _ in range(3):
        counter.desk.tap("sat")
    counter.wait(52)
    assert counter.closings[0].outcome is Outcome.COMPLETED
    assert counter.desk.view().fresh


def test_nothing_of_the_last_citizen_remains(counter):
    counter.desk.set_language("en")
    counter.desk.set_easy(on=True)
    for _ in range(3):
        counter.desk.tap("sat")
    counter.desk.skip_reasons()
    assert counter.desk.view().language == "en"
    counter.wait(15.5)
    view = counter.desk.view()
    assert (view.language, view.easy, view.fresh, view.position) == ("vi", False, True, 0)


def test_a_language_chosen_by_nobody_resets_without_a_question(counter):
    counter.desk.set_language("en")
    counter.wait(31)
    assert counter.screen is Screen.RATING
    assert counter.desk.view().language == "vi"
    counter.desk.set_language("xx")
    assert counter.desk.view().language == "vi"


def test_who_needs_large_type_gets_three_times_the_time(counter):
    counter.desk.set_easy(on=True)
    counter.desk.tap("sat")
    counter.wait(89)
    assert counter.screen is Screen.RATING
    counter.wait(2)
    assert counter.screen is Screen.STILL_THERE
    assert counter.desk.view().seconds_limit == 60


def test_times_are_kept_by_the_quarter_hour_and_answer_times_as_classes(counter):
    counter.clock.pass_(2)
    counter.desk.tap("sat")
    counter.clock.pass_(12)
    counter.desk.tap("sat")
    counter.desk.tap("sat")
    counter.desk.skip_reasons()
    assert {one.at.isoformat() for one in counter.journal.entries} == {"2026-11-20T08:00:00+07:00"}
    assert counter.closings[0].durations == {"thoi-gian": "1-3", "thai-do": "10-30", "chung": "<1"}


def test_a_ballot_given_in_no_time_is_flagged_and_kept(counter):
    for _ in range(3):
        counter.desk.tap("very")
    counter.desk.skip_reasons()
    assert counter.closings[0].flags == [{"rule": "all_under_a_second", "version": 1}]


def test_a_ballot_outside_office_hours_is_flagged():
    counter = Counter(hours=OfficeHours(frozenset({0}), ())).at_work()
    counter.clock.pass_(5)
    counter.desk.tap("very")
    counter.wait(52)
    assert [one["rule"] for one in counter.closings[0].flags] == ["outside_office_hours"]


def test_without_reasons_the_last_tap_thanks():
    asked = Questionnaire(ASKED.departments, ASKED.criteria, ASKED.levels)
    counter = Counter(asked=asked).at_work()
    for _ in range(3):
        counter.desk.tap("sat")
    assert counter.screen is Screen.THANKS
    counter.desk.cancel()
    assert counter.desk.view().fresh


def test_a_restart_resumes_the_shift():
    shift = ShiftOpened(at=Counter().clock.wall, shift="s", department="dia-chinh")
    counter = Counter(shift=shift)
    assert counter.desk.view().department.code == "dia-chinh"
    assert counter.screen is Screen.RATING


def test_no_view_tells_a_level(counter):
    pictures = []
    for level in ("very", "sat", "dis"):
        one = Counter().at_work()
        one.desk.tap(level)
        pictures.append(one.desk.view())
    assert pictures[0] == pictures[1] == pictures[2]
