"""The shipping rule: real shippers and bundles in front of the real centre, whatever happens to either.

Requests and replies are lost, late and repeated; kiosks are copied, restored, rewritten, salvaged, enrolled
anew and lose old entries to retention; the centre is restored from backups; sticks and receipts travel.
When the mishaps stop, everything is held, every ballot counts once, and every watermark stands at the end of
its journal.
"""

import copy
import json
import tempfile
from collections import deque
from enum import Enum, auto
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run
from sqlalchemy import func, select

from central import devices
from central.imports import BundleRefusedError, import_bundle
from central.ingest import NotHeld as NotTaken
from central.ingest import take
from central.schema import rollup
from central.store import Store
from sync.answers import Acknowledged, Failed, NotHeld, TooLarge
from sync.bundle import BundleError, apply_receipt, read_bundle, token_key, write_bundle
from sync.pace import Pace
from sync.shipper import Shipper
from sync.status import Fault
from tests.central.databases import names_held, put_back, rows_of
from tests.central.kit import NOW, PaperKiosk, PaperSource, examples
from tests.central.model import Model
from tests.sync.shipping import HandClock

NAMES = ("quan-1", "quan-2")
MOST_KIOSKS = 5


class Fate(Enum):
    REQUEST_LOST = auto()
    REPLY_LOST = auto()
    LATE = auto()
    REPEATED = auto()
    TOO_LARGE = auto()


class Line:
    """The way to the centre, for every kiosk; what arrives, the model takes too."""

    def __init__(self, store):
        self.store = store
        self.model = Model()
        self.late, self.fates = [], deque()
        with store.writing() as connection:
            self.tokens = {name: devices.enrol(connection, name, training=False)[0] for name in NAMES}
            self.devices = {name: devices.with_name(connection, name) for name in NAMES}

    def post(self, batch):
        fate = self.fates.popleft() if self.fates else None
        if fate is Fate.TOO_LARGE:
            return TooLarge()
        if fate in (Fate.LATE, Fate.REPEATED):
            self.late.append(batch)
        if fate in (Fate.REQUEST_LOST, Fate.LATE):
            return Failed(Fault.TIMEOUT)
        answer = self.deliver(batch)
        return Failed(Fault.CONNECTION_RESET) if fate is Fate.REPLY_LOST else answer

    def deliver(self, batch):
        taken = take(self.store, self.devices[batch.header.device], batch, now=NOW)
        status, number = self.model.take(batch)
        if isinstance(taken, NotTaken):
            assert (status, number) == (409, taken.known_through)
            return NotHeld(taken.known_through)
        assert (status, number) == (200, taken.through)
        return Acknowledged(taken.through)


class Counter:
    """A kiosk with its shipper."""

    def __init__(self, kiosk, line, acknowledged=0):
        self.kiosk, self.line = kiosk, line
        self.source = PaperSource(kiosk, acknowledged)
        self.clock = HandClock()
        pace = Pace(batch_lines=4)
        self.shipper = Shipper(self.source, line, pace=pace, clock=self.clock, random=Random(1))

    def twin(self):
        return Counter(self.kiosk.copy(), self.line, self.source.acknowledged)


