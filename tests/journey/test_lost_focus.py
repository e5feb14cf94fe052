"""Other windows beside and over the real one: the first touch after them counts, none is taken for them."""

from __future__ import annotations

import signal
import time

import pytest

from build_spec.demo.people import FACES, PATIENCE_SECONDS
from build_spec.demo.processes import end
from tests.journey.conftest import Counter

pytestmark = pytest.mark.journey

_, SATISFIED, NOT = FACES
PRESSED_SECONDS = 0.5  # time to hear of a finger and to show it


def answer_at_once(counter: Counter, level: str) -> None:
    """One touch, for which a window manager gives the window the focus, turns the page, however late."""
    place = counter.citizen.look_for(level)

    def touch() -> None:
        counter.screen.focus()
        counter.screen.touch(*place)

    counter.citizen.turn_page(touch, again_after=PATIENCE_SECONDS)


def test_touches_are_neither_lost_nor_taken_from_others(lone_counter: Counter) -> None:
    counter = lone_counter.having(desk__mode="invited")
    with counter.opened() as process:
        counter.clerk.log_in(0)
        with counter.screen.another_window(whole=False):
            counter.screen.press("F8")  # heard by the window that has the keyboard, not by the kiosk
            counter.clerk.wait()
            assert not counter.citizen.sees(SATISFIED)
        counter.screen.focus()
        counter.clerk.press("F8")
        assert counter.citizen.sees(SATISFIED)

        with counter.screen.another_window(whole=False):
            pass
        answer_at_once(counter, SATISFIED)

        place = counter.citizen.look_for(NOT)
        counter.screen.put_finger(*place)
        with counter.screen.another_window(whole=True):
            counter.screen.lift_finger()
            counter.screen.touch(*place)  # meant for that window
            assert not counter.citizen.sees(NOT)
        counter.clerk.wait()
        answer_at_once(counter, NOT)
        assert end(process) == 0, counter.log

    assert [tap["level"] for tap in counter.entries("tap")] == [SATISFIED, NOT]


def test_a_kiosk_that_is_held_up_takes_no_touch_from_the_window_over_it(lone_counter: Counter) -> None:
    counter = lone_counter
    with counter.opened() as process:
        counter.clerk.log_in(0)
        place = counter.citizen.look_for(NOT)
        counter.screen.put_finger(*place)
        time.sleep(PRESSED_SECONDS)
        process.send_signal(signal.SIGSTOP)
        with counter.screen.another_window(whole=True):
            counter.screen.lift_finger()
            counter.screen.put_finger(*place)  # meant for that window, from here on
            process.send_signal(signal.SIGCONT)
            time.sleep(PRESSED_SECONDS)
            counter.screen.lift_finger()
            counter.screen.touch(*place)
        counter.clerk.wait()
        assert not counter.entries("tap")
        answer_at_once(counter, SATISFIED)
        assert end(process) == 0, counter.log

    assert [tap["level"] for tap in counter.entries("tap")] == [SATISFIED]


def test_a_finger_that_another_window_sees_lifted_does_not_take_the_next_touch(lone_counter: Counter) -> None:
    counter = lone_counter
    with counter.opened() as process:
        counter.clerk.log_in(0)
        counter.screen.put_finger(*counter.citizen.look_for(NOT))
        time.sleep(PRESSED_SECONDS)
        with counter.screen.another_window(whole=True):
            time.sleep(PRESSED_SECONDS)  # the kiosk has heard of it
            counter.screen.lift_finger()
        counter.clerk.wait()
        assert not counter.entries("tap")
        answer_at_once(counter, SATISFIED)
        assert end(process) == 0, counter.log

    assert [tap["level"] for tap in counter.entries("tap")] == [SATISFIED]
