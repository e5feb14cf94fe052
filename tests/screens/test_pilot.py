"""The tests' own tools can fail: else they would prove nothing."""

import pytest
from kivy.clock import Clock
from kivy.uix.widget import Widget

from kiosk.ui.frame import Box
from kiosk.ui.widgets.touchable import Tappable
from tests.screens.pilot import Finger


def test_a_touch_on_something_covered_fails_with_both_names(counter):

    kiosk = counter()
    kiosk.on_duty()
    cover = Tappable(kiosk.sheet.look, Box(0, 0, 1920, 1080), lambda: None)
    kiosk.sheet.add_widget(cover)
    assert isinstance(cover, Widget)
    with pytest.raises(
        AssertionError, match=r"meant for AnswerCard\['Hài lòng'\], landed on \['Tappable\[\]'\]"
    ):
        kiosk.tap("Hài lòng")
    assert kiosk.levels == []


def test_a_touch_while_the_screen_is_deaf_fails(counter):
    kiosk = counter()
    kiosk.on_duty()
    with pytest.raises(AssertionError, match="landed on"):
        kiosk.pilot.press(kiosk.find("Hài lòng"))


def test_an_exception_in_an_action_fails_the_test(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.find("Hài lòng")._action = lambda: 1 / 0
    with pytest.raises(ZeroDivisionError):
        kiosk.tap("Hài lòng")


def test_an_exception_in_a_clock_callback_fails_the_test(counter):

    kiosk = counter()
    Clock.schedule_once(lambda _dt: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        kiosk.pilot.frame()


def test_words_that_two_things_say_are_not_guessed(counter):
    kiosk = counter()
    kiosk.on_duty()
    with pytest.raises(AssertionError, match="0 things say"):
        kiosk.find("Tạm biệt")


def test_fingers_are_separate(counter):
    kiosk = counter()
    one, other = Finger(kiosk.pilot, 1, 1), Finger(kiosk.pilot, 1, 1)
    assert one.event.uid != other.event.uid
