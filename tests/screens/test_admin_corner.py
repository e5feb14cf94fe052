"""The hidden corner: held for three seconds it asks for the PIN, and nothing is seen of it."""

from dataclasses import replace
from datetime import time

import pytest

from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.office import OfficeHours
from kiosk.ui.gallery.canned_administration import CannedAdministration
from tests.screens.pages import (
    AdminPage,
    ClosedPage,
    InvitationPage,
    LoginPage,
    OutOfServicePage,
    PinPage,
    RatingPage,
    ShiftPage,
)
from tests.screens.pilot import PORTRAIT, Finger

PINS = {"admin": "13579"}


@pytest.fixture
def kiosk(counter):
    return counter(pins=PINS, administration=CannedAdministration(sound=True))


def finger_in_corner(kiosk, **how):
    kiosk.pilot.hear_again()
    unit = kiosk.sheet.look.frame.unit
    return Finger(kiosk.pilot, 70 * unit, kiosk.pilot.window.height - 70 * unit, **how)


def hold(kiosk, seconds=3.25):
    finger = finger_in_corner(kiosk).down()
    kiosk.pilot.wait(seconds)
    finger.up()
    return kiosk.page


def test_held_on_the_first_criterion_it_asks_for_the_administrators_pin(kiosk):
    kiosk.on_duty()
    assert isinstance(hold(kiosk), PinPage)
    assert kiosk.view.pin_for == "admin"


def test_held_at_login(kiosk):
    assert isinstance(hold(kiosk), PinPage)


def test_held_on_the_clerks_sheet(kiosk):
    kiosk.on_duty().touch_names()
    assert isinstance(hold(kiosk), PinPage)


def test_held_before_an_invitation(counter):
    kiosk = counter(mode="invited", pins=PINS, administration=CannedAdministration())
    kiosk.on_duty()
    assert isinstance(kiosk.page, InvitationPage)
    assert isinstance(hold(kiosk), PinPage)


def test_held_in_portrait(counter):
    kiosk = counter(size=PORTRAIT, pins=PINS, administration=CannedAdministration())
    assert isinstance(hold(kiosk), PinPage)


def test_held_outside_office_hours_it_opens_no_login(counter):
    morning = OfficeHours(frozenset(range(7)), ((time(13), time(14)),))
    settings = replace(DeskSettings(), hours=morning)
    kiosk = counter(pins=PINS, administration=CannedAdministration(), settings=settings)
    assert isinstance(kiosk.page, ClosedPage)
    assert isinstance(hold(kiosk), PinPage)
    kiosk.desk.cancel()
    kiosk.app.refresh()
    assert isinstance(kiosk.page, ClosedPage)


@pytest.mark.parametrize("hangs", [True, False], ids=["commit hangs", "commit refused"])
def test_held_out_of_service_the_administrator_gets_in_and_finds_it_so_afterwards(kiosk, hangs):
    kiosk.on_duty()
    kiosk.journal.slow, kiosk.journal.refusing = hangs, True
    kiosk.page.answer()
    kiosk.wait(6)
    assert isinstance(kiosk.page, OutOfServicePage)
    page = hold(kiosk)
    assert isinstance(page, PinPage)
    page = page.type("13579").open()
    assert isinstance(page, AdminPage)
    assert isinstance(page.close(), OutOfServicePage)


def test_what_is_behind_recovers_meanwhile(kiosk):
    kiosk.on_duty()
    kiosk.journal.refusing = True
    kiosk.page.answer()
    page = hold(kiosk).type("13579").open()
    kiosk.journal.refusing = False
    kiosk.wait(40)
    assert isinstance(kiosk.page, AdminPage)
    assert isinstance(page.close(), RatingPage)


def test_a_short_tap_is_the_clerks(kiosk):
    kiosk.on_duty()
    assert isinstance(hold(kiosk, 0.25), ShiftPage)


def test_lifted_a_little_too_early_it_is_no_hold(kiosk):
    assert isinstance(hold(kiosk, 2.75), LoginPage)
    kiosk.wait(1)
    assert isinstance(kiosk.page, LoginPage)


def test_a_finger_that_leaves_the_corner_does_nothing_even_if_it_comes_back(kiosk):
    finger = finger_in_corner(kiosk).down()
    kiosk.wait(2)
    finger.slide(600, 400)
    finger.slide(40, kiosk.pilot.window.height - 40)
    kiosk.wait(3)
    finger.up()
    assert isinstance(kiosk.page, LoginPage)


def test_a_finger_elsewhere_does_nothing(kiosk):
    kiosk.pilot.hear_again()
    unit = kiosk.sheet.look.frame.unit
    finger = Finger(kiosk.pilot, 150 * unit, kiosk.pilot.window.height - 70 * unit).down()
    kiosk.wait(4)
    finger.up()
    assert isinstance(kiosk.page, LoginPage)


def test_the_right_button_does_nothing(kiosk):
    finger = finger_in_corner(kiosk, button="right").down()
    kiosk.wait(4)
    finger.up()
    assert isinstance(kiosk.page, LoginPage)


def test_while_a_citizen_is_under_way_nothing_happens(kiosk):
    page = kiosk.on_duty().answer()
    assert isinstance(hold(kiosk), RatingPage)
    assert page.criterion == kiosk.page.criterion


def test_lifting_the_finger_presses_nothing_on_the_screen_that_came(kiosk):
    kiosk.on_duty()
    hold(kiosk)
    kiosk.wait(1)
    assert isinstance(kiosk.page, PinPage)


def test_nothing_is_seen_while_it_is_held(kiosk):
    kiosk.on_duty()
    before = kiosk.pilot.pixels()
    finger = finger_in_corner(kiosk).down()
    assert kiosk.pilot.frames_drawn_in(2) == 0
    assert kiosk.pilot.pixels() == before
    finger.up()


def test_a_kiosk_without_an_administration_has_no_way_in(counter):
    kiosk = counter(pins=PINS)
    assert isinstance(hold(kiosk), LoginPage)


def test_without_a_pin_the_screen_says_how_to_set_one(counter):
    kiosk = counter(administration=CannedAdministration())
    hold(kiosk)
    assert kiosk.view.pin_missing