class Shipping(RuleBasedStateMachine):
    store: Store
    numbers = st.integers(0, 11)
    mishaps = st.lists(st.none() | st.sampled_from(Fate), max_size=6)

    @initialize()
    def begin(self):
        put_back(self.store, {})
        self.line = Line(self.store)
        self.counters = [Counter(PaperKiosk().start().ask(), self.line)]
        self.kiosk_backups, self.centre_backups, self.sticks, self.receipts = [], [], [], []
        self.folder = tempfile.TemporaryDirectory()
        self.files = 0

    def counter(self, number):
        return self.counters[number % len(self.counters)]

    def file(self):
        self.files += 1
        return Path(self.folder.name) / str(self.files)

    @rule(number=numbers, level=st.sampled_from(["very_satisfied", "satisfied", "dissatisfied"]))
    def citizen_rates(self, number, level):
        self.counter(number).kiosk.vote(chung=level)

    @rule(number=numbers)
    def citizen_begins(self, number):
        kiosk = self.counter(number).kiosk
        kiosk.under_way = kiosk.open_ballot()

    @rule(number=numbers)
    def citizen_goes_on(self, number):
        kiosk = self.counter(number).kiosk
        if getattr(kiosk, "under_way", None):
            kiosk.close_ballot(kiosk.under_way, chung="satisfied")
            kiosk.under_way = None

    @rule(number=numbers)
    def program_starts(self, number):
        self.counter(number).kiosk.start()

    @rule(number=numbers, days=st.sampled_from([-1, 2]))
    def clock_is_set(self, number, days):
        self.counter(number).kiosk.step_clock(days=days)

    @rule(number=numbers, steps=st.integers(1, 6), fates=mishaps)
    def kiosk_ships(self, number, steps, fates):
        counter = self.counter(number)
        self.line.fates.extend(fates)
        for _ in range(steps):
            counter.clock.seconds += counter.shipper.step()
        self.line.fates.clear()

    @rule(number=numbers, fates=mishaps)
    def administrator_ships(self, number, fates):
        self.line.fates.extend(fates)
        self.counter(number).shipper.once()
        self.line.fates.clear()

    @precondition(lambda self: self.line.late)
    @rule(number=numbers)
    def late_request_arrives(self, number):
        self.line.deliver(self.line.late.pop(number % len(self.line.late)))

    @rule(number=numbers)
    def kiosk_is_backed_up(self, number):
        self.kiosk_backups.append(self.counter(number).twin())

    @precondition(lambda self: self.kiosk_backups)
    @rule(number=numbers, backup=numbers)
    def kiosk_is_restored(self, number, backup):
        restored = self.kiosk_backups[backup % len(self.kiosk_backups)].twin()
        restored.kiosk.start()
        self.counters[number % len(self.counters)] = restored

    @precondition(lambda self: len(self.counters) < MOST_KIOSKS)
    @rule(number=numbers)
    def disk_is_copied(self, number):
        twin = self.counter(number).twin()
        twin.kiosk.start()
        self.counters.append(twin)

    @rule(number=numbers, seq=st.integers(1, 40))
    def somebody_rewrites_what_was_acknowledged(self, number, seq):
        counter = self.counter(number)
        if counter.kiosk.kept_from <= seq <= counter.source.acknowledged:
            line = counter.kiosk.lines[seq - 1]
            counter.kiosk.rewrite(seq, line.replace('"satisfied"', '"very_satisfied"'))

    @rule(number=numbers, keep=st.integers(0, 6))
    def retention_removes_what_is_acknowledged(self, number, keep):
        counter = self.counter(number)
        kept = min(counter.source.acknowledged - keep + 1, counter.kiosk.last)
        counter.kiosk.kept_from = max(counter.kiosk.kept_from, kept)

    @rule(number=numbers, name=st.sampled_from(NAMES))
    def kiosk_is_enrolled_anew(self, number, name):
        counter = self.counter(number)
        heir = counter.kiosk.continue_as(
            name, carry_after=min(counter.source.acknowledged, counter.kiosk.last)
        )
        self.counters[number % len(self.counters)] = Counter(heir.start(), self.line)

    @rule(number=numbers)
    def damaged_file_is_salvaged(self, number):
        kiosk = self.counter(number).kiosk
        heir = kiosk.continue_as(carry_after=kiosk.kept_from - 1)
        self.counters[number % len(self.counters)] = Counter(heir.start(), self.line)

    @rule()
    def centre_is_backed_up(self):
        self.centre_backups.append((rows_of(self.store), copy.deepcopy(self.line.model)))

    @precondition(lambda self: self.centre_backups)
    @rule(backup=numbers)
    def centre_is_restored(self, backup):
        rows, model = self.centre_backups[backup % len(self.centre_backups)]
        put_back(self.store, rows)
        self.line.model = copy.deepcopy(model)

    @rule(number=numbers, from_start=st.booleans())
    def stick_is_filled(self, number, from_start):
        source = self.counter(number).source
        path = self.file()
        token = self.line.tokens[source.device()]
        write_bundle(path, source, token=token, sent_at=NOW, from_start=from_start)
        self.sticks.append((path, token))

    @precondition(lambda self: self.sticks)
    @rule(number=numbers)
    def stick_reaches_the_centre(self, number):
        path, token = self.sticks[number % len(self.sticks)]
        try:
            taken = import_bundle(self.store, path, now=NOW)
        except BundleRefusedError:
            taken = None
        for batch in read_bundle(path, lambda _: token_key(token)):
            if self.line.model.take(batch)[0] == 409:
                assert taken is None
                return
        receipt = self.file()
        taken.write_receipt(receipt)
        self.receipts.append((receipt, token))

    @precondition(lambda self: self.receipts)
    @rule(number=numbers, receipt=numbers)
    def receipt_comes_back(self, number, receipt):
        source = self.counter(number).source
        path, token = self.receipts[receipt % len(self.receipts)]
        before = source.acknowledged
        try:
            apply_receipt(path, source, token=token)
        except BundleError:
            assert source.acknowledged == before

    @invariant()
    def the_centre_holds_what_the_model_holds(self):
        assert names_held(self.store) == set(self.line.model.lines)

    def teardown(self):
        if not hasattr(self, "line"):
            return
        self.folder.cleanup()
        for counter in self.counters:
            counter.clock.seconds += 3600
            assert any(counter.shipper.once().complete for _ in range(20)), "shipping came to no end"
            assert counter.source.acknowledged == counter.kiosk.last
        # A journal may have been the one to find out that the centre was restored: look again at all.
        for counter in self.counters:
            assert counter.shipper.once().complete
        held = names_held(self.store)
        for counter in self.counters:
            kiosk = counter.kiosk
            for seq in range(kiosk.kept_from, kiosk.last + 1):
                assert (kiosk.journal, seq, kiosk.hashes[seq]) in held
        with self.store.reading() as connection:
            counted = (
                connection.scalar(select(func.sum(rollup.c.number)).where(rollup.c.series == "ballots")) or 0
            )
        assert counted == sum(self.line.model.sums().values()) == self.ballots_held()

    def ballots_held(self):
        """The different ballots among all lines that are held, family by family."""
        model = self.line.model
        entries = [(journal, json.loads(line)) for (journal, _, _), line in model.lines.items()]
        return len(
            {
                (min(model.family[journal]), entry["ballot"])
                for journal, entry in entries
                if entry["kind"] == "ballot_closed"
            }
        )


EXAMPLES = {"sqlite": 20, "postgresql": 5}


def test_shipping_loses_nothing_counts_nothing_twice_and_comes_to_an_end(request, store):
    database = request.node.callspec.params["database_url"]
    machine = type("OnThisStore", (Shipping,), {"store": store})
    checked = settings(
        max_examples=examples(EXAMPLES[database]),
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run(machine, settings=checked)
