"""The administrator's screens lie over the counter's; what is beneath waits, and comes back behind them."""

import pytest

from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import Mode, Outcome
from tests.domain.desk_kit import Counter, Pins


def counter_with_pin(**settings):
    return Counter(pins=Pins(admin="2468"), **settings)


def looked_at(counter):
    counter.desk.ask_admin()
    counter.desk.enter_pin("2468")
    assert counter.screen is Screen.ADMIN
    return counter


@pytest.fixture
def counter():
    return counter_with_pin().at_work()


def test_the_right_pin_opens_the_pages_and_cancel_leaves_them_for_what_stood_there(counter):
    counter.desk.open_shift_menu()
    counter.desk.ask_admin()
    assert (counter.screen, counter.desk.view().pin_for) == (Screen.PIN, "admin")
    counter.desk.enter_pin("1111")
    assert counter.desk.view().pin_wrong
    counter.desk.enter_pin("2468")
    assert counter.screen is Screen.ADMIN
    counter.desk.cancel()
    assert counter.screen is Screen.SHIFT


@pytest.mark.parametrize("mode", list(Mode))
def test_it_can_be_asked_for_from_every_screen_on_which_no_citizen_is(mode):
    counter = counter_with_pin(mode=mode)
    looked_at(counter).desk.cancel()
    counter.at_work()
    looked_at(counter).desk.cancel()
    assert counter.screen is (Screen.RATING if mode is Mode.OPEN else Screen.INVITATION)


def test_not_while_a_citizen_is_under_way_or_invited(counter):
    counter.desk.tap("sat")
    counter.desk.ask_admin()
    assert counter.screen is Screen.RATING
    invited = counter_with_pin(mode=Mode.INVITED).at_work()
    invited.desk.invite()
    invited.desk.ask_admin()
    assert invited.screen is Screen.RATING


def test_not_while_the_first_tap_is_being_written(counter):
    counter.journal.late = True
    counter.desk.tap("sat")
    counter.desk.ask_admin()
    counter.journal.answer()
    assert (counter.screen, counter.desk.view().position) == (Screen.RATING, 1)


def test_nobody_rates_or_invites_beneath_the_pages():
    counter = counter_with_pin(mode=Mode.INVITED).at_work()
    looked_at(counter)
    counter.desk.invite()
    counter.desk.tap("sat")
    counter.desk.open_shift_menu()
    assert counter.screen is Screen.ADMIN
    assert not counter.journal.of("ballot_opened")


def test_without_a_pin_nothing_opens_and_the_screen_can_say_why():
    counter = Counter().at_work()
    counter.desk.ask_admin()
    assert counter.desk.view().pin_missing
    counter.desk.enter_pin("")
    counter.desk.enter_pin("1234")
    assert counter.screen is Screen.PIN
    counter.desk.cancel()
    assert counter.screen is Screen.RATING


def test_pages_that_nobody_looks_at_go_away_and_touches_keep_them(counter):
    looked_at(counter)
    counter.wait(119)
    counter.desk.touched()
    counter.wait(119)
    assert counter.screen is Screen.ADMIN
    counter.wait(2)
    assert counter.screen is Screen.RATING
    counter.desk.ask_admin()
    counter.wait(31)
    assert counter.screen is Screen.RATING


def test_what_lies_beneath_waits_meanwhile():
    counter = counter_with_pin(admin_seconds=300).at_work()
    counter.desk.open_shift_menu()
    looked_at(counter)
    counter.wait(100)
    counter.desk.cancel()
    assert counter.screen is Screen.SHIFT


def test_it_is_asked_in_the_main_language(counter):
    counter.desk.set_language("en")
    counter.desk.ask_admin()
    assert counter.desk.view().language == "vi"


def test_a_shift_ends_from_the_pages_without_the_pin_of_its_department():
    counter = Counter(pins=Pins(admin="2468", tu_phap="1234")).at_work()
    counter.desk.enter_pin("1234")
    looked_at(counter)
    counter.desk.close_shift(9)
    assert counter.screen is Screen.ADMIN
    assert counter.desk.view().on_duty == ""
    assert counter.journal.of("shift_closed")[0].dossiers == 9
    counter.desk.close_shift(9)
    assert len(counter.journal.of("shift_closed")) == 1
    counter.desk.cancel()
    assert counter.screen is Screen.LOGIN


def test_a_desk_that_goes_out_of_service_beneath_the_pages_comes_back_beneath_them(counter):
    looked_at(counter)
    counter.journal.refusing = True
    counter.desk.close_shift(9)
    assert counter.screen is Screen.ADMIN
    counter.desk.close_shift(9)  # nothing can be written now
    counter.desk.cancel()
    assert counter.screen is Screen.OUT_OF_SERVICE
    looked_at(counter)
    counter.journal.refusing = False
    counter.wait(6)
    assert counter.screen is Screen.ADMIN
    counter.desk.cancel()
    assert counter.screen is Screen.RATING
    assert [one.about for one in counter.journal.of("note")] == ["write_refused"]


def test_it_can_be_asked_for_while_a_commit_hangs_and_the_late_commit_is_closed_beneath(counter):
    counter.journal.late = True
    counter.desk.tap("dis")
    counter.wait(6)
    assert counter.screen is Screen.OUT_OF_SERVICE
    assert not counter.desk.view().busy
    looked_at(counter)
    counter.desk.close_shift(None)
    counter.journal.late = False
    counter.journal.answer()
    assert counter.screen is Screen.ADMIN
    (closing,) = counter.closings
    assert (closing.outcome, closing.answers) == (Outcome.INTERRUPTED, {"thoi-gian": "dis"})
    counter.desk.cancel()
    assert counter.desk.view().fresh
    assert not counter.journal.of("shift_closed")


def test_no_shift_ends_before_a_ballot_that_a_refusal_left_open(counter):
    counter.desk.tap("sat")
    counter.journal.refusing = True
    counter.desk.tap("sat")
    looked_at(counter)
    counter.journal.refusing = False
    counter.desk.close_shift(None)
    assert not counter.journal.of("shift_closed")
    counter.wait(6)
    counter.desk.close_shift(None)
    kinds = [one.kind for one in counter.journal.entries]
    assert kinds[-3:] == ["note", "ballot_closed", "shift_closed"]


def test_a_slow_end_of_a_shift_closes_input_and_then_lets_the_administrator_go_on(counter):
    looked_at(counter)
    counter.journal.late = True
    counter.desk.close_shift(None)
    assert counter.desk.view().busy
    counter.wait(6)
    assert (counter.screen, counter.desk.view().busy) == (Screen.ADMIN, False)
    counter.journal.answer()
    assert counter.desk.view().on_duty == ""


def test_a_view_of_the_pages_shows_nothing_of_the_counter(counter):
    looked_at(counter)
    view = counter.desk.view()
    assert (view.criterion, view.seconds_left, view.pin_for, view.scrambled) == (None, None, "", None)
