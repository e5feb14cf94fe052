"""From a touch until the pressed button is to be seen, measured outside the program at one pixel of the X
server's.

The touch is an event of the X server's (XTest); the eye looks at one pixel about twice a millisecond. *Ours*
is the kiosk with a criterion on its screen; the finger slides off before it is lifted, so that no answer is
given. The *limit* is the same touch on a bare Kivy window with one button, plus one full redraw of our scene:
Kivy draws all of a window for each frame, and without a graphics card that is nearly all there is to it. All
three are measured in turns, on virtual displays of their own, without a graphics card.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

from benchmarks.counter import counter_on
from benchmarks.journals import DEVICE, journal_of
from benchmarks.measure import ROOT, Figure, NotMeasuredError, Size, at_most, at_share, figure, of_turns
from benchmarks.windows import HEIGHT, WIDTH, Window, bare, display, kiosk, python_on
from build_spec.demo.people import FACES
from build_spec.demo.programs import running_centre

_PATIENCE_SECONDS = 30.0
_AWAY = (WIDTH // 2, 4)
_BESIDE = 8  # pixels


def measure(size: Size) -> Iterator[Figure]:
    """At rest, then with the shipper draining a backlog."""
    turns, touches = size.of(short=1, long=8), size.of(short=2, long=30)
    journal = size.folder / "journal.sqlite"
    with counter_on(journal, journal_of(size, size.of(short=1_000, long=100_000))):
        pass  # a shift is open: the kiosk resumes it, and begins with a criterion
    with ExitStack() as stack:
        screens = [stack.enter_context(display(size.folder, name)) for name in ("ours", "bare", "redraw")]
        button = Target(stack.enter_context(bare(screens[1], size.folder)))
        redraw = stack.enter_context(_redraws(screens[2].name))
        closed = {"journal.path": str(journal), "sync.endpoint": "http://127.0.0.1:9/v1/batches"}
        with kiosk(screens[0], size.folder, closed) as window:
            found = _turns(Target(window, FACES["satisfied"]), button, redraw, turns, touches)
        yield from _figures("touch to pressed frame", found, 1.1)
        centre = stack.enter_context(running_centre(size.folder))
        token = size.folder / "token"
        centre.enrol(DEVICE, token)
        open_line = {
            "journal.path": str(journal),
            "sync.endpoint": centre.batches,
            "sync.token_file": str(token),
        }
        with kiosk(screens[0], size.folder, open_line) as window:
            found = _turns(Target(window, FACES["satisfied"]), button, redraw, turns, touches)
        yield from _figures("touch to pressed frame while shipping", found, 1.2)


class Target:
    """Something on a window that looks pressed under a finger."""

    def __init__(self, window: Window, colour: str | None = None) -> None:
        """What has this colour, else the middle of the window; found once it is there."""
        self._window, self._chance = window, Random(1)
        window.wait_for_a_picture()
        deadline = time.monotonic() + _PATIENCE_SECONDS
        place = (WIDTH // 2, HEIGHT // 2)
        while colour and (found := window.screen.find(colour)) is None:
            if time.monotonic() > deadline:
                raise NotMeasuredError("the kiosk does not come to a criterion")
        if colour and found:
            place = found
        time.sleep(1.0)  # whatever a start still does, and the time in which a new screen is deaf
        self._place = place
        self._look_for_a_change()

    def touches(self, number: int) -> list[float]:
        """Seconds from each touch to its frame."""
        return [self._touch() for _ in range(number)]

    def _touch(self) -> float:
        screen = self._window.screen
        at_rest = screen.pixel(*self._seen)
        screen.move_finger(*self._place)
        time.sleep(self._chance.uniform(0.02, 0.05))
        begun = time.monotonic()
        screen.put_finger(*self._place)
        seconds = self._window.seconds_until(*self._seen, differs_from=at_rest, since=begun)
        self._let_go(at_rest)
        return seconds

    def _let_go(self, at_rest: bytes) -> None:
        screen = self._window.screen
        screen.move_finger(*_AWAY)
        time.sleep(0.05)
        screen.lift_finger()
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while screen.pixel(*self._seen) != at_rest:
            if time.monotonic() > deadline:
                raise NotMeasuredError("a button stays pressed")
            time.sleep(0.01)
        time.sleep(self._chance.uniform(0.2, 0.4))

    def _look_for_a_change(self) -> None:
        """Find a place whose colour tells whether it is pressed, in the row that is touched.

        Beside it all is alike, for an idle screen moves by some pixels every few minutes.
        """
        screen, (_, y) = self._window.screen, self._place
        before = screen.picture(range(y, y + 1))
        screen.put_finger(*self._place)
        time.sleep(0.5)
        after = screen.picture(range(y, y + 1))
        changed = [
            at
            for at in range(_BESIDE, len(before) // 4 - _BESIDE)
            if _plain(before, at) and _plain(after, at) and _colour(before, at) != _colour(after, at)
        ]
        if not changed:
            raise NotMeasuredError("nothing is to be seen of a finger")
        self._seen = (changed[len(changed) // 2], y)
        at = 4 * self._seen[0]
        self._let_go(before[at : at + 4])


def _colour(row: bytes, at: int) -> bytes:
    return row[4 * at : 4 * at + 3]


def _plain(row: bytes, at: int) -> bool:
    """Whether all is alike around a place."""
    return all(_colour(row, near) == _colour(row, at) for near in range(at - _BESIDE, at + _BESIDE + 1))


class Redraw:
    """A process that draws our scene as often as it is asked to."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def seconds(self) -> float:
        """Of one full redraw."""
        if self._process.stdin is None or self._process.stdout is None:
            raise NotMeasuredError("the scene can't be drawn")
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


@contextmanager
def _redraws(screen: str) -> Iterator[Redraw]:
    command: list[str | Path] = [
        sys.executable,
        Path(__file__).with_name("redraw.py"),
        str(WIDTH),
        str(HEIGHT),
    ]
    with subprocess.Popen(
        command, cwd=ROOT, env=python_on(screen), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            if process.stdout is None or process.stdout.readline() != "ready\n":
                raise NotMeasuredError("the scene can't be drawn")
            yield Redraw(process)
        finally:
            process.kill()


_Turn = tuple[list[float], list[float], float]


def _turns(card: Target, button: Target, redraw: Redraw, turns: int, touches: int) -> list[_Turn]:
    found = []
    for _ in range(turns):
        drawn = statistics.median(redraw.seconds() for _ in range(touches))
        found.append((card.touches(touches), button.touches(touches), drawn))
    return found


def _figures(name: str, found: Sequence[_Turn], wanted: float) -> Iterator[Figure]:
    middle = [
        (1000 * statistics.median(ours), 1000 * (statistics.median(one) + drawn))
        for ours, one, drawn in found
    ]
    drawn = 1000 * statistics.median(drawn for _, _, drawn in found)
    note = f"of the limit, {drawn:.1f} ms are one redraw of our scene"
    yield of_turns(f"{name}, p50", middle, "ms", at_most(wanted), note)
    ours = [seconds for touched, _, _ in found for seconds in touched]
    every = [ours, [seconds for _, touched, _ in found for seconds in touched]]
    tails = [1000 * at_share(those, 0.99) for those in every]
    longest = [1000 * max(those) for those in every]
    note = f"{len(every[0])} touches of each; the longest {longest[0]:.1f} and {longest[1]:.1f} ms"
    yield figure(f"{name}, p99", tails[0], tails[1] + drawn, "ms", at_most(wanted), note)
