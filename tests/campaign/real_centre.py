"""A centre that serves over HTTP on a PostgreSQL of its own, and kiosks' journals that are shipped to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select, text

from central import devices, figures
from central.schema import metadata
from central.store import Store
from kiosk.cli.held import Held, held_of
from kiosk.domain.tally import Period, tally, tally_of
from kiosk.journal import JournalReader, JournalSource
from kiosk.journal.machine import Part
from kiosk.reports import as_json
from sync.endpoint import Endpoint
from sync.shipper import Shipper
from tests.campaign.machine import needs
from tests.campaign.network.held import OF_JOURNALS
from tests.campaign.promise import Effort, broken_by
from tests.central.server import serving
from tests.journal.kit import HERE, fast_folder
from tests.postgresql import running_server

_OF_DEVICES = ("devices", "enrolments", "placings", "kinds")
ZONE = "Asia/Ho_Chi_Minh"
EVER = Period(date(1960, 1, 1), date(2200, 1, 1), ZONE)


@dataclass(frozen=True)
class RealCentre:
    """`batches` is where a kiosk sends to."""

    store: Store
    batches: str

    def begin_anew(self) -> None:
        """Forget every device and what it sent; what people enter is only added to, and nobody does here."""
        with self.store.writing() as connection:
            tables = ", ".join((*OF_JOURNALS, *_OF_DEVICES))
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))

    def enrol(self, device: str) -> str:
        """A new device's token."""
        with self.store.writing() as connection:
            token, _ = devices.enrol(connection, device, training=False)
        return token

    @contextmanager
    def asked(self, path: Path, token: str, now: datetime, parts: tuple[Part, ...]) -> Iterator[Any]:
        """The two ends of shipping: a journal and an endpoint."""
        with (
            closing(Endpoint(self.batches, token)) as endpoint,
            JournalSource(path, step_minutes=15, now=lambda: now, parts=parts) as source,
        ):
            yield source, endpoint

    def ship(self, path: Path, token: str, now: datetime, parts: tuple[Part, ...] = HERE) -> None:
        """Ship until the centre has everything."""
        with self.asked(path, token, now, parts) as (source, endpoint):
            for _ in range(5):  # a search and what it finds may take more than one go
                result = Shipper(source, endpoint).once()
                if result.complete:
                    return
        raise AssertionError(f"shipping does not come to an end: {result}")

    def held(self, path: Path, token: str, now: datetime, parts: tuple[Part, ...] = HERE) -> Held:
        """What `kiosk verify --centre` finds out."""
        with self.asked(path, token, now, parts) as (source, endpoint):
            return held_of(source, endpoint)

    def findings(self) -> list[tuple[int, str]]:
        """(seq, kind) of what somebody should look at."""
        found = metadata.tables["findings"]
        with self.store.reading() as connection:
            rows = connection.execute(select(found.c.seq, found.c.kind).order_by(found.c.seq))
            return [(seq, kind) for seq, kind in rows]

    def counted(self, period: Period = EVER) -> dict[str, Any]:
        """What it counts in a period."""
        return as_json(tally_of(figures.of_period(self.store, period, simulated=False)))


def counted_by_kiosk(path: Path, period: Period = EVER) -> dict[str, Any]:
    """What `kiosk report` counts in a period."""
    with JournalReader(path) as reader:
        groups = reader.ballot_groups(period.first, period.last)
        asked = reader.questionnaires(period.first, period.last)
        return as_json(tally(groups, asked, period, simulated=False))


def with_a_centre(
    effort: Effort, times: int, case: Callable[[RealCentre, Path, Random], None]
) -> Iterator[str | None]:
    """So many cases, each with a centre that knows nothing, an empty folder and a seed of its own."""
    with real_centre() as centre:
        for seed in range(effort.seed, effort.seed + times):
            centre.begin_anew()
            with broken_by(seed) as broken, fast_folder() as folder:
                case(centre, folder, Random(seed))
            yield broken.sentence


@contextmanager
def real_centre() -> Iterator[RealCentre]:
    """One that is there for a while."""
    needs("postgresql")
    with (
        running_server() as server,
        server.fresh_database() as url,
        closing(Store.open(url)) as store,
        serving(store) as address,
    ):
        yield RealCentre(store, f"{address}/v1/batches")
