"""Many desks with real journals in front of centres on PostgreSQL, and the recount of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.campaign.network.centres import Centre, Centres, enrol, free_port, running_centres
from tests.campaign.network.desks import Desks, go_on, new_journal, running_desks
from tests.campaign.network.postgresql import Postgresql, running_postgresql
from tests.campaign.network.recount import last_of, recount
from tests.campaign.network.secrets import secrets_in

_MAKING_AT_ONCE = 4


@dataclass
class Crowd:
    """Desks, the address that they know, and the database behind whatever listens there."""

    folder: Path
    database: str
    centres: Centres
    desks: Desks
    port: int
    postgresql: Postgresql | None = None
    names: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    ballots: int = 0

    @property
    def server(self) -> Postgresql:
        """The server of the database."""
        if self.postgresql is None:
            raise TypeError("this crowd's centre is on SQLite")
        return self.postgresql

    def serve(self) -> Centre:
        """Start a centre where the desks look for it."""
        return self.centres.start(self.database, port=self.port)

    def journal(self, name: str) -> Path:
        """A desk's journal."""
        return self.folder / f"{name}.db"

    def come(self, count: int, ballots: int) -> None:
        """So many desks with so many ballots each, enrolled and not shipping yet."""
        self.names = [f"desk-{number}" for number in range(count)]
        self.tokens = enrol(self.database, *self.names)
        self.ballots = ballots
        with ThreadPoolExecutor(_MAKING_AT_ONCE) as pool:
            list(pool.map(lambda name: new_journal(self.journal(name), name, ballots), self.names))

    def vote(self, ballots: int) -> None:
        """So many more citizens come to each desk."""
        for name in self.names:
            go_on(self.journal(name), name, ballots, first=self.ballots)
        self.ballots += ballots

    def ship(self, *, seconds: float = 20.0, pace: Mapping[str, float] | None = None) -> None:
        """All of them ship from now on; `seconds` is their time-out."""
        address = f"http://127.0.0.1:{self.port}/v1/batches"
        for name in self.names:
            self.desks.ship(name, self.journal(name), address, self.tokens[name], seconds=seconds, pace=pace)

    def faults(self) -> set[str]:
        """Every fault that any of them has named until now."""
        return {
            status["fault"] for name in self.names for status in self.desks.seen(name) if status.get("fault")
        }

    def shipped(self, *, seconds: float = 120.0) -> str | None:
        """Wait until each desk has shipped all; else one sentence."""
        for name in self.names:
            if wrong := self.desks.wait_until_shipped(name, last_of(self.journal(name)), seconds=seconds):
                return f"{name}: {wrong}"
        return None

    def recounted(self) -> Iterator[str | None]:
        """A case a desk: the centre holds each of its lines once, and counts each ballot once."""
        for name in self.names:
            yield recount(self.database, [self.journal(name)])

    def leaks(self) -> str | None:
        """None where no log holds a token; PostgreSQL's own shows each statement, and so the digests."""
        tokens = self.tokens.values()
        servers = [self.postgresql.log] if self.postgresql else []
        return secrets_in(self.folder.glob("*.log"), tokens) or secrets_in(servers, tokens, digests=False)


@contextmanager
def crowd(folder: Path, *, within: Sequence[str] = (), **settings: str) -> Iterator[Crowd]:
    """Run all that desks need, but for a centre: PostgreSQL runs `within` a command."""
    with ExitStack() as stack:
        postgresql = stack.enter_context(running_postgresql(within=within, **settings))
        centres = stack.enter_context(running_centres(folder))
        desks = stack.enter_context(running_desks(folder / "desks.log"))
        database = postgresql.database("centre")
        yield Crowd(folder, database, centres, desks, free_port(), postgresql)
