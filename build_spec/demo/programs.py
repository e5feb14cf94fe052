"""The product's own two programs as other processes: a centre that serves, a kiosk with its window."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import requests

from build_spec.demo.processes import running
from build_spec.demo.touchscreen import TouchScreen
from kiosk.ui.theme import Space

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sys.executable).parent
PATIENCE_SECONDS = 120.0
HTTP_SECONDS = 120.0
# On a slow machine no page may turn by itself just where a simulated person is about to touch it.
UNHURRIED = {"desk.idle_seconds": "600", "desk.thanks_seconds": "60"}


class ProgramError(Exception):
    """One of the programs failed; the text is what it said."""


@dataclass(frozen=True)
class Centre:
    """A running centre. `address` is where it listens, `database` what it keeps its entries in."""

    address: str
    database: str

    @property
    def batches(self) -> str:
        """Where a kiosk sends to: the value of `sync.endpoint`."""
        return f"{self.address}/v1/batches"

    def enrol(self, device: str, token_file: Path) -> None:
        """Enrol a device for training; its token goes into a file that only its owner can read."""
        _central(self.database, "enrol", device, "--training", "--token-file", str(token_file))

    def tally(self, first: date, last: date) -> dict[str, Any]:
        """What the centre counts in a period, asked for over HTTP with a reader's token."""
        token = _central(self.database, "reader", "demonstration").strip()
        with requests.Session() as session:
            session.trust_env = False  # no proxy between us and this machine
            answer = session.get(
                f"{self.address}/v1/tally",
                params={"from": first.isoformat(), "to": last.isoformat()},
                headers={"Authorization": f"Bearer {token}"},
                timeout=HTTP_SECONDS,
            )
            answer.raise_for_status()
            tally: dict[str, Any] = answer.json()
            return tally


@contextmanager
def running_centre(folder: Path, database: str | None = None) -> Iterator[Centre]:
    """Serve a centre on a free loopback port; without the URL of a database, on SQLite in the folder."""
    database = database or f"sqlite:///{folder / 'centre.sqlite'}"
    log = folder / "centre.log"
    with running(
        [SCRIPTS / "central", "serve", "--port", "0"], log=log, environment=_centre_environment(database)
    ) as process:
        yield Centre(_address(log, process), database)


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Where a centre listens, as soon as it says so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        ended = process.poll() is not None
        text = log.read_text(errors="replace")
        if said := re.search(r"^central: (http://\S+)$", text, re.MULTILINE):
            return said[1]
        if ended:
            break
        time.sleep(0.05)
    raise ProgramError(f"the centre does not start: {text.strip()[-1000:]}")


def _central(database: str, *words: str) -> str:
    return _output([SCRIPTS / "central", *words], _centre_environment(database))


def _centre_environment(database: str) -> dict[str, str]:
    # not on the command line: the URL of a PostgreSQL holds a password
    return {**_environment(), "CENTRAL_DATABASE": database}


@dataclass(frozen=True)
class Kiosk:
    """A kiosk for training: one configuration, one journal, one centre."""

    settings: Mapping[str, str]
    config: Path = ROOT / "config.toml"

    def having(self, settings: Mapping[str, str]) -> Kiosk:
        """The same kiosk with further settings."""
        return replace(self, settings={**self.settings, **settings})

    def command(self, *words: str) -> list[str | Path]:
        """A command line of the kiosk with this configuration."""
        sets = [word for key, value in self.settings.items() for word in ("--set", f"{key}={value}")]
        return [SCRIPTS / "kiosk", *words, "--config", self.config, *sets]

    def output(self, *words: str) -> str:
        """What a command prints; raises ProgramError where it does not end well."""
        return _output(self.command(*words), _environment())

    @contextmanager
    def open(
        self,
        log: Path,
        display: str | None = None,
        *,
        command: str = "run",
        environment: Mapping[str, str] | None = None,
    ) -> Iterator[subprocess.Popen[bytes]]:
        """The kiosk with its window, on a display (":1"), else on that of this session.

        `command` is `run` or `watch`; `environment` comes on top of our own.
        """
        environment = {**_environment(), **(environment or {})}
        if display is not None:
            environment |= {"DISPLAY": display}
            environment.pop("WAYLAND_DISPLAY", None)
        with running(self.command(command, "--training"), log=log, environment=environment) as process:
            yield process

    @contextmanager
    def shown_on(self, screen: TouchScreen, log: Path, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
        """The kiosk on all of a screen, once its first screen is there; `how` is for `open`.

        Raises ProgramError where none comes.
        """
        whole = {"display.size": f"[{screen.width}, {screen.height}]"}
        before = screen.picture()
        with self.having(UNHURRIED | whole).open(log, screen.name, **how) as process:
            if not screen.changes(before, range(screen.height), within=PATIENCE_SECONDS):
                raise ProgramError(f"the kiosk shows no window: {log.read_text(errors='replace')[-1000:]}")
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not is_open(screen):
                if time.monotonic() > deadline:
                    raise ProgramError(f"the kiosk does not open: {log.read_text(errors='replace')[-1000:]}")
                time.sleep(0.05)
            screen.focus()
            yield process

    def sync(self) -> None:
        """Send what the centre does not have yet."""
        self.output("sync", "--once")

    def tally(self, first: date, last: date) -> dict[str, Any]:
        """What the kiosk's own journal counts in a period."""
        period = ("--from", first.isoformat(), "--to", last.isoformat())
        tally: dict[str, Any] = json.loads(self.output("report", *period, "--format", "json"))
        return tally


def is_open(screen: TouchScreen) -> bool:
    """Whether a first screen stands: while the kiosk opens, there is nothing in the place of its strip."""
    strip = range(Space.strip * screen.height // 1080)
    empty: bytes = screen.pixel(0, 0) * (screen.width * len(strip))
    return screen.picture(strip) != empty


def kiosk_for(centre: Centre, token_file: Path, journal: Path) -> Kiosk:
    """A kiosk that sends to a centre."""
    settings = {"sync.endpoint": centre.batches, "sync.token_file": token_file, "journal.path": journal}
    return Kiosk({key: str(value) for key, value in settings.items()})


def _output(command: list[str | Path], environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, timeout=PATIENCE_SECONDS
    )
    if done.returncode != 0:
        words = " ".join(str(word) for word in command[:3])
        raise ProgramError(f"{words} ends with {done.returncode}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def _environment() -> dict[str, str]:
    """Our own environment; a run under `python -O` starts its programs alike."""
    optimised = {"PYTHONOPTIMIZE": "1"} if sys.flags.optimize else {}
    return {**os.environ, **optimised}
