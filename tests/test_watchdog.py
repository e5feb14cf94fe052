"""The watchdog's rules, with real processes of a few lines in place of the kiosk."""

import itertools
import signal
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from kiosk import watchdog
from kiosk.heartbeat import WATCHED_VARIABLE
from kiosk.watchdog import Limits, OtherWatchdogError, Silence, Watchdog, is_watched, only_one

AT_ONCE = Limits(frozen_seconds=0.6, start_seconds=30, pause_seconds=0.01)
BEAT = "import os; os.write(1, b'.');"
ASK_FOR_ANOTHER = "import os; os.write(1, b'.3'); raise SystemExit(3)"
FREEZE = "import time; time.sleep(60)"


class Lives:
    """A program that does something else in each of its lives, and remembers how it was started."""

    def __init__(self, folder, *lives):
        self._folder = folder
        for number, source in enumerate(lives):
            (folder / f"life-{number}.py").write_text(source)
        self.dog = Watchdog([sys.executable, "-I", "-S", "-c", self._program()], AT_ONCE)

    def _program(self):
        return f"""
import os, pathlib
folder = pathlib.Path({str(self._folder)!r})
with (folder / "started").open("a") as started:
    print(os.environ[{WATCHED_VARIABLE!r}], file=started)
life = len((folder / "started").read_text().splitlines()) - 1
exec((folder / f"life-{{life}}.py").read_text())
"""

    def started(self):
        """What the watchdog told each life."""
        return (self._folder / "started").read_text().splitlines()


def test_what_ends_unasked_is_started_again_and_told_how_often(tmp_path):
    lives = Lives(tmp_path, "raise SystemExit(1)", "os.abort()", "raise SystemExit(0)")
    assert lives.dog.run() == 0
    assert lives.started() == ["0 ", "1 crashed", "2 crashed"]


@pytest.mark.parametrize("status", [0, 2])
def test_an_end_that_was_wanted_is_the_end(tmp_path, status):
    lives = Lives(tmp_path, f"raise SystemExit({status})")
    assert lives.dog.run() == status
    assert lives.started() == ["0 "]


def test_a_kiosk_that_asks_for_it_is_started_again_and_nothing_is_counted(tmp_path):
    lives = Lives(tmp_path, ASK_FOR_ANOTHER, "raise SystemExit(0)")
    assert lives.dog.run() == 0
    assert lives.started() == ["0 ", "0 "]


def test_what_ends_as_if_it_asked_and_never_said_so_has_crashed(tmp_path):
    lives = Lives(tmp_path, "raise SystemExit(3)", BEAT + "raise SystemExit(3)", "raise SystemExit(0)")
    assert lives.dog.run() == 0
    assert lives.started() == ["0 ", "1 crashed", "2 crashed"]


def test_a_kiosk_that_asks_for_it_over_and_over_waits_ever_longer(tmp_path, caplog):
    lives = Lives(tmp_path, *[ASK_FOR_ANOTHER] * 3, "raise SystemExit(0)")
    assert lives.dog.run() == 0
    assert lives.started() == ["0 "] * 4
    waits = [said for said in caplog.messages if said.startswith("The kiosk wants")]
    assert waits == [f"The kiosk wants to be started again in {pause} s" for pause in (0.01, 0.02, 0.04)]


def test_a_window_that_beats_no_more_is_ended_and_started_again(tmp_path):
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    lives = Lives(tmp_path, deaf + BEAT + FREEZE, "raise SystemExit(0)")
    assert lives.dog.run() == 0
    assert lives.started() == ["0 ", "1 frozen"]


def test_before_its_first_beat_and_after_its_farewell_the_kiosk_may_take_its_time(tmp_path):
    slow = f"import time; time.sleep({2 * AT_ONCE.frozen_seconds});"
    lives = Lives(tmp_path, slow + BEAT + "os.write(1, b'0');" + slow + "raise SystemExit(0)")
    assert lives.dog.run() == 0
    assert lives.started() == ["0 "]


