"""Sticks, receipts and the network in any order: bundles and batches of a real journal at a real centre."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from central.imports import BundleRefusedError, import_bundle
from central.store import Store
from kiosk.journal import JournalSource
from sync.bundle import BundleError, apply_receipt, write_bundle
from sync.endpoint import Endpoint
from sync.pace import Pace
from sync.shipper import Shipper
from tests.campaign.network.centres import Centre, enrol, running_centres
from tests.campaign.network.desks import go_on, new_journal
from tests.campaign.network.recount import recount
from tests.campaign.network.secrets import secrets_in
from tests.campaign.promise import Effort, Promise, broken_by
from tests.journal.kit import HANOI, HERE, fast_folder

# What may happen next, and to which of the sticks and receipts that there are.
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["vote", "send", "send one", "export", "export all", "import", "import", "receipt"]),
        st.integers(0, 9),
    ),
    max_size=14,
)


@dataclass
class Desk:
    """A desk with its journal, the sticks that were written and the receipts that came back."""

    folder: Path
    name: str
    token: str
    centre: Centre
    store: Store
    sticks: list[Path] = field(default_factory=list)
    receipts: list[Path] = field(default_factory=list)
    ballots: int = 0

    @property
    def journal(self) -> Path:
        """Where its journal stands."""
        return self.folder / f"{self.name}.db"

    def source(self) -> JournalSource:
        """The journal as a program opens it that ships, exports or takes a receipt."""
        return JournalSource(self.journal, step_minutes=15, now=lambda: datetime.now(HANOI), parts=HERE)

    def do(self, step: str, which: int) -> None:
        """One of the steps; what can't be done yet does nothing."""
        if step == "vote":
            go_on(self.journal, self.name, 2, first=self.ballots)
            self.ballots += 2
        elif step in {"send", "send one"}:
            self.send(most=None if step == "send" else 1)
        elif step in {"export", "export all"}:
            self.sticks.append(self.folder / f"{self.name}-{len(self.sticks)}.bundle")
            with self.source() as source:
                now = datetime.now(UTC)
                everything = step == "export all"
                write_bundle(self.sticks[-1], source, token=self.token, sent_at=now, from_start=everything)
        elif step == "import" and self.sticks:
            self.carry(self.sticks[which % len(self.sticks)])
        elif step == "receipt" and self.receipts:
            self.take(self.receipts[which % len(self.receipts)])

    def send(self, most: int | None) -> bool:
        """Ship by the network: all, or one batch, as where it breaks then; whether all is acknowledged."""
        with self.source() as source, closing(Endpoint(self.centre.batches, self.token)) as endpoint:
            shipper = Shipper(source, endpoint, pace=Pace(batch_lines=5))
            if most is None:
                return shipper.once().complete
            for _ in range(most):
                shipper.step()
            return False

    def carry(self, stick: Path) -> None:
        """To the centre; a stick that begins after what it holds is refused, and nothing is lost by it."""
        with suppress(BundleRefusedError):
            receipt = self.folder / f"{self.name}-{len(self.receipts)}.receipt"
            import_bundle(self.store, stick, now=datetime.now(UTC)).write_receipt(receipt)
            self.receipts.append(receipt)

    def take(self, receipt: Path) -> None:
        """Back at the desk: the watermark never goes back."""
        with self.source() as source:
            before = source.acknowledged_through()
            with suppress(BundleError):
                apply_receipt(receipt, source, token=self.token)
            if source.acknowledged_through() < before:
                raise ValueError(f"the receipt moved the watermark back from {before}")

    def acknowledged(self) -> bool:
        """Whether the desk knows that all is held."""
        with self.source() as source:
            return source.acknowledged_through() == source.last()


def _mixed(effort: Effort) -> Iterator[str | None]:
    tried: list[str | None] = []
    database = f"sqlite:///{effort.folder}/centre.sqlite"
    with ExitStack() as stack:
        folder = stack.enter_context(fast_folder())
        centres = stack.enter_context(running_centres(effort.folder))
        centre = centres.start(database)
        store = Store.open(database)
        stack.callback(store.close)
        tokens: dict[str, str] = {}

        @seed(effort.seed)
        @settings(
            max_examples=effort.times(short=15, long=500),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(_STEPS, st.booleans())
        def try_it(steps: list[tuple[str, int]], by_stick: bool) -> None:
            name = f"desk-{len(tried)}"
            tokens.update(enrol(database, name))
            desk = Desk(folder, name, tokens[name], centre, store)
            with broken_by(f"{effort.seed}: {steps}") as broken:
                _live(desk, steps, by_stick=by_stick)
                broken.sentence = _wrong_with(desk, database)
            tried.append(broken.sentence)
            for file in folder.iterdir():
                shutil.rmtree(file) if file.is_dir() else file.unlink()

        try_it()
        yield from tried
        yield secrets_in(effort.folder.glob("*.log"), tokens.values())


def _live(desk: Desk, steps: list[tuple[str, int]], *, by_stick: bool) -> None:
    """A desk's history, and at its end a way on which everything arrives."""
    new_journal(desk.journal, desk.name, 1)
    desk.ballots = 1
    for step, which in steps:
        desk.do(step, which)
    if by_stick:
        desk.do("export all", 0)
        desk.carry(desk.sticks[-1])
        desk.take(desk.receipts[-1])
    elif not desk.send(most=None):
        raise ValueError("not everything was sent")


def _wrong_with(desk: Desk, database: str) -> str | None:
    if not desk.acknowledged():
        return "the desk does not know that everything is held"
    return recount(database, [desk.journal])


PROMISES = (
    Promise(
        "Whatever goes by stick, by receipt and by network, in any order and again and again, the "
        "result is the same: each line once.",
        _mixed,
    ),
)
