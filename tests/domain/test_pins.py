"""PINs at the desk: what they open, how long wrong tries make wait, and digits that change their places."""

from random import Random

from kiosk.domain.desk_view import Screen
from tests.domain.desk_kit import Counter, Pins


def test_a_pin_opens_its_department_and_a_wrong_one_makes_wait():
    counter = Counter(pins=Pins(tu_phap="1234"))
    counter.desk.choose_department("tu-phap")
    assert counter.screen is Screen.PIN
    for _ in range(3):
        counter.desk.enter_pin("0000")
    assert counter.desk.view().pin_wrong
    assert counter.desk.view().pin_wait == 2
    counter.desk.enter_pin("1234")  # not taken during the wait
    assert counter.screen is Screen.PIN
    counter.wait(2)
    counter.desk.enter_pin("1234")
    assert counter.screen is Screen.RATING


def test_the_pin_can_be_left_for_another_department():
    counter = Counter(pins=Pins(tu_phap="1234"))
    counter.desk.choose_department("tu-phap")
    counter.desk.cancel()
    assert counter.screen is Screen.LOGIN
    counter.desk.choose_department("dia-chinh")
    assert counter.desk.view().department.code == "dia-chinh"


def test_a_wait_after_wrong_tries_is_no_absence():
    counter = Counter(pins=Pins(tu_phap="1234")).at_work()
    while counter.desk.view().pin_wait < 60:
        counter.wait(counter.desk.view().pin_wait)
        counter.desk.enter_pin("0000")
    counter.wait(60)
    assert counter.screen is Screen.PIN
    counter.desk.enter_pin("1234")
    assert counter.screen is Screen.RATING


def test_a_pin_that_nobody_types_any_more_is_left():
    counter = Counter(pins=Pins(tu_phap="1234")).at_work()
    counter.wait(31)
    assert counter.screen is Screen.LOGIN


def test_one_right_pin_takes_no_delay_off_another():
    counter = Counter(pins=Pins(tu_phap="1234", admin="0000")).at_work()
    counter.desk.cancel()
    for _ in range(3):
        counter.desk.ask_admin()
        counter.desk.enter_pin("9999")
        counter.desk.cancel()
        counter.desk.choose_department("tu-phap")
        counter.desk.enter_pin("1234")
        counter.desk.open_shift_menu()
        counter.desk.close_shift(None)
        counter.desk.enter_pin("1234")
    counter.desk.ask_admin()
    assert counter.desk.view().pin_wait == 2


def test_digits_change_their_places_at_each_try_where_it_is_configured():
    counter = Counter(pins=Pins(tu_phap="1234"), scramble_pins=True, chance=Random(3)).at_work()
    first = counter.desk.view().scrambled
    assert sorted(first) == list(range(10))
    assert counter.desk.view().scrambled == first  # not while somebody types
    counter.desk.enter_pin("0000")
    second = counter.desk.view().scrambled
    counter.desk.cancel()
    assert counter.desk.view().scrambled is None
    counter.desk.choose_department("tu-phap")
    third = counter.desk.view().scrambled
    assert len({first, second, third}) == 3


def test_digits_stand_in_their_usual_order_else():
    assert Counter(pins=Pins(tu_phap="1234")).at_work().desk.view().scrambled is None


def test_a_commit_refused_behind_the_pin_takes_the_question_away():
    counter = Counter(pins=Pins(tu_phap="1234")).at_work()
    counter.journal.refusing = True
    counter.desk.enter_pin("1234")
    view = counter.desk.view()
    assert (view.screen, view.pin_for, view.department) == (Screen.OUT_OF_SERVICE, "", None)
    counter.journal.refusing = False
    counter.wait(6)
    assert counter.screen is Screen.LOGIN
