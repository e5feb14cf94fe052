"""A virtual X display: Xvfb, on the first free number."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from Xlib.display import Display
from Xlib.error import DisplayError

from build_spec.demo.processes import running


class NoDisplayError(Exception):
    """There is no display and none could be made; the text says what to do."""


def own_display() -> str | None:
    """The display that this session has, by name; None where there is none or it does not answer."""
    name = os.environ.get("DISPLAY")
    if not name:
        return os.environ.get("WAYLAND_DISPLAY") or None
    try:
        Display(name).close()
    except (DisplayError, OSError):  # of a session that has ended, say
        return None
    return name


@contextmanager
def virtual_display(width: int, height: int, *, log: Path) -> Iterator[str]:
    """Start an X server that draws into memory; gives its display name (":1"), ready for use.

    Raises NoDisplayError when Xvfb is missing or does not start.
    """
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        raise NoDisplayError("Xvfb is not installed; `make setup` brings it (apt install xvfb)")
    number_read, number_write = os.pipe()
    command = [xvfb, "-displayfd", str(number_write), "-screen", "0", f"{width}x{height}x24"]
    command += ["-nolisten", "tcp", "-noreset"]
    with running(command, log=log, keep_open=[number_write]), os.fdopen(number_read) as numbers:
        os.close(number_write)
        number = numbers.readline().strip()  # Xvfb writes it when it is ready; empty when it has ended
        if not number:
            raise NoDisplayError(f"Xvfb did not start: {log.read_text(errors='replace').strip()[-500:]}")
        yield f":{number}"
