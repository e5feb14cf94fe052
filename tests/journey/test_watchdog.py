"""`kiosk watch` with the real window, which freezes or is killed in mid-ballot: nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from build_spec.demo.people import SKIP
from build_spec.demo.processes import end
from tests.journey.conftest import Counter

pytestmark = pytest.mark.journey

VERY, SATISFIED, NOT = "very_satisfied", "satisfied", "dissatisfied"
FROZEN_SECONDS = 3
PATIENCE_SECONDS = 120


@pytest.fixture
def counter(lone_counter: Counter) -> Counter:
    return lone_counter.having(watchdog__frozen_seconds=str(FROZEN_SECONDS))


@contextmanager
def watched(counter: Counter) -> Iterator[subprocess.Popen[bytes]]:
    with counter.opened(command="watch") as watchdog:
        yield watchdog


def window_of(watchdog: subprocess.Popen[bytes]) -> int:
    """The process of the window that a watchdog looks after."""
    return int(Path(f"/proc/{watchdog.pid}/task/{watchdog.pid}/children").read_text().split()[0])


def log_of(counter: Counter) -> str:
    return (counter.folder / "journal.sqlite.watchdog.log").read_text()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def wait_for_restart(counter: Counter, number: int) -> None:
    wait_until(lambda: f"restart {number} " in log_of(counter), log_of(counter))


def wait_for_window(counter: Counter) -> None:
    """Until the first criterion is there again."""
    wait_until(lambda: counter.citizen.sees(VERY), counter.log)
    counter.clerk.wait()


def test_a_window_that_hangs_and_one_that_is_killed_come_back_and_nothing_is_lost(counter: Counter) -> None:
    with watched(counter) as watchdog:
        counter.clerk.log_in(0)
        counter.citizen.answer(SATISFIED)
        counter.citizen.answer(NOT)
        with counter.screen.hanging():
            counter.citizen.tap(SKIP)  # the window's thread hangs in drawing the pressed button
            wait_for_restart(counter, 1)
        wait_for_window(counter)  # no login: the shift goes on
        counter.citizen.answer(VERY)
        os.kill(window_of(watchdog), signal.SIGKILL)
        wait_for_restart(counter, 2)
        wait_for_window(counter)
        window = window_of(watchdog)
        assert end(watchdog) == 0, counter.log
        assert not Path(f"/proc/{window}").exists(), "the window outlives its watchdog"

    assert [tap["level"] for tap in counter.entries("tap")] == [SATISFIED, NOT, VERY]
    assert len(counter.entries("shift_opened")) == 1
    assert [(one["outcome"], one["answers"]) for one in counter.entries("ballot_closed")] == [
        ("interrupted", {"thoi-gian": SATISFIED, "thai-do": NOT}),
        ("interrupted", {"thoi-gian": VERY}),
    ]
    assert [(one["about"], one["data"]) for one in counter.entries("note")] == [
        ("watchdog_restart", {"why": "frozen", "restarts": 1}),
        ("watchdog_restart", {"why": "crashed", "restarts": 2}),
    ]
    assert log_of(counter).count("\n") == 6, "each event is one line"
    counter.kiosk.output("verify")


def test_a_machine_that_sleeps_is_left_alone_and_an_orderly_exit_ends_both(counter: Counter) -> None:
    with watched(counter) as watchdog:
        window = window_of(watchdog)
        for process in (window, watchdog.pid):
            os.kill(process, signal.SIGSTOP)
        time.sleep(FROZEN_SECONDS + 1)  # asleep for longer than a window may freeze
        for process in (watchdog.pid, window):
            os.kill(process, signal.SIGCONT)
        second = subprocess.run(
            counter.kiosk.command("watch", "--training"), capture_output=True, text=True, check=False
        )
        assert second.returncode == 1
        assert second.stderr.startswith("một kiosk watch khác đang trông ")
        assert second.stderr.count("\n") == 1
        counter.clerk.log_in(0)
        assert window_of(watchdog) == window
        os.kill(window, signal.SIGTERM)  # an orderly exit, as the administrator's is
        assert watchdog.wait(PATIENCE_SECONDS) == 0, counter.log
    assert "restart" not in log_of(counter)


def test_another_watchdog_takes_over_from_one_that_was_killed(counter: Counter) -> None:
    with watched(counter) as first:
        orphan = window_of(first)
        first.kill()
        first.wait()
        counter.clerk.log_in(0)  # the window goes on
        with counter.kiosk.open(counter.folder / "kiosk.log", counter.screen.name, command="watch") as second:
            wait_until(lambda: not Path(f"/proc/{orphan}").exists(), "the orphan does not make room")
            wait_until(lambda: counter.log.count("entry") > 1, counter.log)
            wait_for_window(counter)
            assert end(second) == 0, counter.log
    assert len(counter.entries("shift_opened")) == 1


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--set", "desk.mode=closed"), 1, "desk.mode"),
        (("--windowed", "tiny"), 2, "--windowed"),
    ],
)
def test_what_is_configured_wrongly_is_told_once(
    counter: Counter, words: tuple[str, ...], status: int, said: str
) -> None:
    done = subprocess.run(
        [*counter.kiosk.command("watch"), *words], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == status
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (counter.folder / "journal.sqlite").exists()
