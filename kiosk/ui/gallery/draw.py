"""Draws pictures with the kiosk's real program in a window of its own.

What needs Kivy is imported late: `prepare` must run first, in each process.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.ui import boot
from kiosk.ui.gallery.languages import beginning_with, invented
from kiosk.ui.gallery.pictures import Picture, Size
from kiosk.ui.settings import DisplaySettings
from sync.status import SyncStatus

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

MOST_PROCESSES = 4
WORTH_A_PROCESS = 12
"""Pictures; fewer are drawn before another process has started."""


def draw_all(pictures: Sequence[Picture], target: Path, folder: Path | None = None) -> None:
    """Writes all pictures into the folder `target`, several at a time; `folder` holds further languages."""
    pictures = sorted(pictures, key=lambda picture: picture.size)  # a window rarely changes its size
    processes = min(MOST_PROCESSES, os.cpu_count() or 1, 1 + len(pictures) // WORTH_A_PROCESS)
    # The offscreen driver never enlarges its picture: the window begins at the largest.
    largest = max(picture.size[0] for picture in pictures), max(picture.size[1] for picture in pictures)
    ready = partial(prepare, largest)
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=ready) as pool:
        share = -(-len(pictures) // (4 * processes))
        list(pool.map(partial(draw, target, folder), pictures, chunksize=share))


def prepare(largest: Size) -> None:
    """Readies this process to draw without a display; once, before anything imports Kivy."""
    os.environ["SDL_VIDEODRIVER"] = "offscreen"
    boot.prepare(DisplaySettings(size=largest, frames_per_second=0))


def draw(target: Path, folder: Path | None, picture: Picture) -> None:
    """Writes one picture into the folder `target`."""
    from kiosk.ui.snapshot import save_png  # noqa: PLC0415 - opens the window

    with shown(picture, folder):
        save_png(target / picture.file_name)


@contextmanager
def shown(picture: Picture, folder: Path | None = None) -> Iterator[KioskApp]:
    """The program at a scene, in a window of that size, as citizens in that language begin.

    `folder`: where further languages are.
    """
    from kiosk.ui.snapshot import SETTLED_SECONDS, running  # noqa: PLC0415 - opens the window

    scene = picture.scene
    with invented(scene.further_languages) as invention:
        folder = invention or folder
        languages = beginning_with(picture.language, folder)
        canned = scene.desk(picture.manner, languages)
        status = SyncStatus(waiting=scene.waiting, acknowledged_through=1)
        display = replace(scene.display, size=picture.size, languages_folder=folder)
        running_app = running(
            canned.desk,
            scene.labels,
            status,
            languages=languages,
            display=display,
            administration=scene.administration,
        )
        with running_app as (app, time):
            if scene.then:
                scene.then(app)
            canned.wait(scene.seconds)
            time.step(scene.seconds or SETTLED_SECONDS)
            yield app
