"""A disk that hangs under the real window: a sign that it takes time, out of service, and back by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from build_spec.demo.people import FACES, FOOT
from build_spec.demo.processes import end
from tests.journey.conftest import Counter
from tests.journey.hanging_disk import Disk

pytestmark = pytest.mark.journey

VERY, SATISFIED, NOT = FACES
PATIENCE_SECONDS = 120


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def levels(counter: Counter) -> list[str]:
    return [tap["level"] for tap in counter.entries("tap")]


def test_a_disk_that_hangs_is_told_and_nothing_is_lost(lone_counter: Counter, tmp_path: Path) -> None:
    counter, disk = lone_counter, Disk(tmp_path)
    foot = range(FOOT * counter.screen.height // 1080, counter.screen.height)
    with counter.opened(environment=disk.environment) as process:
        counter.clerk.log_in(0)
        counter.citizen.answer(SATISFIED)

        disk.hang()
        before = counter.screen.picture(foot)
        place = counter.screen.find(FACES[NOT])
        assert place is not None
        counter.screen.touch(*place)
        assert counter.screen.changes(before, foot, within=PATIENCE_SECONDS), "no sign that it takes time"
        assert counter.citizen.sees(VERY), "the page turned before the touch was durable"
        assert levels(counter) == [SATISFIED]
        wait_until(lambda: not counter.citizen.sees(VERY), "it does not say that it is out of service")
        counter.screen.touch(*place)  # is no answer now
        disk.go_on()

        wait_until(lambda: counter.citizen.sees(VERY), "it does not come back")
        counter.clerk.wait()
        counter.citizen.answer(VERY)
        assert end(process) == 0, counter.log

    assert levels(counter) == [SATISFIED, NOT, VERY]
    assert [(one["outcome"], one["answers"]) for one in counter.entries("ballot_closed")] == [
        ("interrupted", {"thoi-gian": SATISFIED, "thai-do": NOT})
    ]
    counter.kiosk.output("verify")
