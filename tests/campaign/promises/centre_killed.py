"""kill -9 of the centre before and after each of its statements, of its start and of what it takes."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from central.store import Store
from sync.answers import Acknowledged
from sync.endpoint import Endpoint
from sync.wire import Batch
from tests.campaign.network.centres import Centres, enrol, running_centres
from tests.campaign.network.held import OF_JOURNALS, State, state_of
from tests.campaign.network.postgresql import Postgresql, running_postgresql
from tests.campaign.network.secrets import secrets_in
from tests.campaign.promise import Effort, Promise
from tests.central.kit import PaperKiosk

DEVICE = "quan-1"


def deliveries() -> list[Batch]:
    """What one kiosk sends of all kinds, in an order in which each batch is taken.

    Its first days, a clock that was wrong, a restored backup, an edited line, and a journal that goes on.
    """
    kiosk = PaperKiosk(DEVICE).start().ask()
    for _ in range(2):
        kiosk.vote(chung="satisfied")
    batches = [kiosk.batch()]
    twin, edited = kiosk.copy(), kiosk.copy()
    sent = kiosk.last
    kiosk.vote(thai_do="dissatisfied", chung="satisfied")
    kiosk.step_clock(days=3)
    kiosk.vote(chung="very_satisfied")
    batches.append(kiosk.batch(sent + 1))
    twin.vote(chung="dissatisfied")
    batches.append(twin.batch(sent + 1))
    edited.rewrite(sent, edited.lines[sent - 1].replace("satisfied", "dissatisfied"))
    edited.at += timedelta(days=1)
    edited.vote(chung="satisfied")
    batches.append(edited.batch())
    heir = kiosk.continue_as(carry_after=sent)
    heir.vote(chung="satisfied")
    batches += [heir.batch(), kiosk.batch(kiosk.last + 1)]
    return batches


@dataclass
class Database:
    """A database that is put back to what it was before each case."""

    url: str
    postgresql: Postgresql | None = None
    kept: bytes = b""
    token: str = ""

    @property
    def file(self) -> Path:
        """The file of a SQLite one."""
        return Path(self.url.removeprefix("sqlite:///"))

    def prepare(self) -> None:
        """Make its tables, enrol the device, and keep this state."""
        self.token = enrol(self.url, DEVICE)[DEVICE]
        if not self.postgresql:
            self.kept = self.file.read_bytes()

    def put_back(self) -> None:
        """As it was when it was prepared."""
        if self.postgresql:
            names = ", ".join((*OF_JOURNALS, "kinds"))
            self.postgresql.run(f"TRUNCATE {names} RESTART IDENTITY", "centre")
        else:
            self.clear()
            self.file.write_bytes(self.kept)

    def clear(self) -> None:
        """Nothing, not even tables."""
        if self.postgresql:
            self.postgresql.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public", "centre")
        else:
            for end in ("", "-wal", "-shm"):
                self.file.with_name(self.file.name + end).unlink(missing_ok=True)

    def state(self) -> State:
        """What it holds of journals."""
        store = Store.open(self.url)
        try:
            return state_of(store)
        finally:
            store.close()


@dataclass
class Trial:
    """A database, centres that die, and what is sent to them."""

    database: Database
    centres: Centres
    points: Path
    batches: Sequence[Batch]

    def deliver(self, address: str) -> int:
        """Send one batch after the other until one fails; how many were acknowledged."""
        with closing(Endpoint(f"{address}/v1/batches", self.database.token)) as endpoint:
            for number, batch in enumerate(self.batches):
                if not isinstance(endpoint.post(batch), Acknowledged):
                    return number
        return len(self.batches)

    def undisturbed(self) -> tuple[list[State], int]:
        """The states after each batch where nobody kills, and how many moments that took."""
        self.database.put_back()
        states = [self.database.state()]
        centre = self.centres.start(self.database.url, points=self.points)
        with closing(Endpoint(centre.batches, self.database.token)) as endpoint:
            for batch in self.batches:
                if not isinstance(answer := endpoint.post(batch), Acknowledged):
                    raise TypeError(answer)
                states.append(self.database.state())
        self.centres.end(centre.pid)
        return states, self.points.stat().st_size

    def killed_at(self, moment: int, states: Sequence[State]) -> str | None:
        """One centre dies at a moment of its work, the next takes everything again."""
        self.database.put_back()
        centre = self.centres.start(self.database.url, points=self.points, kill_at=moment)
        acknowledged = self.deliver(centre.address)
        if (ended := self.centres.wait(centre.pid)) != -signal.SIGKILL:
            return f"it ended with {ended} instead of dying"
        found = self.database.state()
        if found not in states[acknowledged : acknowledged + 2]:
            return (
                f"after {acknowledged} acknowledgements it holds something else than these or one batch more"
            )
        return self._healed(states[-1])

    def opening_moments(self) -> int:
        """How many moments the start of a centre on an empty database has."""
        self.database.clear()
        centre = self.centres.start(self.database.url, points=self.points, opening=True)
        self.centres.end(centre.pid)
        return self.points.stat().st_size

    def killed_opening(self, moment: int, last: State) -> str | None:
        """One centre dies while it makes its tables, the next makes them."""
        self.database.clear()
        pid, _ = self.centres.launch(self.database.url, points=self.points, kill_at=moment, opening=True)
        if (ended := self.centres.wait(pid)) != -signal.SIGKILL:
            return f"it ended with {ended} instead of dying"
        self.database.token = enrol(self.database.url, DEVICE)[DEVICE]
        return self._healed(last)

    def _healed(self, last: State) -> str | None:
        centre = self.centres.start(self.database.url)
        acknowledged = self.deliver(centre.address)
        self.centres.kill(centre.pid)
        if acknowledged < len(self.batches):
            return f"the centre started again takes {acknowledged} of {len(self.batches)} batches"
        return None if self.database.state() == last else "the centre started again counts something else"


def _on_sqlite(effort: Effort) -> Iterator[str | None]:
    yield from _each_moment(effort, Database(f"sqlite:///{effort.folder}/centre.sqlite"))


def _on_postgresql(effort: Effort) -> Iterator[str | None]:
    with running_postgresql(fsync="off", log_statement="none") as postgresql:
        yield from _each_moment(effort, Database(postgresql.database("centre"), postgresql))


def _each_moment(effort: Effort, database: Database) -> Iterator[str | None]:
    random = Random(effort.seed)
    with ExitStack() as stack:
        centres = stack.enter_context(running_centres(effort.folder))
        trial = Trial(database, centres, effort.folder / "points", deliveries())
        database.prepare()
        states, moments = trial.undisturbed()
        for moment in _chosen(effort, random, moments):
            wrong = trial.killed_at(moment, states)
            yield wrong and f"killed at moment {moment} of {moments} of its work: {wrong}"
        opening = trial.opening_moments()
        for moment in _chosen(effort, random, opening):
            wrong = trial.killed_opening(moment, states[-1])
            yield wrong and f"killed at moment {moment} of {opening} of its start: {wrong}"
        yield secrets_in(effort.folder.glob("*.log"), [database.token])


def _chosen(effort: Effort, random: Random, moments: int) -> list[int]:
    every = range(1, moments + 1)
    return list(every) if effort.long else sorted(random.sample(every, min(4, moments)))


def _promise(kind: str, run: object) -> Promise:
    return Promise(
        f"A centre on {kind} that is killed before or after any of its statements has kept each batch whole "
        "or not at all, everything that it acknowledged, and counts the same in the end.",
        run,  # type: ignore[arg-type]
    )


PROMISES = (_promise("SQLite", _on_sqlite), _promise("PostgreSQL", _on_postgresql))
