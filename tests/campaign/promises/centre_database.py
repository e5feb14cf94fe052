"""The centre's database stops in mid-traffic, is full, or is slow."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

from sync.status import Fault
from tests.campaign.machine import needs
from tests.campaign.network.centres import free_port, running_centres
from tests.campaign.network.crowd import Crowd, crowd
from tests.campaign.network.desks import running_desks
from tests.campaign.promise import Effort, NotTriedError, Promise
from tests.postgresql import server_user

_DESKS = 6
_MOST_FREE_BYTES = 100_000
_PATIENCE_SECONDS = 15
_NEW_MOUNTS = 0x00020000  # CLONE_NEWNS


def _stopped(effort: Effort) -> Iterator[str | None]:
    """PostgreSQL stopped at once, as by a power cut of its process, and started again."""
    random = Random(effort.seed)
    with crowd(effort.folder) as here:
        here.come(_DESKS, ballots=40)
        here.serve()
        here.ship(pace={"batch_lines": 5})
        for _ in range(effort.times(short=2, long=30)):
            time.sleep(random.uniform(0.0, 0.6))
            here.vote(2)
            here.server.stop(signal.SIGQUIT)
            time.sleep(random.uniform(0.0, 0.3))
            here.server.start()
            yield None  # a stop; whether it lost anything shows in the recount
        yield here.shipped()
        yield from here.recounted()
        yield _others(here, {Fault.BUSY})
        yield here.leaks()


def _slow(effort: Effort) -> Iterator[str | None]:
    """Each insert takes longer than a kiosk waits: it sends again what the centre takes meanwhile."""
    with crowd(effort.folder) as here:
        here.come(effort.times(short=4, long=20), ballots=6)
        here.serve()
        here.server.run(_SLEEPY, "centre")
        here.ship(seconds=1.0, pace={"batch_lines": 10, "backoff_first": 0.5, "backoff_most": 1.0})
        for name in here.names:
            met = here.desks.wait_for(name, lambda status: status["fault"] == Fault.TIMEOUT)
            yield None if met else f"{name} names no time-out: {here.desks.seen(name)[-1:]}"
        here.server.run(_AWAKE, "centre")
        here.vote(2)
        yield here.shipped()
        yield from here.recounted()
        yield _others(here, {Fault.TIMEOUT})
        yield here.leaks()


_SLEEPY = """
    CREATE FUNCTION sleepy() RETURNS trigger LANGUAGE plpgsql
        AS 'BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END';
    CREATE TRIGGER sleepy AFTER INSERT ON entries FOR EACH STATEMENT EXECUTE FUNCTION sleepy();
"""
_AWAKE = """
    CREATE OR REPLACE FUNCTION sleepy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'
"""


def _full(effort: Effort) -> Iterator[str | None]:
    needs("postgresql")
    _have_own_mounts()
    for kind, try_it in (("sqlite", _full_sqlite), ("postgresql", _full_postgresql)):
        folder = effort.folder / kind
        folder.mkdir()
        for each in (effort.folder, folder):
            each.chmod(0o755)  # PostgreSQL's own user goes through them
        yield from try_it(Effort(effort.long, effort.seed, folder))


def _full_sqlite(effort: Effort) -> Iterator[str | None]:
    with _small_disk(effort.folder / "small") as small, ExitStack() as stack:
        centres = stack.enter_context(running_centres(effort.folder))
        desks = stack.enter_context(running_desks(effort.folder / "desks.log"))
        here = Crowd(effort.folder, f"sqlite:///{small}/centre.sqlite", centres, desks, free_port())
        yield from _filled(here, small, effort)


def _full_postgresql(effort: Effort) -> Iterator[str | None]:
    """Its tables stand on the small disk; its own log of what it commits does not."""
    with _small_disk(effort.folder / "small") as small, crowd(effort.folder) as here:
        if user := server_user():
            shutil.chown(small, user)
        here.server.run("DROP DATABASE centre")
        here.server.run(f"CREATE TABLESPACE small LOCATION '{small}'")
        here.server.run("CREATE DATABASE centre TEMPLATE template0 TABLESPACE small")
        yield from _filled(here, small, effort)


def _have_own_mounts() -> None:
    """From now on nobody but this process and its children sees what is mounted."""
    if ctypes.CDLL(None).unshare(_NEW_MOUNTS) != 0:
        raise NotTriedError("only root may mount a small disk that nobody else sees")
    _mount("--make-rprivate", "/")


def _mount(*words: str | Path) -> None:
    done = subprocess.run(["mount", *words], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise NotTriedError(f"this machine does not let root mount: {done.stderr.strip()}")


@contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    place.mkdir()
    _mount("-t", "tmpfs", "-o", "size=128m", "small", place)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def _fill(small: Path, free: int) -> None:
    """Leave only so many bytes."""
    room = os.statvfs(small)
    (small / "filler").write_bytes(bytes(room.f_bavail * room.f_frsize - free))


def _filled(here: Crowd, small: Path, effort: Effort) -> Iterator[str | None]:
    """Again and again the disk is full before what is sent is held, and then it is not any more."""
    here.come(_DESKS, ballots=5)
    here.serve()
    here.ship(pace={"batch_lines": 100})
    yield here.shipped()
    random = Random(effort.seed)
    for _ in range(effort.times(short=2, long=10)):
        since = {name: len(here.desks.seen(name)) for name in here.names}
        _fill(small, random.randrange(_MOST_FREE_BYTES))
        here.vote(150)
        _wait_for_a_fault(here, since)
        (small / "filler").unlink()
        yield here.shipped()
        yield from here.recounted()
    yield None if here.faults() else "the disk never became full"
    yield _others(here, {Fault.BUSY})
    yield here.leaks()


def _wait_for_a_fault(here: Crowd, since: dict[str, int]) -> None:
    """Wait until some desk has named one; now and then what is sent finds room in files as they are."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        for name, number in since.items():
            if any(status.get("fault") for status in here.desks.seen(name)[number:]):
                return
        time.sleep(0.1)


def _others(here: Crowd, expected: set[Fault]) -> str | None:
    others = here.faults() - expected
    return f"the status named {sorted(others)}" if others else None


PROMISES = (
    Promise(
        "Where the centre's database is stopped in mid-traffic the kiosks are asked for patience, and each "
        "line is there once when it is back.",
        _stopped,
    ),
    Promise(
        "Where the centre's database is slower than the kiosks wait, what they send again is not counted "
        "again.",
        _slow,
    ),
    Promise(
        "Where the centre's disk is full the kiosks are asked for patience, no batch is kept in part, and it "
        "goes on when there is room.",
        _full,
    ),
)
