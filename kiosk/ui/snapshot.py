"""Runs the kiosk's program frame by frame, and saves what stands on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kivy.app import App
from kivy.base import EventLoop, runTouchApp, stopTouchApp
from kivy.core.image.img_sdl2 import ImageLoaderSDL2
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

from kiosk.domain.desk import Desk
from kiosk.ui.app import KioskApp
from kiosk.ui.settings import DisplaySettings, Labels
from sync.status import SyncStatus

SETTLED = 4
"""Frames after which a new sheet stands."""


@contextmanager
def running(
    desk: Desk, labels: Labels, status: SyncStatus, size: tuple[int, int], languages: Sequence[str]
) -> Iterator[KioskApp]:
    """The program in a window of this size; frames pass only when something asks for them."""
    if tuple(Window.size) != size:
        Window.size = size
    app = KioskApp(
        desk=desk,
        labels=labels,
        sync_status=lambda: status,
        display=DisplaySettings(size=size),
        languages=languages,
    )
    app._run_prepare()  # noqa: SLF001 - Kivy has no public way to run without its loop
    runTouchApp(embedded=True)
    step(SETTLED)
    try:
        yield app
    finally:
        app.dispatch("on_stop")
        Window.remove_widget(app.root)
        stopTouchApp()
        App._running_app = None  # noqa: SLF001


def step(frames: int = 1) -> None:
    """Lets so many frames pass."""
    for _ in range(frames):
        EventLoop.idle()


def pixels() -> tuple[int, int, bytes]:
    """Width, height and RGBA of the window, bottom row first.

    Kivy's own screenshot is sheared where three bytes times the width are not a multiple of four: at 1366.
    """
    Window.canvas.ask_update()
    step(2)
    width, height = Window.size
    return width, height, glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)


def save_png(path: Path) -> None:
    """Writes the window as a PNG."""
    width, height, data = pixels()
    ImageLoaderSDL2.save(str(path), width, height, "rgba", data, True, "png")  # noqa: FBT003
