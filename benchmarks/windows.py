"""Windows on virtual displays: the kiosk's own, and bare ones of Kivy to hold it against.

Everything is seen and touched from outside: X events of the server's own (XTest), pixels of the server's own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import resident
from benchmarks.measure import ROOT, NotMeasuredError
from build_spec.demo.display import NoDisplayError, virtual_display
from build_spec.demo.processes import running
from build_spec.demo.programs import Kiosk
from build_spec.demo.touchscreen import TouchScreen, open_screen

WIDTH, HEIGHT = 1920, 1080
PATIENCE_SECONDS = 60.0
BARE = Path(__file__).with_name("bare_window.py")
_LOOK_SECONDS = 0.0005


@dataclass
class Window:
    """A program's window, alone on a display."""

    screen: TouchScreen
    process: subprocess.Popen[bytes]
    log: Path
    begun: float
    background: bytes
    """What its display shows where there is no window."""

    def pixel(self, x: int, y: int) -> bytes:
        """The colour of one pixel."""
        return self.screen.pixel(x, y)

    def seconds_until(self, x: int, y: int, *, differs_from: bytes, since: float) -> float:
        """How long after `since` (`time.monotonic`) a pixel has another colour; NotMeasuredError if never."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.pixel(x, y) == differs_from:
            if time.monotonic() > deadline or self.process.poll() is not None:
                said = self.log.read_text(errors="replace").strip()[-300:]
                raise NotMeasuredError(f"a window did not show what it should have shown: {said}")
            time.sleep(_LOOK_SECONDS)
        return time.monotonic() - since

    def wait_for_a_picture(self) -> float:
        """Seconds from the start of the program until its window shows anything."""
        return self.seconds_until(WIDTH // 2, 8, differs_from=self.background, since=self.begun)

    def resident(self) -> float:
        """Memory that it holds, in MB."""
        return resident(self.process.pid)

    def processor_seconds(self) -> float:
        """What it has taken of the processors."""
        words = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def display(folder: Path, name: str) -> Iterator[TouchScreen]:
    """A virtual display; NotMeasuredError where there is none."""
    try:
        with ExitStack() as stack:
            shown = stack.enter_context(virtual_display(WIDTH, HEIGHT, log=folder / f"{name}.x.log"))
            yield stack.enter_context(open_screen(shown))
    except NoDisplayError as error:
        raise NotMeasuredError(str(error)) from error


@contextmanager
def bare(screen: TouchScreen, folder: Path, *words: str) -> Iterator[Window]:
    """A bare Kivy window with one button; `words` are modules that it imports before that."""
    command: list[str | Path] = [sys.executable, BARE, str(WIDTH), str(HEIGHT), *words]
    with _window(screen, folder / "bare.log", command) as window:
        yield window


@contextmanager
def kiosk(
    screen: TouchScreen, folder: Path, settings: dict[str, str], program: Path | None = None
) -> Iterator[Window]:
    """The kiosk itself, for training, with these settings; `program` is a packaged one."""
    whole = {
        "display.size": f"[{WIDTH}, {HEIGHT}]",
        "desk.idle_seconds": "600",
        "display.attract_seconds": "0",
    }
    command = Kiosk({**whole, **settings}).command("run", "--training")
    if program is not None:
        command[0] = program
    with _window(screen, folder / "kiosk.log", command) as window:
        yield window


@contextmanager
def _window(screen: TouchScreen, log: Path, command: Sequence[str | Path]) -> Iterator[Window]:
    background = screen.pixel(WIDTH // 2, 8)
    begun = time.monotonic()
    with running(command, log=log, environment=python_on(screen.name)) as process:
        yield Window(screen, process, log, begun, background)


def python_on(screen: str) -> dict[str, str]:
    """The environment of a Python program of ours on a display."""
    environment = {**os.environ, "DISPLAY": screen, "PYTHONPATH": str(ROOT)}
    environment.pop("WAYLAND_DISPLAY", None)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else ours alone is compiled anew at each start
    return environment
