"""What must never count: second fingers, right buttons, double taps, slips, touches too early."""

import pytest

from kiosk.ui.settings import DisplaySettings
from tests.screens.pages import RatingPage, StillTherePage
from tests.screens.pilot import Finger


@pytest.fixture
def kiosk(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.pilot.hear_again()
    return kiosk


def finger(kiosk, words, **how):
    return Finger(kiosk.pilot, *kiosk.pilot.middle_of(kiosk.find(words)), **how)


def test_a_finger_alone_presses_and_counts_when_it_is_lifted(kiosk):
    one = finger(kiosk, "Hài lòng").down()
    assert kiosk.find("Hài lòng").pressed
    assert kiosk.levels == []
    one.up()
    assert kiosk.levels == ["satisfied"]


def test_a_finger_held_for_long_counts_once_when_it_is_lifted(kiosk):
    one = finger(kiosk, "Hài lòng").down()
    kiosk.wait(20)
    assert kiosk.levels == []
    one.up()
    assert kiosk.levels == ["satisfied"]


def test_a_finger_held_until_the_screen_asks_who_is_there_answers_nothing(kiosk):
    finger(kiosk, "Hài lòng").down().up()
    kiosk.pilot.hear_again()
    one = finger(kiosk, "Hài lòng").down()
    assert isinstance(kiosk.wait(31), StillTherePage)
    one.up()
    assert kiosk.levels == ["satisfied"]
    assert isinstance(kiosk.page, StillTherePage)


def test_a_finger_is_felt_in_the_next_frame(kiosk):
    card = kiosk.find("Hài lòng")
    kiosk.pilot.press(card)
    kiosk.pilot.frame()
    assert card.depth == 1


@pytest.mark.parametrize("what", ["skip", "language_button", "type_button"])
def test_every_button_is_felt_in_the_next_frame(kiosk, what):
    button = getattr(kiosk.sheet, what, None) or getattr(kiosk.sheet.strip, what)
    kiosk.pilot.press(button)
    kiosk.pilot.frame()
    assert button.depth == 1


def test_the_motion_after_an_answer_is_over_before_the_next_touch_is_taken(kiosk):
    finger(kiosk, "Hài lòng").down().up()
    kiosk.pilot.time.seconds += 0.25
    kiosk.pilot.frame()
    assert kiosk.app.stage.veil == 0
    assert not kiosk.find("Hài lòng").pressed


def test_a_touch_in_the_middle_of_the_motion_of_a_slow_pc_is_taken(kiosk):
    """Frames are late there: the fade goes on, and the screen under it hears all the same."""
    finger(kiosk, "Hài lòng").down().up()
    kiosk.pilot.time.seconds += 0.36
    finger(kiosk, "Hài lòng").down().up()
    assert kiosk.levels == ["satisfied"] * 2


def test_a_second_finger_does_nothing(kiosk):
    first = finger(kiosk, "Hài lòng").down()
    second = finger(kiosk, "Không hài lòng").down()
    assert not kiosk.find("Không hài lòng").pressed
    second.up()
    first.up()
    assert kiosk.levels == ["satisfied"]


def test_a_second_finger_that_stays_does_nothing_either(kiosk):
    first = finger(kiosk, "Hài lòng").down()
    second = finger(kiosk, "Không hài lòng").down()
    first.up()
    second.up()
    kiosk.pilot.hear_again()
    assert kiosk.levels == ["satisfied"]


def test_another_button_pressed_while_the_left_is_down_does_not_block_what_follows(kiosk):
    pilot, card, beside = kiosk.pilot, kiosk.find("Hài lòng"), kiosk.find("Không hài lòng")

    def mouse(what, button, at):
        pilot.window.dispatch(f"on_mouse_{what}", *as_mouse(pilot, at), button, [])
        pilot.frame()

    mouse("down", "left", card)
    mouse("down", "right", beside)
    mouse("up", "right", beside)
    mouse("up", "left", card)
    assert kiosk.levels == ["satisfied"]
    pilot.hear_again()
    mouse("down", "left", kiosk.find("Hài lòng"))
    mouse("up", "left", kiosk.find("Hài lòng"))
    assert kiosk.levels == ["satisfied"] * 2


@pytest.mark.parametrize("button", ["right", "middle", "scrollup", "scrolldown"])
def test_other_mouse_buttons_do_nothing(kiosk, button):
    finger(kiosk, "Hài lòng", button=button).down().up()
    assert kiosk.levels == []


def test_the_left_button_is_a_finger(kiosk):
    finger(kiosk, "Hài lòng", button="left").down().up()
    assert kiosk.levels == ["satisfied"]


def test_a_double_tap_answers_one_criterion(kiosk):
    finger(kiosk, "Hài lòng").down().up()
    finger(kiosk, "Hài lòng").down().up()
    assert kiosk.levels == ["satisfied"]


def test_ten_quick_taps_answer_one_criterion(kiosk):
    for _ in range(10):
        finger(kiosk, "Hài lòng").down().up()
        kiosk.pilot.time.seconds += 0.03
    assert kiosk.levels == ["satisfied"]


def test_the_next_criterion_can_be_answered_soon_after(kiosk):
    finger(kiosk, "Hài lòng").down().up()
    kiosk.pilot.time.seconds += 0.36
    finger(kiosk, "Rất hài lòng").down().up()
    assert kiosk.levels == ["satisfied", "very_satisfied"]


def test_a_finger_that_came_too_early_stays_without_effect(kiosk):
    finger(kiosk, "Hài lòng").down().up()
    early = finger(kiosk, "Hài lòng").down()
    kiosk.pilot.hear_again()
    early.up()
    assert kiosk.levels == ["satisfied"]


def test_sliding_off_returns_the_card_to_rest_and_counts_nothing(kiosk):
    card = kiosk.find("Hài lòng")
    one = finger(kiosk, "Hài lòng").down()
    one.slide(*kiosk.pilot.middle_of(kiosk.find("Rất hài lòng")))
    assert not card.pressed
    assert not kiosk.find("Rất hài lòng").pressed
    one.up()
    assert kiosk.levels == []


def test_sliding_off_and_back_counts(kiosk):
    card = kiosk.find("Hài lòng")
    one = finger(kiosk, "Hài lòng").down()
    one.slide(card.right + 5, card.center_y).slide(card.right - 5, card.center_y)
    assert card.pressed
    one.up()
    assert kiosk.levels == ["satisfied"]


def test_a_touch_beside_everything_presses_nothing(kiosk):
    Finger(kiosk.pilot, 3, 3).down().up()
    assert kiosk.levels == []
    assert isinstance(kiosk.page, RatingPage)


def test_any_touch_shows_that_somebody_is_there(kiosk):
    kiosk.page.answer()
    kiosk.wait(25)
    Finger(kiosk.pilot, 3, 3).down().up()
    assert isinstance(kiosk.wait(25), RatingPage)


def test_a_finger_that_another_window_took_over_counts_nothing_and_does_not_block_the_next(kiosk):
    """The clerk's window takes the focus while a finger is down: its lifting is never reported."""
    pilot = kiosk.pilot
    card = kiosk.find("Hài lòng")
    pilot.window.dispatch("on_mouse_down", *as_mouse(pilot, card), "left", [])
    pilot.frame()
    pilot.window._focus = False
    pilot.frame()
    pilot.window._focus = True
    kiosk.page.answer("Rất hài lòng")
    assert kiosk.levels == ["very_satisfied"]


def test_a_finger_that_is_lifted_after_another_window_took_over_counts_nothing(kiosk):
    pilot = kiosk.pilot
    place = as_mouse(pilot, kiosk.find("Hài lòng"))
    pilot.window.dispatch("on_mouse_down", *place, "left", [])
    pilot.frame()
    pilot.window._focus = False
    pilot.window.dispatch("on_mouse_up", *place, "left", [])
    pilot.frame()
    pilot.window._focus = True
    pilot.frame()
    assert kiosk.levels == []


def as_mouse(pilot, widget):
    x, y = pilot.middle_of(widget)
    return x, pilot.window.height - y


def test_the_strip_buttons_can_be_hit_over_the_whole_height_of_the_strip(kiosk):
    button = kiosk.sheet.strip.language_button
    edge = kiosk.pilot.window.height - 2
    Finger(kiosk.pilot, button.center_x, edge).down().up()
    assert kiosk.view.language == "en"


def test_the_touch_that_wakes_a_dark_screen_presses_nothing(counter):
    kiosk = counter(display=DisplaySettings(dark_after_seconds=600))
    kiosk.on_duty()
    kiosk.wait(601)
    assert kiosk.app.stage.dark
    finger(kiosk, "Hài lòng").down().up()
    assert not kiosk.app.stage.dark
    finger(kiosk, "Hài lòng").down().up()  # too soon after
    assert kiosk.levels == []
    kiosk.page.answer()
    assert kiosk.levels == ["satisfied"]


def test_an_invitation_lights_a_dark_screen_and_it_stays_lit(counter):
    kiosk = counter(mode="invited", display=DisplaySettings(dark_after_seconds=600))
    kiosk.on_duty()
    kiosk.wait(601)
    kiosk.desk.invite()
    kiosk.wait(1)
    assert not kiosk.app.stage.dark


def test_the_screen_never_goes_dark_under_a_citizen(counter):
    kiosk = counter(display=DisplaySettings(dark_after_seconds=20))
    kiosk.on_duty().answer()
    kiosk.wait(25)
    assert not kiosk.app.stage.dark


def test_by_default_the_screen_never_goes_dark(kiosk):
    kiosk.wait(1200)
    assert not kiosk.app.stage.dark
