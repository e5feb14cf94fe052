"""Many desks and a centre that is killed under them, has two workers, or comes back from a backup."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from random import Random

from kiosk.journal import JournalSource
from sync.answers import Acknowledged
from sync.batching import next_batch
from sync.endpoint import Endpoint
from sync.status import Fault
from sync.wire import Batch
from tests.campaign.network.crowd import Crowd, crowd
from tests.campaign.network.recount import recount
from tests.campaign.promise import Effort, Promise
from tests.journal.kit import HANOI, HERE
from tests.postgresql import program

_DESKS = 6
_MORNING = {"batch_lines": 500, "pause": 0.05}  # the product gives a centre more time


def _killed_under_load(effort: Effort) -> Iterator[str | None]:
    random = Random(effort.seed)
    expected = {Fault.CONNECTION_REFUSED, Fault.CONNECTION_RESET}
    with crowd(effort.folder) as here:
        here.come(_DESKS, ballots=40)
        centre = here.serve()
        here.ship(pace={"batch_lines": 5})
        for _ in range(effort.times(short=5, long=150)):
            time.sleep(random.uniform(0.0, 0.5))
            here.vote(2)
            here.centres.kill(centre.pid)
            centre = here.serve()
            yield None  # a kill; whether it lost anything shows in the recount
        yield here.shipped()
        yield from here.recounted()
        others = here.faults() - expected
        yield f"the status named {sorted(others)}" if others else None
        yield here.leaks()


def _two_workers(effort: Effort) -> Iterator[str | None]:
    with crowd(effort.folder) as here, ExitStack() as stack:
        here.come(effort.times(short=2, long=20), ballots=30)
        workers = [here.centres.start(here.database) for _ in range(2)]
        pool = stack.enter_context(ThreadPoolExecutor(4))
        for name in here.names:
            endpoints = [
                stack.enter_context(closing(Endpoint(worker.batches, here.tokens[name])))
                for worker in workers * 2
            ]
            for batch in _batches(here, name):
                answers = list(pool.map(lambda endpoint, batch=batch: endpoint.post(batch), endpoints))
                held = all(isinstance(answer, Acknowledged) for answer in answers)
                yield None if held else f"{name}: four deliveries at once are answered {answers}"
        yield from here.recounted()
        yield here.leaks()


def _batches(here: Crowd, name: str) -> Iterator[Batch]:
    now = datetime.now(UTC)
    with JournalSource(
        here.journal(name), step_minutes=15, now=lambda: now.astimezone(HANOI), parts=HERE
    ) as source:
        after = 0
        while after < source.last():
            batch = next_batch(source, after, through=source.last(), sent_at=now, most=20)
            yield batch
            after = batch.through


def _yesterdays_backup(effort: Effort) -> Iterator[str | None]:
    with crowd(effort.folder) as here:
        here.come(effort.times(short=4, long=40), ballots=5)
        centre = here.serve()
        here.ship(pace={"heartbeat": 1.0})
        yield here.shipped()
        dump = effort.folder / "yesterday.dump"
        for _ in range(effort.times(short=1, long=5)):
            _pg(here, "pg_dump", "--format=custom", f"--file={dump}", here.database)
            here.vote(10)
            yield here.shipped()
            here.centres.end(centre.pid)
            here.server.run("DROP DATABASE centre WITH (FORCE)")
            here.server.database("centre")
            _pg(here, "pg_restore", f"--dbname={here.database}", str(dump))
            centre = here.serve()
            yield _healed(here)
        yield from here.recounted()
        yield here.leaks()


def _pg(here: Crowd, name: str, *words: str) -> None:
    done = subprocess.run([program(name), *words], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{name}: {done.stderr[:500]}")


def _healed(here: Crowd) -> str | None:
    """Wait until the desks have found out by themselves and sent what is missing."""
    deadline = time.monotonic() + 120
    while wrong := recount(here.database, [here.journal(name) for name in here.names]):
        if time.monotonic() > deadline:
            return wrong
        time.sleep(1.0)  # a recount of all of them is work, too
    return None


def _after_a_morning(effort: Effort) -> Iterator[str | None]:
    with crowd(effort.folder) as here:
        here.come(effort.times(short=20, long=200), ballots=effort.times(short=10, long=120))
        here.ship(seconds=60.0, pace=_MORNING)  # and there is no centre yet
        for name in here.names:
            here.desks.wait_for(name, lambda status: status["fault"] is not None)
        centre = here.serve()
        yield here.shipped(seconds=600)
        yield from here.recounted()
        others = here.faults() - {Fault.CONNECTION_REFUSED}
        yield f"the status named {sorted(others)}" if others else None
        memory = centre.resident_bytes() >> 20
        yield f"the centre took {memory} MiB" if memory > 500 else None
        yield here.leaks()


PROMISES = (
    Promise(
        "A centre that is killed again and again under load loses nothing and counts nothing twice.",
        _killed_under_load,
    ),
    Promise("One batch at two workers at once, and twice at each, is held and counted once.", _two_workers),
    Promise(
        "A centre that was restored from yesterday's backup is healed by its kiosks: each line is there "
        "once.",
        _yesterdays_backup,
    ),
    Promise(
        "Two hundred kiosks at once after a morning without network: each line is there once, in bounded "
        "memory.",
        _after_a_morning,
    ),
)
