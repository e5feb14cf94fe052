"""Any history of kiosks and centre: nothing lost, nothing counted twice, sending again changes nothing.

Kiosks are copied, restored, rewritten, enrolled anew; the centre is restored from backups; batches come late,
again, in any order and two at a time. After each step the centre holds and counts what a plain model does.
"""

import copy
import json
import threading
from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run
from sqlalchemy import select

from central import devices
from central.ingest import NotHeld, take
from central.rebuild import recount
from central.rollup import Series
from central.schema import kinds, rollup
from central.store import Store
from tests.central.databases import names_held, put_back, rows_of
from tests.central.kit import NOW, PaperKiosk, examples, name
from tests.central.model import Model

LEVELS = st.sampled_from(["very_satisfied", "satisfied", "dissatisfied"])
ANY = st.integers(0, 10_000)  # becomes a place in whatever there is


class Histories(RuleBasedStateMachine):
    store: Store
    kiosks = Bundle("kiosks")
    sent = Bundle("sent")
    backups = Bundle("backups")

    def __init__(self):
        super().__init__()
        put_back(self.store, {})
        with self.store.writing() as connection:
            for device in ("quan-1", "quan-2"):
                devices.enrol(connection, device, training=False)
            self.devices = {one: devices.with_name(connection, one) for one in ("quan-1", "quan-2")}
        self.model = Model()

    @initialize(target=kiosks)
    def enrol(self):
        return PaperKiosk().start()

    @rule(kiosk=kiosks, level=LEVELS)
    def vote(self, kiosk, level):
        kiosk.vote(chung=level)

    @rule(kiosk=kiosks)
    def open_ballot(self, kiosk):
        kiosk.under_way = kiosk.open_ballot()

    @rule(kiosk=kiosks, level=LEVELS)
    def close_ballot(self, kiosk, level):
        opened = getattr(kiosk, "under_way", None)
        if opened:
            kiosk.close_ballot(opened, chung=level)
            kiosk.under_way = None

    @rule(kiosk=kiosks, dossiers=st.sampled_from([None, 3, 40]))
    def end_shift(self, kiosk, dossiers):
        shift = getattr(kiosk, "shift", None) or name()
        kiosk.end_shift(dossiers, shift)
        kiosk.shift = shift if dossiers else None

    @rule(kiosk=kiosks)
    def restart(self, kiosk):
        kiosk.start()

    @rule(kiosk=kiosks, days=st.sampled_from([-2, 1, 400]))
    def step_clock(self, kiosk, days):
        kiosk.step_clock(days=days)

    @rule(target=kiosks, kiosk=kiosks)
    def copy_the_disk(self, kiosk):
        return kiosk.copy()

    @rule(kiosk=kiosks, where=ANY, level=LEVELS)
    def rewrite(self, kiosk, where, level):
        seq = where % kiosk.last + 1
        if '"chung":"' in kiosk.lines[seq - 1]:
            before, _, after = kiosk.lines[seq - 1].partition('"chung":"')
            kiosk.rewrite(seq, f'{before}"chung":"{level}"{after.partition(chr(34))[2]}')

    @rule(kiosk=kiosks, where=ANY, number=st.integers(1, 3))
    def rewrite_by_inserting(self, kiosk, where, number):
        after = kiosk.lines[where % kiosk.last + 1 :]
        del kiosk.lines[kiosk.last - len(after) :], kiosk.hashes[kiosk.last + 1 :]
        for _ in range(number):
            kiosk.vote(chung="very_satisfied")
        for line in after:
            kiosk.write_line(line)

    @rule(target=kiosks, kiosk=kiosks, where=ANY, device=st.sampled_from(["quan-1", "quan-2"]))
    def enrol_anew(self, kiosk, where, device):
        heir = kiosk.continue_as(device, carry_after=where % (kiosk.last + 1))
        heir.under_way = getattr(kiosk, "under_way", None)
        return heir.start()

    @rule(target=sent, kiosk=kiosks, where=ANY, count=st.integers(0, 12))
    def send(self, kiosk, where, count):
        """Any piece of the journal, as somebody with an odd watermark would send it."""
        first = where % (kiosk.last + 1) + 1
        batch = kiosk.batch(first, first + count - 1)
        self._deliver(batch)
        return batch

    @rule(kiosk=kiosks)
    def send_everything(self, kiosk):
        self._deliver(kiosk.batch())

    @rule(kiosk=kiosks, where=ANY)
    def send_after_retention(self, kiosk, where):
        first = where % kiosk.last + 1
        self._deliver(kiosk.batch(first, kept_from=first))

    @rule(batch=sent)
    def repeat(self, batch):
        self._deliver(batch)

    @rule(one=sent, other=sent)
    def deliver_two_at_once(self, one, other):
        answers = [None, None]

        def deliver(place, batch):
            answers[place] = self._take(batch)

        threads = [threading.Thread(target=deliver, args=both) for both in enumerate((one, other))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        swapped = copy.deepcopy(self.model)
        in_order = [self.model.take(one), self.model.take(other)]
        if answers != in_order or names_held(self.store) != set(self.model.lines):
            assert answers == [swapped.take(other), swapped.take(one)][::-1]
            self.model = swapped

    @rule(target=backups)
    def back_up(self):
        return rows_of(self.store), copy.deepcopy(self.model)

    @rule(backup=consumes(backups))
    def restore_backup(self, backup):
        rows, self.model = backup
        put_back(self.store, rows)

    @invariant()
    def the_centre_holds_what_the_model_holds(self):
        assert names_held(self.store) == set(self.model.lines)

    @invariant()
    def the_centre_counts_what_the_model_counts(self):
        with self.store.reading() as connection:
            rows = connection.execute(
                select(rollup.c.day, kinds.c.said, rollup.c.number)
                .join(kinds, kinds.c.alike == rollup.c.alike)
                .where(rollup.c.series == Series.BALLOTS)
            ).all()
        sums = Counter()
        for day, said, number in rows:
            department, _, _, _, answers, *_ = json.loads(said)
            sums[day, department, json.dumps(answers, sort_keys=True)] += number
        assert sums == self.model.sums()

    @invariant()
    def a_recount_from_the_lines_finds_the_same(self):
        assert recount(self.store).differences == ()

    def _deliver(self, batch):
        assert self._take(batch) == self.model.take(batch)

    def _take(self, batch):
        taken = take(self.store, self.devices[batch.header.device], batch, now=NOW)
        return (409, taken.known_through) if isinstance(taken, NotHeld) else (200, taken.through)


EXAMPLES = {"sqlite": 25, "postgresql": 6}


def test_any_history_is_counted_as_the_plain_model_counts_it(request, store):
    database = request.node.callspec.params["database_url"]
    machine = type("OnThisStore", (Histories,), {"store": store})
    checked = settings(
        max_examples=examples(EXAMPLES[database]),
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run(machine, settings=checked)
