"""The configuration of a kiosk that is about to open; where it has yet to be set up, that comes first."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from kiosk.cli.arguments import Arguments, default_config
from kiosk.cli.display import has_display
from kiosk.cli.errors import CommandError
from kiosk.cli.own_program import own_program
from kiosk.config import Config, Message
from kiosk.sealing import is_sealed


def configured(arguments: Arguments) -> Config:
    """The configuration; on a PC that has none, or is sealed, it is asked for first.

    Raises ConfigError, CommandError.
    """
    file = arguments.config or default_config(os.environ)
    if arguments.config is None and not file.exists():
        _set_up(arguments, file)
    config = arguments.load_config()
    if is_sealed(config.journal.path):
        _set_up(arguments, file)
        config = arguments.load_config()
    return config


def _set_up(arguments: Arguments, file: Path) -> None:
    """Open setup for a configuration in a process of its own: a process has one window."""
    if not has_display(os.environ):
        raise CommandError(
            Message(
                "máy này chưa được cài đặt; chạy kiosk setup ngay tại máy, hoặc kiosk setup --unattended",
                "this PC is not set up; run kiosk setup at the PC itself, or kiosk setup --unattended",
            )
        )
    words = [*own_program(), "setup", "--no-start", "--config", str(file), "--language", arguments.language]
    if arguments.windowed:
        words += ["--windowed", "x".join(map(str, arguments.windowed))]
    if _status_of(words):
        raise CommandError(Message("máy này chưa được cài đặt", "this PC is not set up"))


def _status_of(words: Sequence[str]) -> int:
    """Run our own program to its end. Whoever ends us ends it, even while it is just being started."""
    is_ended = False
    process: subprocess.Popen[bytes] | None = None

    def end(*_: object) -> None:
        nonlocal is_ended
        is_ended = True
        if process:
            process.terminate()

    former = signal.signal(signal.SIGTERM, end)
    try:
        with subprocess.Popen(words) as process:  # noqa: S603  our own program
            if is_ended:
                process.terminate()
            return process.wait()
    finally:
        signal.signal(signal.SIGTERM, former)
