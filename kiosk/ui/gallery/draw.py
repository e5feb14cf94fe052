"""Draws scenes with the kiosk's real program in a window of its own. `boot.prepare` must have run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kiosk.ui.app import KioskApp
from kiosk.ui.gallery.scene import Manner, Scene
from kiosk.ui.snapshot import running
from sync.status import SyncStatus

Size = tuple[int, int]


@contextmanager
def shown(scene: Scene, manner: Manner, languages: Sequence[str], size: Size) -> Iterator[KioskApp]:
    """The program at a scene, in a window of this size and the first of the languages."""
    canned = scene.desk(manner, languages)
    with running(canned.desk, scene.labels, SyncStatus(waiting=scene.waiting), size, languages) as app:
        if scene.then:
            scene.then(app)
        yield app
