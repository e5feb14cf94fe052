"""A counter whose every part is real: kiosk and centre as processes, X11 touches, PostgreSQL."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from build_spec.demo.display import virtual_display
from build_spec.demo.people import Citizen, Clerk
from build_spec.demo.programs import Centre, Kiosk, kiosk_for, running_centre
from build_spec.demo.touchscreen import TouchScreen, open_screen

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SIZE = (1366, 768)


@dataclass(frozen=True)
class Counter:
    """A kiosk, the screen it is shown on, and the centre it sends to."""

    kiosk: Kiosk
    centre: Centre
    screen: TouchScreen
    folder: Path

    @property
    def clerk(self) -> Clerk:
        return Clerk(self.screen)

    @property
    def citizen(self) -> Citizen:
        return Citizen(self.screen)

    @property
    def log(self) -> str:
        return (self.folder / "kiosk.log").read_text()

    def having(self, **settings: str) -> Counter:
        """The same counter with further settings; `__` stands for the dot in a key."""
        return replace(self, kiosk=self.kiosk.having({k.replace("__", "."): v for k, v in settings.items()}))

    @contextmanager
    def opened(self, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
        """The kiosk with its window on the screen, ready to be touched; `how` is for `Kiosk.open`."""
        with self.kiosk.shown_on(self.screen, self.folder / "kiosk.log", **how) as process:
            self.clerk.wait()
            yield process

    def lines(self) -> list[dict[str, Any]]:
        """The entries of the journal, read beside the kiosk with plain SQL."""
        with closing(sqlite3.connect(f"file:{self.folder}/journal.sqlite?mode=ro", uri=True)) as journal:
            return [json.loads(line) for (line,) in journal.execute("SELECT line FROM journal ORDER BY seq")]

    def entries(self, kind: str) -> list[dict[str, Any]]:
        return [line for line in self.lines() if line["kind"] == kind]

    def tallies(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the kiosk and the centre count, of yesterday, today and tomorrow."""
        period = around_today()
        return self.kiosk.tally(*period), self.centre.tally(*period)


def around_today() -> tuple[date, date]:
    """A period that no midnight during a test leaves."""
    today = datetime.now(ZONE).date()
    return today - timedelta(days=1), today + timedelta(days=1)


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TouchScreen]:
    """A virtual display, for all tests of a session."""
    log = tmp_path_factory.mktemp("display") / "xvfb.log"
    with virtual_display(*SIZE, log=log) as name, open_screen(name) as screen:
        yield screen


@pytest.fixture
def centre(postgresql_url: str, tmp_path: Path) -> Iterator[Centre]:
    """A serving centre on PostgreSQL, at which this device is enrolled for training."""
    with running_centre(tmp_path, postgresql_url) as centre:
        centre.enrol("binhduong-01", tmp_path / "token")
        yield centre


@pytest.fixture
def lone_counter(screen: TouchScreen, tmp_path: Path) -> Counter:
    """A counter that is set up and closed; its centre does not answer."""
    nowhere = Centre("http://127.0.0.1:9", "")
    return Counter(
        kiosk_for(nowhere, tmp_path / "token", tmp_path / "journal.sqlite"), nowhere, screen, tmp_path
    )


@pytest.fixture
def counter(centre: Centre, screen: TouchScreen, tmp_path: Path) -> Counter:
    """A counter that is set up and closed."""
    kiosk = kiosk_for(centre, tmp_path / "token", tmp_path / "journal.sqlite")
    return Counter(kiosk, centre, screen, tmp_path)
