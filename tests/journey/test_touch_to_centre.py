"""From the operating system's touch to the row in PostgreSQL, every part real."""

from __future__ import annotations

import json
import time

import psycopg
import pytest

from build_spec.demo.comparison import answers_in
from build_spec.demo.people import BACK
from build_spec.demo.processes import end
from tests.journey.conftest import Counter

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]

VERY, SATISFIED, NOT = "very_satisfied", "satisfied", "dissatisfied"
CRITERIA = ["thoi-gian", "thai-do", "ket-qua", "chung"]
SHIPPING_SECONDS = 90  # the shipper looks every half minute at most


def lines_in_postgresql(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [line for (line,) in connection.execute("SELECT line FROM entries ORDER BY seq")]


def wait_for_lines(url: str, count: int) -> list[str]:
    deadline = time.monotonic() + SHIPPING_SECONDS
    while len(lines := lines_in_postgresql(url)) < count and time.monotonic() < deadline:
        time.sleep(0.2)
    return lines


def test_from_login_to_the_row_in_postgresql(counter: Counter, postgresql_url: str) -> None:
    with counter.opened() as process:
        counter.clerk.log_in(1)
        counter.citizen.rate([VERY, SATISFIED, None, NOT])
        counter.citizen.answer(NOT)
        counter.citizen.touch(BACK)
        counter.citizen.rate([VERY, VERY, SATISFIED, SATISFIED])
        counter.clerk.log_out(dossiers=12)
        journal = counter.lines()
        arrived = wait_for_lines(postgresql_url, len(journal))
        assert end(process) == 0, counter.log

    assert [json.loads(line) for line in arrived] == journal
    assert [tap["level"] for tap in journal if tap["kind"] == "tap"] == [
        VERY, SATISFIED, NOT,
        NOT, VERY, VERY, SATISFIED, SATISFIED,
    ]  # fmt: skip
    assert [closed["dossiers"] for closed in journal if closed["kind"] == "shift_closed"] == [12]
    of_kiosk, of_centre = counter.tallies()
    assert of_kiosk == of_centre
    assert of_kiosk["simulated"] is True
    assert answers_in(of_centre) == {
        ("vhxh", "thoi-gian", VERY): 2,
        ("vhxh", "thai-do", SATISFIED): 1,
        ("vhxh", "thai-do", VERY): 1,
        ("vhxh", "ket-qua", SATISFIED): 1,
        ("vhxh", "chung", NOT): 1,
        ("vhxh", "chung", SATISFIED): 1,
    }


def test_no_key_and_no_window_manager_ends_the_kiosk_but_sigterm_does(counter: Counter) -> None:
    with counter.opened() as process:
        counter.clerk.log_in(0)
        before = counter.screen.picture()
        for key in ("Escape", "F1", "F11", "F12"):
            counter.screen.press(key)
        counter.screen.press("q", holding="Control_L")
        counter.screen.press("F4", holding="Alt_L")
        counter.screen.ask_to_close()
        everything = range(counter.screen.height)
        assert not counter.screen.changes(before, everything, within=1.0), "something opened or closed"
        assert process.poll() is None, counter.log

        counter.citizen.answer(SATISFIED)
        assert [tap["level"] for tap in counter.entries("tap")] == [SATISFIED]
        assert end(process) == 0, counter.log
    assert "Traceback" not in counter.log
    assert not counter.screen.shows_a_window()


def test_a_hotkey_invites_one_citizen(counter: Counter) -> None:
    invited = counter.having(desk__mode="invited")
    with invited.opened() as process:
        invited.clerk.log_in(2)
        assert not invited.citizen.sees(SATISFIED), "nobody is invited yet"
        invited.clerk.press("F8")
        invited.citizen.rate([SATISFIED, SATISFIED, VERY, SATISFIED])
        assert not invited.citizen.sees(SATISFIED), "the invitation is used up"
        invited.clerk.press("F8")
        assert end(process) == 0, invited.log

    with invited.opened() as process:  # closes the ballot that nobody took up
        assert end(process) == 0, invited.log
    invited.kiosk.sync()
    of_kiosk, of_centre = invited.tallies()
    assert of_kiosk == of_centre
    assert (of_kiosk["total"]["issued"], of_kiosk["total"]["collected"]) == (2, 1)
