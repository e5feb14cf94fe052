"""kill -9 while fingers are on a real window: nothing confirmed is lost, and the shift goes on.

`make campaign` does the same five hundred times, and CI with `make campaign-short` ten.
"""

from __future__ import annotations

import time
from collections import Counter as Tally
from random import Random
from typing import Any

import pytest

from build_spec.demo.comparison import answers_in
from build_spec.demo.people import FACES
from build_spec.demo.processes import end
from tests.journey.conftest import Counter

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]

LIVES = 2
LEVELS = list(FACES)


def test_no_confirmed_touch_is_lost_and_the_shift_goes_on(counter: Counter) -> None:
    kill_in_mid_traffic(counter, LIVES, Random(20240630))


def kill_in_mid_traffic(counter: Counter, lives: int, random: Random) -> None:
    """So many lives of one kiosk, each ended by kill -9 while somebody touches its window."""
    confirmed: list[list[str]] = []
    for life in range(lives):
        with counter.opened() as process:
            if life == 0:
                counter.clerk.log_in(0)
                counter.clerk.note(12)
            confirmed.append(answered_until_killed(counter, process.kill, random))
    with counter.opened() as process:
        counter.citizen.rate(["satisfied"] * 4)  # no login: the shift is still open
        counter.clerk.log_out()
        assert end(process) == 0, counter.log

    taps = taps_by_life(counter.lines())
    for seen, kept in zip(confirmed, taps, strict=False):
        assert kept[: len(seen)] == seen, "a touch that turned the page is not in the journal"
        assert len(kept) <= len(seen) + 1, "a touch is in the journal twice"
    assert len(counter.entries("shift_opened")) == 1
    assert [closed["dossiers"] for closed in counter.entries("shift_closed")] == [12]  # of the first life
    assert "damaged" not in counter.log
    counter.kiosk.output("verify")
    counter.kiosk.sync()
    of_kiosk, of_centre = counter.tallies()
    assert of_kiosk == of_centre
    assert answers_in(of_kiosk) == last_taps(counter.lines())


def answered_until_killed(counter: Counter, kill: Any, random: Random) -> list[str]:
    """Some answers, the last one at the moment of the kill; gives those after which the page turned."""
    citizen, seen = counter.citizen, []
    for number in range(1, random.randint(1, 5)):
        seen.append(random.choice(LEVELS))
        citizen.answer(seen[-1])
        if number % 4 == 0:
            citizen.skip_reasons()
            citizen.leave()
    counter.screen.touch(*citizen.look_for(random.choice(LEVELS)))
    time.sleep(random.uniform(0, 0.12))
    kill()
    return seen


def taps_by_life(lines: list[dict[str, Any]]) -> list[list[str]]:
    """The levels tapped between one start of the program and the next."""
    lives: list[list[str]] = []
    for line in lines:
        if line["kind"] == "start":
            lives.append([])
        elif line["kind"] == "tap":
            lives[-1].append(line["level"])
    return lives


def last_taps(lines: list[dict[str, Any]]) -> dict[tuple[str, str, str], int]:
    """What a report must say: of each ballot and criterion, the last tap."""
    last = {(tap["ballot"], tap["criterion"]): tap for tap in lines if tap["kind"] == "tap"}
    return dict(Tally((tap["department"], tap["criterion"], tap["level"]) for tap in last.values()))
