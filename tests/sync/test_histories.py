"""Whatever happens to kiosks, centre and the way between them: nothing is lost, and shipping comes to an end.

Kiosks are cloned, restarted, restored from backups and rewritten, remove old entries and use USB sticks; the
centre is restored from backups; requests are lost, late, repeated and answered by others. The shippers and
bundles are the real ones; the centre is its rules alone.
"""

import copy
import json
import tempfile
from collections import deque
from enum import Enum, auto
from pathlib import Path
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sync.answers import Busy, Failed, NotHeld, Refused, TooLarge
from sync.bundle import (
    BundleError,
    Receipt,
    apply_receipt,
    read_bundle,
    token_key,
    write_bundle,
    write_receipt,
)
from sync.pace import Pace
from sync.shipper import Shipper
from sync.status import Fault
from sync.wire import chain
from tests.sync.memory_source import MemorySource
from tests.sync.model_centre import ModelCentre
from tests.sync.shipping import NOON, HandClock

MOST_KIOSKS = 4
TOKEN = "tok-en"


class Fate(Enum):
    """What becomes of one request."""

    REQUEST_LOST = auto()
    REPLY_LOST = auto()
    LATE = auto()
    REPEATED = auto()
    PAGE = auto()
    BUSY = auto()
    REFUSED = auto()
    TOO_LARGE = auto()


class Line:
    """The way from every kiosk to the centre: does to each request what is next in `fates`."""

    def __init__(self):
        self.centre = ModelCentre()
        self.late = []
        self.fates = deque()

    def post(self, batch):
        fate = self.fates.popleft() if self.fates else None
        answers = {
            Fate.PAGE: Failed(Fault.NOT_BELIEVED),
            Fate.BUSY: Busy(5.0),
            Fate.REFUSED: Refused(Fault.UNAUTHORISED),
            Fate.TOO_LARGE: TooLarge(),
        }
        if fate in answers:
            return answers[fate]
        if fate in {Fate.LATE, Fate.REPEATED}:
            self.late.append(batch)
        if fate in {Fate.REQUEST_LOST, Fate.LATE}:
            return Failed(Fault.TIMEOUT)
        answer = self.centre.post(batch)
        return Failed(Fault.CONNECTION_RESET) if fate is Fate.REPLY_LOST else answer


class Kiosk:
    def __init__(self, source, line):
        self.source = source
        self.line = line
        self.clock = HandClock()
        self.sure = True  # what it takes for acknowledged is held: nobody has restored or rewritten anything
        self.restart()

    def restart(self):
        pace = Pace(batch_lines=3)
        self.shipper = Shipper(self.source, self.line, pace=pace, clock=self.clock, random=Random(1))

    def twin(self):
        twin = Kiosk(copy.deepcopy(self.source), self.line)
        twin.sure = self.sure
        return twin


