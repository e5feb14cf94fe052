"""Other windows beside and over the real one: the first touch after them counts, none is taken for them."""

from __future__ import annotations

import pytest

from build_spec.demo.people import FACES
from build_spec.demo.processes import end
from tests.journey.conftest import Counter

pytestmark = pytest.mark.journey

_, SATISFIED, NOT = FACES


def face(counter: Counter, level: str) -> tuple[int, int]:
    place = counter.screen.find(FACES[level])
    assert place is not None
    return place


def answer_at_once(counter: Counter, level: str) -> None:
    """One touch, for which a window manager gives the window the focus; it must turn the page."""
    place = face(counter, level)
    touches: list[str] = []

    def touch() -> None:
        counter.screen.focus()
        counter.screen.touch(*place)
        touches.append(level)

    counter.citizen.turn_page(touch)
    assert touches == [level], "the first touch was lost"


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

        place = face(counter, NOT)
        counter.screen.put_finger(*place)
        with counter.screen.another_window(whole=True):
            counter.screen.lift_finger()
            counter.screen.touch(*place)  # meant for that window
            assert not counter.citizen.sees(NOT)
        counter.clerk.wait()
        answer_at_once(counter, NOT)
        assert end(process) == 0, counter.log

    assert [tap["level"] for tap in counter.entries("tap")] == [SATISFIED, NOT]
