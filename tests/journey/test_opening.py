"""A kiosk that starts says so at once, takes nothing before its first screen, and covers nobody else's."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable

import pytest

from build_spec.demo.people import FACES
from build_spec.demo.processes import end
from build_spec.demo.programs import PATIENCE_SECONDS
from kiosk.ui.theme import DAY
from tests.journey.conftest import Counter
from tests.journey.hanging_disk import Disk

pytestmark = pytest.mark.journey

VERY, SATISFIED, _ = FACES


def wait_until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


def says_that_it_opens(counter: Counter) -> bool:
    """The lotus and its words are there, and no face."""
    return bool(counter.screen.find(DAY.ink)) and not counter.screen.find(FACES[SATISFIED])


@pytest.fixture
def on_duty(lone_counter: Counter) -> Counter:
    """A counter that is closed while its shift is open, so that its next first screen is a criterion."""
    with lone_counter.opened() as process:
        lone_counter.clerk.log_in(0)
        end(process)
    (lone_counter.folder / "kiosk.log").unlink()
    return lone_counter


def whole(counter: Counter) -> Counter:
    return counter.having(display__size=f"[{counter.screen.width}, {counter.screen.height}]")


def on_screen(counter: Counter) -> dict[str, str]:
    return {**os.environ, "DISPLAY": counter.screen.name}


def status_of_another(counter: Counter) -> int:
    """What a second kiosk on the same journal and the same screen ends with."""
    command = counter.kiosk.command("run", "--training")
    return subprocess.run(command, env=on_screen(counter), stderr=subprocess.DEVNULL, check=False).returncode


def test_nothing_counts_before_the_first_screen_and_everything_after_it(on_duty: Counter) -> None:
    counter, disk = whole(on_duty), Disk(on_duty.folder)
    screen, log = counter.screen, counter.folder / "kiosk.log"
    middle = screen.width // 2, screen.height // 2
    disk.hang()
    watched = {**disk.environment, "HAI_LONG_WATCHED": "0 "}  # its output, here the log, is the heartbeat's
    with counter.kiosk.open(log, screen.name, environment=watched) as process:
        wait_until(lambda: says_that_it_opens(counter), "it does not say that it opens")
        screen.focus()
        before = screen.picture()
        screen.touch(*middle)
        screen.ask_to_close()
        screen.press("F9")
        with screen.another_window(whole=True):
            pass
        wait_until(lambda: screen.picture() == before, "it does not draw itself again")
        assert status_of_another(counter) == 1, "a second kiosk was let in"
        assert screen.picture() == before, "the second kiosk shows something"
        assert log.read_bytes() == b"", "a start that hangs must look to its watchdog like one"
        screen.put_finger(*middle)
        disk.go_on()
        wait_until(lambda: screen.find(FACES[SATISFIED]), "no first screen comes")
        screen.lift_finger()
        wait_until(lambda: b"." in log.read_bytes(), "the window does not beat")
        counter.clerk.wait()
        assert counter.entries("tap") == []
        counter.citizen.answer(VERY)
        assert end(process) == 0, counter.log
    assert [tap["level"] for tap in counter.entries("tap")] == [VERY]


def test_the_ground_is_that_of_the_first_screen_from_the_first_moment(on_duty: Counter) -> None:
    counter = whole(on_duty)
    screen = counter.screen
    empty = screen.pixel(2, screen.height - 2)
    seen = {empty}
    with counter.kiosk.open(counter.folder / "kiosk.log", screen.name):
        while not screen.find(FACES[SATISFIED]):
            seen |= {screen.pixel(2, screen.height - 2) for _ in range(50)}
    red, green, blue = bytes.fromhex(DAY.page.removeprefix("#"))
    assert {colour[:3] for colour in seen - {empty}} == {bytes((blue, green, red))}


def test_a_kiosk_that_is_told_to_end_while_it_opens_does_so(on_duty: Counter) -> None:
    counter, disk = whole(on_duty), Disk(on_duty.folder)
    disk.hang()
    with counter.kiosk.open(
        counter.folder / "kiosk.log", counter.screen.name, environment=disk.environment
    ) as process:
        wait_until(lambda: says_that_it_opens(counter), "it does not say that it opens")
        process.terminate()
        disk.go_on()
        assert process.wait(PATIENCE_SECONDS) == 0, counter.log


@pytest.mark.parametrize("words", [("--help",), ("--set", "desk.mode=closed"), ("--colour",)])
def test_what_is_refused_or_only_asked_opens_no_window(lone_counter: Counter, words: tuple[str, ...]) -> None:
    command = [*lone_counter.kiosk.command("run"), *words]
    before = lone_counter.screen.picture()
    with subprocess.Popen(
        command, env=on_screen(lone_counter), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            assert not lone_counter.screen.shows_a_window()
            assert lone_counter.screen.picture() == before
    assert process.returncode == {"--help": 0, "--set": 1, "--colour": 2}[words[0]]