class Histories(RuleBasedStateMachine):
    @initialize()
    def start(self):
        self.line = Line()
        self.kiosks = [Kiosk(MemorySource(), self.line)]
        self.centre_backups = []
        self.kiosk_backups = []
        self.sticks = []
        self.receipts = []
        self.written = 0
        self.folder = tempfile.TemporaryDirectory()

    def kiosk(self, number):
        return self.kiosks[number % len(self.kiosks)]

    def file(self, kind):
        self.written += 1
        return Path(self.folder.name) / f"{kind}-{self.written}"

    numbers = st.integers(0, 11)

    @rule(number=numbers, count=st.integers(1, 8))
    def citizens_come(self, number, count):
        for _ in range(count):
            self.written += 1
            self.kiosk(number).source.append(json.dumps({"id": self.written}))

    @rule(
        number=numbers, steps=st.integers(1, 6), fates=st.lists(st.none() | st.sampled_from(Fate), max_size=6)
    )
    def kiosk_ships(self, number, steps, fates):
        kiosk = self.kiosk(number)
        self.line.fates.extend(fates)
        for _ in range(steps):
            kiosk.clock.seconds += kiosk.shipper.step()
        self.line.fates.clear()

    @rule(number=numbers, fates=st.lists(st.none() | st.sampled_from(Fate), max_size=6))
    def administrator_ships(self, number, fates):
        self.line.fates.extend(fates)
        self.kiosk(number).shipper.once()
        self.line.fates.clear()

    @rule(number=numbers)
    def quarter_of_an_hour_passes(self, number):
        self.kiosk(number).clock.seconds += 900

    @precondition(lambda self: self.line.late)
    @rule(number=numbers)
    def late_request_arrives(self, number):
        self.line.centre.post(self.line.late.pop(number % len(self.line.late)))

    @rule(number=numbers)
    def kiosk_restarts(self, number):
        self.kiosk(number).restart()

    @rule(number=numbers)
    def kiosk_is_backed_up(self, number):
        self.kiosk_backups.append(self.kiosk(number).twin())

    @precondition(lambda self: self.kiosk_backups)
    @rule(number=numbers, backup=numbers)
    def kiosk_is_restored(self, number, backup):
        twin = self.kiosk_backups[backup % len(self.kiosk_backups)].twin()
        twin.sure = False
        self.kiosks[number % len(self.kiosks)] = twin

    @precondition(lambda self: len(self.kiosks) < MOST_KIOSKS)
    @rule(number=numbers)
    def disk_is_copied_to_another_pc(self, number):
        self.kiosks.append(self.kiosk(number).twin())

    @rule(number=numbers, seq=st.integers(1, 40))
    def somebody_rewrites_the_journal(self, number, seq):
        kiosk = self.kiosk(number)
        if kiosk.source.kept_from() <= seq <= kiosk.source.acknowledged_through():
            identity = json.loads(kiosk.source.lines(seq - 1, 1)[0])["id"]
            kiosk.source.rewrite(seq, json.dumps({"id": identity, "forged": seq}))
            kiosk.sure = False

    @rule(number=numbers, keep=st.integers(0, 6))
    def retention_removes_what_is_acknowledged(self, number, keep):
        source = self.kiosk(number).source
        source.remove_through(source.acknowledged_through() - keep)

    @rule()
    def centre_is_backed_up(self):
        self.centre_backups.append(copy.deepcopy(self.line.centre))

    @precondition(lambda self: self.centre_backups)
    @rule(backup=numbers)
    def centre_is_restored(self, backup):
        self.line.centre = copy.deepcopy(self.centre_backups[backup % len(self.centre_backups)])
        for kiosk in self.kiosks:
            kiosk.sure = False

    @rule(number=numbers, from_start=st.booleans())
    def stick_is_filled(self, number, from_start):
        path = self.file("bundle")
        write_bundle(path, self.kiosk(number).source, token=TOKEN, sent_at=NOON, from_start=from_start)
        self.sticks.append(path)

    @precondition(lambda self: self.sticks)
    @rule(number=numbers)
    def stick_reaches_the_centre(self, number):
        last = None
        for batch in read_bundle(self.sticks[number % len(self.sticks)], lambda _device: token_key(TOKEN)):
            if isinstance(self.line.centre.post(batch), NotHeld):
                break
            last = batch
        if last:
            path = self.file("receipt")
            receipt = Receipt(last.header.journal, last.through, last.last_hash())
            write_receipt(path, receipt, token_key(TOKEN))
            self.receipts.append(path)

    @precondition(lambda self: self.receipts)
    @rule(number=numbers, receipt=numbers)
    def receipt_comes_back(self, number, receipt):
        kiosk = self.kiosk(number)
        before = kiosk.source.acknowledged_through()
        try:
            apply_receipt(self.receipts[receipt % len(self.receipts)], kiosk.source, token=TOKEN)
        except BundleError:
            assert kiosk.source.acknowledged_through() == before
        assert kiosk.source.acknowledged_through() >= before
        if self.centre_backups:
            kiosk.sure = False  # the centre may have been restored since it wrote that

    @invariant()
    def what_is_acknowledged_is_held(self):
        for kiosk in self.kiosks:
            source, through = kiosk.source, kiosk.source.acknowledged_through()
            assert not kiosk.sure or self.line.centre.holds(
                source.journal(), through, source.hash_at(through), down_to=source.kept_from()
            )

    def teardown(self):
        try:
            for number, kiosk in enumerate(self.kiosks):
                self.bring_to_an_end(kiosk, by_itself=number % 2 == 0)
            self.check_the_centre()
            for kiosk in self.kiosks:
                assert self.line.centre.holds_all(kiosk.source)
                assert kiosk.source.acknowledged_through() == kiosk.source.last()
        finally:
            self.folder.cleanup()

    def check_the_centre(self):
        """Each entry came once, and its hash stands for the one before and itself."""
        centre = self.line.centre
        assert sorted(centre.order) == sorted(centre.held)
        assert all(own == chain(*entry) for (_, _, own), entry in centre.held.items())

    def bring_to_an_end(self, kiosk, *, by_itself):
        kiosk.clock.seconds += 900
        for _ in range(200):
            if by_itself:
                wait = kiosk.shipper.step()
                kiosk.clock.seconds += wait
                ended = wait > 1 and self.line.centre.holds_all(kiosk.source)
            else:
                ended = kiosk.shipper.once().complete
            if ended and kiosk.source.acknowledged_through() == kiosk.source.last():
                return
        raise AssertionError("shipping came to no end")


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
