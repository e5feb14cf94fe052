"""Kivy's own exits are shut; the clerk's two keys work."""

import pytest

from kiosk.ui.settings import DisplaySettings
from tests.screens.pages import InvitationPage, PinPage, RatingPage, ShiftPage, StillTherePage

EXITS = ["escape", "f1", "f4", "f11", "f12", "q", "w", "spacebar", "enter", "tab", "backspace", "home"]


@pytest.mark.parametrize("key", EXITS)
def test_a_key_of_kivy_or_the_system_changes_nothing(counter, key):
    kiosk = counter()
    kiosk.on_duty()
    before = kiosk.view
    kiosk.pilot.key(key)
    assert kiosk.view == before
    assert kiosk.app.root in kiosk.pilot.window.children
    assert len(kiosk.pilot.window.children) == 1
    assert kiosk.ended == 0


@pytest.mark.parametrize("key", ["escape", "f1", "f11", "a", "5"])
def test_no_key_gets_as_far_as_kivy(counter, key):
    kiosk = counter()
    kiosk.on_duty()
    assert kiosk.pilot.key(key) is True


def test_alt_f4_and_the_close_button_are_refused(counter):
    kiosk = counter()
    assert kiosk.pilot.window.dispatch("on_request_close") is True
    kiosk.pilot.frame()
    assert kiosk.ended == 0


def test_the_settings_panel_can_not_be_opened(counter):
    kiosk = counter()
    kiosk.app.open_settings()
    kiosk.pilot.frame()
    assert len(kiosk.pilot.window.children) == 1


def test_a_key_without_meaning_does_not_stand_for_a_citizen(counter):
    kiosk = counter()
    kiosk.on_duty().answer()
    for _ in range(31):
        kiosk.pilot.key("a")
        kiosk.wait(1)
    assert isinstance(kiosk.page, StillTherePage)


def test_typing_a_pin_on_the_keyboard_keeps_the_pin_screen(counter):
    kiosk = counter(pins={"tu-phap-ho-tich": "2580"})
    kiosk.page.choose("Tư pháp – Hộ tịch")
    for _ in range(4):
        kiosk.wait(15)
        kiosk.pilot.key("2")
    assert isinstance(kiosk.page, PinPage)


def test_f8_invites_in_invited_mode(counter):
    kiosk = counter(mode="invited")
    kiosk.on_duty()
    kiosk.pilot.key("f8")
    assert isinstance(kiosk.page, RatingPage)


def test_f8_twice_invites_once(counter):
    kiosk = counter(mode="invited")
    kiosk.on_duty()
    kiosk.pilot.key("f8")
    kiosk.pilot.key("f8")
    assert len(kiosk.journal.of("ballot_opened")) == 1


def test_f8_does_nothing_in_open_mode(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.pilot.key("f8")
    assert kiosk.journal.of("ballot_opened") == []


def test_f9_opens_the_clerks_sheet(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.pilot.key("f9")
    assert isinstance(kiosk.page, ShiftPage)


def test_f9_does_nothing_while_a_citizen_is_under_way(counter):
    kiosk = counter()
    kiosk.on_duty().answer()
    kiosk.pilot.key("f9")
    assert isinstance(kiosk.page, RatingPage)


def test_the_clerks_keys_can_be_others(counter):
    kiosk = counter(mode="invited", display=DisplaySettings(invite_key="f2", shift_key="f3"))
    page = kiosk.on_duty()
    assert isinstance(page, InvitationPage)
    assert page.reads("Cán bộ mở phiếu · F2")
    kiosk.pilot.key("f8")
    assert isinstance(kiosk.page, InvitationPage)
    kiosk.pilot.key("f2")
    assert isinstance(kiosk.page, RatingPage)


def test_a_key_wakes_a_dark_screen(counter):
    kiosk = counter(mode="invited", display=DisplaySettings(dark_after_seconds=600))
    kiosk.on_duty()
    kiosk.wait(601)
    assert kiosk.app.stage.dark
    kiosk.pilot.key("f8")
    assert not kiosk.app.stage.dark


def test_no_key_acts_during_a_commit(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.journal.slow = True
    kiosk.page.answer()
    kiosk.pilot.key("f9")
    assert isinstance(kiosk.page, RatingPage)


def test_the_program_says_once_that_it_has_ended(counter):
    kiosk = counter()
    kiosk.pilot.stop_app()
    assert kiosk.ended == 1
