"""`kiosk probe-window`: what `kiosk check` runs apart from itself, for a failing driver ends its process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict

from kiosk.check.subject import Window
from kiosk.cli.arguments import Arguments, Parser
from kiosk.cli.own_program import own_program
from kiosk.cli.screens import display_of, labels_of
from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.domain.desk import Desk
from kiosk.domain.entries import Entry
from kiosk.secrets import Pins
from kiosk.ui import boot
from sync.status import SyncStatus

NAME = "probe-window"
_SECONDS = 30


def add_arguments(_parser: Parser) -> None:
    """It takes nothing of its own."""


def run(arguments: Arguments) -> int:
    """Open the kiosk's window on a desk that leads nowhere, and print what it is."""
    config = arguments.load_config()
    display = display_of(config)
    boot.prepare(display)
    from kiosk.ui import app  # noqa: PLC0415  Kivy reads its settings when it is first imported

    desk = Desk(
        config.questionnaire, config.desk, clock=SystemClock(config.zone), committer=_Nowhere(), pins=Pins()
    )
    refusal = ""
    try:
        app.KioskApp(
            desk=desk,
            labels=labels_of(config),
            sync_status=SyncStatus,
            display=display,
            languages=config.desk.languages,
        )
    except ValueError as error:
        refusal = str(error)
    sys.stdout.write(json.dumps(asdict(window_here(refusal))) + "\n")
    return 0


def window_here(refusal: str = "") -> Window:
    """What the window of this process is; `boot.prepare` must have run."""
    from kiosk.ui import probe  # noqa: PLC0415  it opens the window

    width, height = probe.window_size()
    return Window(
        width,
        height,
        probe.opengl_version(),
        refusal,
        probe.renderer(),
        probe.providers(),
        probe.kivy_version(),
    )


def opener(config: Config, settings: Sequence[str]) -> Callable[[], Window | None]:
    """What opens the window of this configuration, with these `--set`, in another process."""
    words = [*own_program(), NAME, "--config", str(config.file.absolute())]
    for setting in settings:
        words += ["--set", setting]

    def open_window() -> Window | None:
        try:
            done = subprocess.run(words, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
            found = json.loads(done.stdout)
            return Window(**{**found, "providers": tuple(found["providers"])})
        except (OSError, subprocess.SubprocessError, ValueError, TypeError, KeyError):
            return None

    return open_window


class _Nowhere:
    """A committer that refuses."""

    def commit(self, _entries: Sequence[Entry], done: Callable[[bool], None]) -> None:
        done(False)  # noqa: FBT003  the port's
