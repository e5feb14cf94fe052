"""Office hours: the closed screen, and the shift that its clerk forgot to end."""

from datetime import datetime, time, timedelta

import pytest

from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import Mode, ShiftOpened
from kiosk.domain.office import OfficeHours
from tests.domain.desk_kit import HANOI, MORNING, Counter, Pins

SPANS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
OFFICE = OfficeHours(frozenset(range(5)), SPANS)
LATE = OfficeHours(frozenset(range(5)), SPANS, shift_ends=time(18))
SATURDAY = MORNING + timedelta(days=1)


def at(hour, minute=0, day=MORNING):
    return day.replace(hour=hour, minute=minute, second=0)


def closings(counter):
    return [(one.at.time(), one.dossiers) for one in counter.journal.of("shift_closed")]


@pytest.mark.parametrize("hours", [None, OFFICE])
def test_a_shift_that_nobody_ended_ends_with_its_day(hours):
    counter = Counter(hours=hours, at=at(17, 30)).at_work()
    counter.wait(60)
    counter.clock.pass_(24 * 3600)
    counter.desk.tick()
    assert counter.screen is (Screen.LOGIN if hours is None else Screen.CLOSED)
    assert len(closings(counter)) == 1


def test_a_forgotten_shift_ends_when_the_office_closes_for_the_day_and_not_at_noon():
    counter = Counter(hours=OFFICE).at_work()
    counter.wait_until(11, 30)
    counter.wait_until(16, 58)
    assert counter.screen is Screen.RATING
    counter.wait_until(17)
    assert counter.screen is Screen.CLOSED
    assert closings(counter) == [(time(17), None)]


def test_a_forgotten_shift_ends_with_the_number_that_was_noted():
    counter = Counter(hours=OFFICE).at_work()
    counter.desk.open_shift_menu()
    counter.desk.ask_dossiers(ending=False)
    counter.desk.note_dossiers(21)
    counter.wait_until(17)
    assert closings(counter) == [(time(17), 21)]


def test_the_configuration_may_name_another_time_for_any_day():
    counter = Counter(hours=LATE).at_work()
    counter.wait_until(17, 55)
    assert counter.screen is Screen.RATING
    counter.wait_until(18)
    assert counter.screen is Screen.CLOSED
    weekend = Counter(hours=LATE, at=SATURDAY).at_work()
    weekend.wait_until(18)
    assert closings(weekend) == [(time(18), None)]


def test_a_day_without_hours_ends_at_midnight():
    counter = Counter(hours=OFFICE, at=SATURDAY).at_work()
    counter.wait_until(23, 50)
    assert counter.screen is Screen.RATING
    counter.wait(9 * 60)
    assert len(closings(counter)) == 1


@pytest.mark.parametrize("step_minutes", [15, 60, 1440])
def test_a_shift_opened_after_closing_time_is_not_ended_before_midnight(step_minutes):
    counter = Counter(hours=OFFICE, at=at(17, 5), step_minutes=step_minutes).at_work()
    counter.wait_until(23, 55)
    assert counter.screen is Screen.RATING


def test_a_citizen_under_way_at_closing_time_is_not_hurried():
    counter = Counter(hours=OFFICE, at=at(16, 59)).at_work()
    counter.wait(50)
    counter.desk.tap("sat")
    counter.wait(20)
    assert counter.clock.wall.time() > time(17)
    assert not closings(counter)
    counter.desk.tap("sat")
    counter.desk.tap("sat")
    counter.desk.skip_reasons()
    counter.wait(40)
    kinds = [one.kind for one in counter.journal.entries]
    assert kinds[-2:] == ["ballot_closed", "shift_closed"]


def test_an_armed_ballot_is_over_before_its_shift_ends():
    counter = Counter(hours=OFFICE, at=at(16, 59), mode=Mode.INVITED).at_work()
    counter.wait(20)
    counter.desk.invite()
    counter.wait(200)
    kinds = [one.kind for one in counter.journal.entries]
    assert kinds == ["shift_opened", "ballot_opened", "ballot_closed", "shift_closed"]


