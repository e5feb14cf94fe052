"""Runs the command line on the example's configuration with the files in a folder of the test."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "config.toml"
TABLE = ROOT / "assets/examples/binh-duong-2024.json"
SCREENLESS = {"SDL_VIDEODRIVER": "offscreen"}
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Said:
    """What a command line said."""

    status: int
    out: str
    err: str


class Kiosk:
    """A kiosk whose files stand in `folder`; `settings` are put over the example's."""

    def __init__(self, folder, *settings):
        self.folder = folder
        self.config = EXAMPLE
        self.settings = (
            f"journal.path={folder / 'journal.sqlite'}",
            f"sync.token_file={folder / 'token'}",
            f"access.pins_file={folder / 'pins.toml'}",
            *settings,
        )

    @property
    def journal(self):
        return self.folder / "journal.sqlite"

    def words(self, *words, language="en"):
        sets = [word for setting in self.settings for word in ("--set", setting)]
        return [*words, "--config", str(self.config), *sets, "--language", language]

    def run(self, capsys, *words, language="en"):
        """In this process."""
        status = main(self.words(*words, language=language))
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    def process(self, *words, language="en", **how):
        """In a process of its own, as a user does."""
        return start(*self.words(*words, language=language), **how)


def start(*words, environment=None, shell=None, **how):
    """The real command line, in a process of its own; `shell` may put its streams elsewhere: `"$@" >file`."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HAI_LONG_")}
    command = [sys.executable, "-m", "kiosk", *words]
    return subprocess.Popen(
        ["sh", "-c", shell, "sh", *command] if shell else command,
        env={**clean, **(environment or {})},
        cwd=how.pop("cwd", ROOT),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=how.pop("stdin", subprocess.DEVNULL),
        text=True,
        encoding="utf-8",
        **how,
    )


def finished(process, seconds=60):
    out, err = process.communicate(timeout=seconds)
    return Said(process.returncode, out, err)


@contextmanager
def running(kiosk, *words):
    """The kiosk with its window, once it has begun to log; killed where the test has not ended it."""
    process = kiosk.process(*words, environment=SCREENLESS)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while "Journal" not in read_log(kiosk):
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < deadline, "the kiosk did not start"
            time.sleep(0.02)
        yield process
    finally:
        process.kill()
        process.communicate()


def read_log(kiosk):
    log = kiosk.folder / "journal.sqlite.log"
    return log.read_text(encoding="utf-8") if log.exists() else ""


def kinds(kiosk):
    database = sqlite3.connect(f"file:{kiosk.journal}?mode=ro", uri=True)
    rows = database.execute("SELECT kind FROM journal ORDER BY seq").fetchall()
    database.close()
    return [kind for (kind,) in rows]
