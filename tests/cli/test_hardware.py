"""`kiosk check --hardware` as a command: it opens, ends when it is told to, and writes what came of it."""

import json
import signal
import stat
import time
from pathlib import Path

from kiosk.cli.check import subject_of
from kiosk.cli.hardware import RealBench
from kiosk.cli.support import results_file
from kiosk.config import load, override_of
from kiosk.ui.hardware.bench import Outcome, Step, Verdict
from tests.cli.kit import EXAMPLE, PATIENCE_SECONDS, SCREENLESS, finished, running


def bench_of(kiosk):
    config = load(EXAMPLE, [override_of(one) for one in kiosk.settings])
    return RealBench(config, subject_of(config), "en")


def test_what_came_of_the_pages_stands_beside_the_journal_and_in_the_support_bundle(kiosk, capsys):
    bench = bench_of(kiosk)
    outcomes = (
        Outcome(Step.EDGES, Verdict.GOOD),
        Outcome(Step.TARGETS, Verdict.BAD, {"misses": 4, "mean_offset_mm": 2.5}),
    )
    assert bench.keep(outcomes) == ""
    file = results_file(kiosk.journal)
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["steps"] == [
        {"step": "edges", "verdict": "good"},
        {"step": "targets", "verdict": "bad", "misses": 4, "mean_offset_mm": 2.5},
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_results_that_can_not_be_written_say_why(kiosk):
    bench = bench_of(kiosk)
    results_file(kiosk.journal).mkdir()
    assert bench.keep(()) != ""


def test_its_window_opens_and_a_signal_ends_it(kiosk):
    process = kiosk.process("check", "--hardware", "--windowed", "1366x768", environment=SCREENLESS)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while process.poll() is None and time.monotonic() < deadline and not caught(process.pid):
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        said = finished(process)
    finally:
        process.kill()
    assert (said.status, said.err) == (0, "")


def caught(pid):
    """Whether the process has taken SIGTERM for itself, as it does once its window is there."""
    with Path(f"/proc/{pid}/status").open(encoding="ascii") as status:
        [mask] = [line.split()[1] for line in status if line.startswith("SigCgt")]
    return bool(int(mask, 16) >> (signal.SIGTERM - 1) & 1)


def test_it_does_not_cover_a_kiosk_that_runs(kiosk, capsys, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":9")
    with running(kiosk, "--training"):
        said = kiosk.run(capsys, "check", "--hardware")
    assert (said.status, "kiosk stop" in said.err) == (1, True)


def test_without_a_screen_it_says_so(kiosk, capsys, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    said = kiosk.run(capsys, "check", "--hardware")
    assert (said.status, said.err.count("\n")) == (1, 1)
