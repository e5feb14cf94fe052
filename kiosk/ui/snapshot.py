"""Runs the kiosk's program frame by frame, and saves what stands on the screen."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kivy.app import App
from kivy.base import EventLoop, runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

from kiosk.domain.desk import Desk
from kiosk.ui.administration import Administration
from kiosk.ui.app import KioskApp
from kiosk.ui.settings import DisplaySettings, Labels
from sync.status import SyncStatus

SETTLED_SECONDS = 0.5
"""After which a new sheet stands and every motion is over."""
STEP_SECONDS = 0.25


class SteppedTime:
    """The program's seconds, which pass only when they are told to: so each picture is always the same."""

    def __init__(self) -> None:
        self.seconds: float = Clock.time()  # no event may be dated in the future

    def __call__(self) -> float:
        """The seconds until now."""
        return self.seconds

    def step(self, seconds: float) -> None:
        """Lets so much time pass, in frames a quarter of a second apart."""
        end = self.seconds + seconds
        while self.seconds < end:
            self.seconds = min(end, self.seconds + STEP_SECONDS)
            EventLoop.idle()


@contextmanager
def running(
    desk: Desk,
    labels: Labels,
    status: SyncStatus,
    *,
    languages: Sequence[str],
    display: DisplaySettings,
    administration: Administration | None = None,
) -> Iterator[tuple[KioskApp, SteppedTime]]:
    """The program in a window of the display's size, and its time; nothing is drawn before `pixels`."""
    if tuple(Window.size) != display.size:
        Window.size = display.size
    time = Clock.time = SteppedTime()
    Window.bind(on_draw=_spare)
    app = KioskApp(
        desk=desk,
        labels=labels,
        sync_status=lambda: status,
        display=display,
        languages=languages,
        administration=administration,
        clock=time,
    )
    app._run_prepare()  # noqa: SLF001 - Kivy has no public way to run without its loop
    runTouchApp(embedded=True)
    try:
        time.step(SETTLED_SECONDS)
        yield app, time
    finally:
        app.dispatch("on_stop")
        Window.remove_widget(app.root)
        stopTouchApp()
        App._running_app = None  # noqa: SLF001
        Window.unbind(on_draw=_spare)


def _spare(*_: Any) -> bool:
    """Drawing in software is nearly all of a frame's time; nobody looks."""
    return True


def pixels() -> tuple[int, int, bytes]:
    """Width, height and RGBA of the window, bottom row first.

    Kivy's own screenshot is sheared where three bytes times the width are not a multiple of four: at 1366.
    """
    Window.unbind(on_draw=_spare)
    Window.canvas.ask_update()
    EventLoop.idle()
    Window.bind(on_draw=_spare)
    width, height = Window.size
    return width, height, glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)


def save_png(path: Path) -> None:
    """Writes the window as a PNG without transparency; in a third of the time that SDL's takes."""
    width, height, rgba = pixels()
    rows = bytearray(height * (1 + 3 * width))  # each row begins with the filter's number: none
    for row in range(height):
        source, target = (height - 1 - row) * 4 * width, row * (1 + 3 * width) + 1
        line = rgba[source : source + 4 * width]
        for colour in range(3):
            rows[target + colour : target + 3 * width : 3] = line[colour::4]
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