def test_a_kiosk_that_said_farewell_and_ends_badly_has_ended(tmp_path):
    lives = Lives(tmp_path, BEAT + "os.write(1, b'.0'); os.abort()")
    assert lives.dog.run() == 0
    assert lives.started() == ["0 "]


def test_who_ends_the_watchdog_ends_the_kiosk(tmp_path):
    lives = Lives(tmp_path, FREEZE)

    def stop_when_started():
        while not (tmp_path / "started").exists():
            time.sleep(0.01)
        lives.dog.stop()

    threading.Thread(target=stop_when_started).start()
    assert lives.dog.run() == 0
    assert lives.started() == ["0 "]


def test_a_signal_at_any_step_ends_the_watchdog(monkeypatch):
    """Its handler runs between two steps of whatever the thread is in, as the trace of the steps does."""
    monkeypatch.setattr(watchdog, "_LOOK_SECONDS", 0.001)
    for step in range(40):
        dog = Watchdog([sys.executable, "-I", "-S", "-c", FREEZE], AT_ONCE)
        with stopped_at(step, dog):
            assert dog.run() == 0


@contextmanager
def stopped_at(step, dog):
    """Stop a watchdog at that step of its looking at the kiosk, wherever the interpreter is then."""
    steps = itertools.count()

    def looking(frame, event, _):
        if event == "line" and next(steps) == step:
            dog.stop()
        return looking

    def calls(frame, event, _):
        above = frame
        while above and above.f_code is not Watchdog._watch.__code__:
            above = above.f_back
        return looking if above else None

    before = sys.gettrace()
    with gives_up():
        sys.settrace(calls)
        try:
            yield
        finally:
            sys.settrace(before)


@contextmanager
def gives_up():
    """Rather than wait for ever, fail after a time that no good run needs."""

    def fail(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_a_program_that_is_not_there_is_tried_again(tmp_path):
    program = tmp_path / "kiosk"
    dog = Watchdog([str(program)], AT_ONCE)
    threading.Timer(0.1, lambda: make_executable(program, "#!/bin/sh\nexit 0\n")).start()
    assert dog.run() == 0


def make_executable(program, text):
    made = program.with_suffix(".new")
    made.write_text(text)
    made.chmod(0o755)
    made.rename(program)


class Hands:
    """A clock that is moved by hand."""

    seconds = 1000.0

    def __call__(self):
        return self.seconds


def looks(silence, hands, seconds, every=0.25):
    for _ in range(round(seconds / every)):
        hands.seconds += every
        silence.look()
    return silence.look()


def test_silence_is_counted_from_the_last_beat():
    hands = Hands()
    silence = Silence(hands)
    assert looks(silence, hands, 5) == 5
    assert not silence.begun
    silence.heard(b".")
    assert silence.look() == 0
    assert silence.begun
    assert looks(silence, hands, 3) == 3


def test_a_machine_that_slept_or_a_watchdog_that_was_stopped_is_no_frozen_window():
    hands = Hands()
    silence = Silence(hands)
    silence.heard(b".")
    silence.look()
    hands.seconds += 8 * 3600
    assert silence.look() == 1
    assert looks(silence, hands, 2) == 3


def test_a_disk_that_lets_nobody_look_is_no_watchdog(tmp_path):
    (tmp_path / "folder").touch()
    assert not is_watched(tmp_path / "folder" / "journal.sqlite")


def test_there_is_one_watchdog_a_journal(tmp_path):
    journal, other = tmp_path / "journal.sqlite", tmp_path / "other.sqlite"
    assert not is_watched(journal)
    with only_one(journal):
        assert is_watched(journal)
        with pytest.raises(OtherWatchdogError), only_one(journal):
            pytest.fail("two watchdogs for one journal")
        with only_one(other):
            pass
    assert not is_watched(journal)
