"""A journal that is slow or refuses, and a wall clock that moves: nothing is thanked that is not written."""

from datetime import timedelta

import pytest

from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import Outcome
from tests.domain.desk_kit import Counter


@pytest.fixture
def counter():
    return Counter().at_work()


def test_a_slow_commit_shows_waiting_then_out_of_service_and_closes_as_interrupted(counter):
    counter.journal.late = True
    counter.desk.tap("dis")
    counter.wait(1)
    assert counter.desk.view().waiting
    counter.wait(5)
    assert counter.screen is Screen.OUT_OF_SERVICE
    counter.journal.late = False
    counter.journal.answer()
    assert counter.desk.view().fresh
    assert counter.screen is Screen.RATING
    (closing,) = counter.closings
    assert (closing.outcome, closing.answers) == (Outcome.INTERRUPTED, {"thoi-gian": "dis"})


def test_a_refused_tap_is_never_thanked_and_the_desk_comes_back_by_itself(counter):
    counter.desk.tap("sat")
    counter.journal.refusing = True
    counter.desk.tap("dis")
    assert counter.screen is Screen.OUT_OF_SERVICE
    counter.wait(20)
    assert counter.screen is Screen.OUT_OF_SERVICE
    counter.journal.refusing = False
    counter.wait(6)
    assert counter.screen is Screen.RATING
    assert counter.desk.view().fresh
    assert counter.closings[0].answers == {"thoi-gian": "sat"}
    assert counter.journal.of("note")[0].about == "write_refused"


def test_a_refused_closing_is_closed_later_from_its_taps(counter):
    for _ in range(3):
        counter.desk.tap("sat")
    counter.journal.refusing = True
    counter.desk.send_reasons(["cham-hen"])
    assert counter.screen is Screen.OUT_OF_SERVICE
    counter.journal.refusing = False
    counter.wait(6)
    assert counter.closings[0].outcome is Outcome.INTERRUPTED
    assert len(counter.closings[0].answers) == 3


def test_a_late_login_is_a_login():
    counter = Counter()
    counter.journal.late = True
    counter.desk.choose_department("tu-phap")
    counter.wait(6)
    assert counter.screen is Screen.OUT_OF_SERVICE
    counter.journal.answer()
    assert counter.screen is Screen.RATING


def test_a_step_of_the_wall_clock_is_written_before_what_follows(counter):
    counter.desk.tap("sat")
    counter.clock.wall += timedelta(hours=3)
    counter.desk.tick()
    counter.desk.tap("sat")
    kinds = [one.kind for one in counter.journal.entries]
    assert kinds[-2:] == ["clock_step", "tap"]
    assert counter.journal.of("clock_step")[0].seconds == 3 * 3600


def test_an_entry_written_before_the_next_tick_still_follows_its_clock_step(counter):
    counter.clock.wall += timedelta(days=2000)
    counter.desk.tap("sat")
    kinds = [one.kind for one in counter.journal.entries]
    assert kinds == ["shift_opened", "clock_step", "ballot_opened", "tap"]


def test_a_corrected_date_does_not_end_the_shift(counter):
    counter.clock.wall += timedelta(days=2000)
    counter.wait(40)
    assert counter.screen is Screen.RATING
    assert not counter.journal.of("shift_closed")


def test_a_step_while_nobody_is_there_is_written_at_once(counter):
    counter.clock.wall -= timedelta(minutes=30)
    counter.desk.tick()
    assert counter.journal.of("clock_step")[0].seconds == -1800
