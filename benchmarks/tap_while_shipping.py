"""The same touches while the shipper drains a backlog to a real centre, beside the same counter at rest.

The shipper's thread runs in the counter's process, as in the kiosk; the centre is another process, on SQLite
and on no disk (`/dev/shm`, where there is one), for a province's centre does not write to the counter's.
Phases with and without it take turns on one journal; ten touches a second throughout, from the first batch
that has arrived. The maximum is held against 50 ms. All of it once with the journal on the disk, and once in
memory, where what the disk takes from both does not hide what the shipper takes from the touch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from benchmarks.counter import Counter, counter_on
from benchmarks.journals import DEVICE, journal_of
from benchmarks.measure import Figure, Size, at_most, at_share, figure
from build_spec.demo.programs import Centre, running_centre
from kiosk.journal import JournalSource
from sync.endpoint import Endpoint
from sync.shipper import Shipper
from sync.status import SyncStatus

PAUSE = 0.1
_PATIENCE_SECONDS = 30
_MEMORY = Path("/dev/shm")


def measure(size: Size) -> Iterator[Figure]:
    """The tail and the longest, at rest and while shipping: on the disk, and in memory."""
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else size.folder) as memory:
        yield from _beside_rest(size, size.folder, Path(memory) / "first", "")
        yield from _beside_rest(size, Path(memory), Path(memory) / "second", ", journal in memory")


def _beside_rest(size: Size, folder: Path, elsewhere: Path, where: str) -> Iterator[Figure]:
    """With the journal in a folder; the centre's own is `elsewhere`."""
    backlog = size.of(short=1_000, long=100_000)
    turns, touches = size.of(short=1, long=6), size.of(short=30, long=150)
    at_rest: list[float] = []
    draining: list[float] = []
    journal = folder / "journal.sqlite"
    elsewhere.mkdir()
    with running_centre(elsewhere) as centre, counter_on(journal, journal_of(size, backlog)) as counter:
        token = _enrolled(centre, elsewhere / "token")
        sent = 0
        for _ in range(turns):
            at_rest += _touches(counter, touches)
            sent += _while_shipping(
                journal, centre, token, lambda: draining.extend(_touches(counter, touches))
            )
    note = f"{sent:,} lines left meanwhile"
    shipping, resting = (1000 * at_share(those, 0.99) for those in (draining, at_rest))
    name = "tap to durable commit while shipping"
    yield figure(f"{name}, p99, against at rest{where}", shipping, resting, "ms", at_most(1.5), note)
    note = f"at rest the longest took {1000 * max(at_rest):.1f} ms"
    yield figure(f"{name}, maximum{where}", 1000 * max(draining), 50, "ms", at_most(1), note)


def _touches(counter: Counter, number: int) -> list[float]:
    found = []
    due = time.perf_counter()
    for _ in range(number):
        found.append(counter.touch()[0])
        due += PAUSE
        time.sleep(max(0.0, due - time.perf_counter()))
    return found


def _while_shipping(journal: Path, centre: Centre, token: str, touch: Callable[[], None]) -> int:
    """How many lines were acknowledged while the touches were made."""
    tomorrow = datetime.now(UTC).astimezone() + timedelta(days=1)  # every privacy step is over
    with (
        JournalSource(journal, step_minutes=15, now=lambda: tomorrow) as source,
        closing(Endpoint(centre.batches, token)) as endpoint,
    ):
        before = source.acknowledged_through()
        is_draining = Event()  # connecting is not

        def hear(status: SyncStatus) -> None:
            if status.acknowledged_through > before:
                is_draining.set()

        shipper = Shipper(source, endpoint, report_status=hear)
        shipper.start()
        is_draining.wait(_PATIENCE_SECONDS)
        touch()
        shipper.stop(_PATIENCE_SECONDS)
        return source.acknowledged_through() - before


def _enrolled(centre: Centre, file: Path) -> str:
    centre.enrol(DEVICE, file)
    return file.read_text().strip()
