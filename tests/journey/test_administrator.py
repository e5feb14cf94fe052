"""An administrator at the real kiosk: in by the hidden corner, out by ending the program."""

from __future__ import annotations

import time

import pytest

from kiosk.secrets import Pins
from kiosk.ui.theme import Motion
from tests.journey.conftest import Counter

pytestmark = pytest.mark.journey

PIN = "13579"
ACTIONS = 7
END_SECONDS = 120


def test_the_corner_leads_to_pages_that_look_at_the_journal_and_end_the_program(
    lone_counter: Counter,
) -> None:
    file = lone_counter.folder / "pins.toml"
    Pins().with_pin("admin", PIN).write(file)
    counter = lone_counter.having(access__pins_file=str(file))
    with counter.opened() as process:
        counter.clerk.turn_page(lambda: hold_corner(counter))
        press(counter, *PIN)
        counter.clerk.press("Return")
        press(counter, *["Tab"] * ACTIONS)
        counter.clerk.press("Return")
        press(counter, "Tab")
        counter.clerk.press("Return")
        press(counter, "Tab", "Tab", "Return")  # the first is the way back
        assert process.wait(END_SECONDS) == 0, counter.log
    assert "Traceback" not in counter.log
    assert not counter.screen.shows_a_window()


def hold_corner(counter: Counter) -> None:
    counter.screen.put_finger(20, 20)
    time.sleep(Motion.corner + Motion.tick)
    counter.screen.lift_finger()


def press(counter: Counter, *keys: str) -> None:
    for key in keys:
        counter.screen.press(key)