def test_a_clock_put_over_closing_time_ends_the_shift_that_began_before_by_the_right_clock():
    counter = Counter(hours=OFFICE).at_work()
    counter.wait_until(12)
    counter.clock.wall += timedelta(hours=6)  # so it was two in the afternoon at login
    counter.wait(60)
    assert [one.kind for one in counter.journal.entries] == ["shift_opened", "clock_step", "shift_closed"]


def test_a_clock_put_right_just_after_login_does_not_end_the_shift():
    evening = Counter(hours=OFFICE).at_work()
    evening.clock.wall += timedelta(hours=10)
    evening.wait(60)
    assert not closings(evening)
    back = Counter(hours=OFFICE, at=at(17, 10)).at_work()
    back.clock.wall -= timedelta(hours=2)  # it is ten past three, and the shift began just now
    back.wait(60)
    assert not closings(back)
    back.wait_until(17)
    assert len(closings(back)) == 1


def test_a_wrong_date_put_right_over_many_closing_times_does_not_end_the_shift():
    counter = Counter(hours=OFFICE, at=datetime(2015, 1, 1, 0, 3, tzinfo=HANOI)).at_work()
    counter.clock.wall = MORNING
    counter.wait(60)
    assert counter.screen is Screen.RATING
    assert not closings(counter)


def test_a_clock_put_back_over_midnight_does_not_end_the_shift():
    counter = Counter(at=at(0, 30)).at_work()
    counter.clock.wall -= timedelta(hours=3)
    counter.wait(60)
    assert not closings(counter)


def test_midnight_and_a_closing_time_at_once_end_a_shift_once():
    counter = Counter(hours=LATE).at_work()
    counter.clock.pass_(20 * 3600)  # the PC slept over both
    counter.wait(60)
    assert len(closings(counter)) == 1
    assert counter.screen is Screen.CLOSED


def resumed(now, opened=MORNING, hours=OFFICE, step_minutes=15):
    floored = opened.replace(minute=opened.minute // 15 * 15, second=0)
    shift = ShiftOpened(at=floored, shift="s", department="tu-phap")
    counter = Counter(shift=shift, at=now, hours=hours, step_minutes=step_minutes)
    counter.desk.tick()
    return counter


def test_a_shift_resumed_after_its_closing_time_ends_at_the_first_tick():
    counter = resumed(at(17, 40))
    assert counter.screen is Screen.CLOSED
    assert closings(counter) == [(time(17, 30), None)]


def test_a_shift_resumed_before_its_closing_time_goes_on_and_so_does_one_that_began_after_it():
    assert resumed(at(16, 30)).screen is Screen.RATING
    assert resumed(at(17, 40), opened=at(17, 3)).screen is Screen.RATING
    assert resumed(at(17, 40), opened=at(16, 59)).screen is Screen.CLOSED


def test_nobody_on_duty_outside_office_hours_is_the_closed_screen():
    counter = Counter(hours=OFFICE, at=at(6))
    assert (counter.screen, counter.desk.view().hours) == (Screen.CLOSED, OFFICE)
    counter.wait_until(7, 30)
    assert counter.screen is Screen.LOGIN


def test_a_touch_on_the_closed_screen_leads_to_the_login_and_back_when_nobody_logs_in():
    counter = Counter(hours=OFFICE, at=at(18))
    counter.desk.enter()
    counter.wait(29)
    assert counter.screen is Screen.LOGIN
    counter.wait(2)
    assert counter.screen is Screen.CLOSED


def test_leaving_the_pin_leads_to_the_login_after_hours_as_well():
    counter = Counter(hours=OFFICE, at=at(18), pins=Pins(tu_phap="1234")).at_work()
    counter.desk.cancel()
    assert counter.screen is Screen.LOGIN


def test_without_office_hours_the_desk_is_never_closed():
    counter = Counter(at=at(2))
    assert counter.screen is Screen.LOGIN
    counter.desk.enter()
    counter.wait(60)
    assert (counter.screen, counter.desk.view().hours) == (Screen.LOGIN, None)
