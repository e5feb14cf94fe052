"""The configuration of a kiosk that is about to open; on a PC that has none, `kiosk setup` comes first."""

from __future__ import annotations

import os
import signal
import subprocess

from kiosk.cli.arguments import Arguments, default_config
from kiosk.cli.display import has_display
from kiosk.cli.errors import CommandError
from kiosk.cli.own_program import own_program
from kiosk.config import Config, Message


def configured(arguments: Arguments) -> Config:
    """The configuration; on a PC that has none it is asked for first. Raises ConfigError, CommandError."""
    if arguments.config is None and not default_config(os.environ).exists():
        _set_up(arguments)
    return arguments.load_config()


def _set_up(arguments: Arguments) -> None:
    """Open setup in a process of its own: a process has one window."""
    if not has_display(os.environ):
        raise CommandError(
            Message(
                "máy này chưa được cài đặt; chạy kiosk setup ngay tại máy, hoặc kiosk setup --unattended",
                "this PC is not set up; run kiosk setup at the PC itself, or kiosk setup --unattended",
            )
        )
    words = [*own_program(), "setup", "--no-start", "--language", arguments.language]
    if arguments.windowed:
        words += ["--windowed", "x".join(map(str, arguments.windowed))]
    with subprocess.Popen(words) as process:  # noqa: S603  our own program
        former = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        status = process.wait()
        signal.signal(signal.SIGTERM, former)
    if status:
        raise CommandError(Message("máy này chưa được cài đặt", "this PC is not set up"))
