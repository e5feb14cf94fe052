"""Any history of a journal: appends, crashes, restarts, acknowledgements, rewinds, retention, checks.

The model is a list of lines. A crash is what a power cut leaves: the files as they are at that moment, opened
elsewhere; nobody closed anything.
"""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.domain.entries import line_of
from kiosk.journal import JournalReader, JournalSource
from tests.journal.kit import (
    HERE,
    IN_MEMORY,
    MORNING,
    assert_chain,
    ballot_closed,
    opened,
    rows,
    shift_closed,
    shift_opened,
    shown,
    start,
    tap,
)

MAKERS = (start, shown, shift_opened, tap, ballot_closed, shift_closed)


class AnyHistory(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.home = Path(tempfile.mkdtemp(dir=IN_MEMORY))
        self.lives, self.now, self.device = 0, MORNING, "quay-1"
        self.path = self.home / "0" / "journal.db"
        self.journal = opened(self.path, now=self.now)
        self.lines = [line_of(self.journal.identity)]
        self.identity, self.acknowledged, self.removed = self.journal.identity, 0, 0

    def teardown(self):
        self.journal.close()
        shutil.rmtree(self.home)

    @rule(makers=st.lists(st.sampled_from(MAKERS), min_size=1, max_size=5))
    def append(self, makers):
        entries = [make(at=self.now) for make in makers]
        assert self.journal.append(entries) == len(self.lines) + len(entries)
        self.lines += [line_of(entry) for entry in entries]

    @rule(days=st.sampled_from([0, 1, 200, 500]))
    def time_goes_by(self, days):
        self.now += timedelta(days=days, minutes=15)

    @rule()
    def restart(self):
        self.journal.close()
        self.journal = opened(self.path, now=self.now)

    @rule()
    def crash(self):
        self.lives += 1
        left = self.home / str(self.lives)
        shutil.copytree(self.path.parent, left, ignore=shutil.ignore_patterns("*.lock"))
        self.journal.close()
        self.path = left / "journal.db"
        self.journal = opened(self.path, now=self.now)

    @rule(share=st.floats(0, 1))
    def acknowledge(self, share):
        through = round(share * len(self.lines))
        with self.source() as source:
            source.acknowledge(through)
        self.acknowledged = max(self.acknowledged, through)

    @rule(share=st.floats(0, 1))
    def rewind(self, share):
        through = round(share * self.acknowledged)
        with self.source() as source:
            source.rewind(through)
        self.acknowledged = min(self.acknowledged, through)

    @precondition(lambda self: self.acknowledged)
    @rule()
    def forget(self):
        removed = self.journal.forget(days=400, today=self.now.date())
        assert self.removed + removed <= max(self.acknowledged, self.removed)
        assert all(self.is_old(line) for line in self.lines[self.removed : self.removed + removed])
        self.removed += removed

    def is_old(self, line):
        return line.split('"at":"')[1][:10] < (self.now - timedelta(days=400)).date().isoformat()

    def source(self):
        return JournalSource(self.path, step_minutes=15, now=lambda: self.now, parts=HERE)

    @invariant()
    def nothing_confirmed_is_lost_and_nothing_else_is_there(self):
        assert [line for _, line, _ in rows(self.path)] == self.lines[self.removed :]
        assert self.journal.identity == self.identity
        assert self.journal.faults == []

    @invariant()
    def the_chain_verifies(self):
        with JournalReader(self.path) as reader:
            found = reader.verify()
        assert found.faults == ()
        assert (found.entries, found.head) == (len(self.lines) - self.removed, self.journal.head)
        assert found.acknowledged_through == self.acknowledged

    @invariant()
    def shipping_sees_the_same(self):
        with self.source() as source:
            assert source.last() == len(self.lines)
            assert source.kept_from() == self.removed + 1
            lines = source.lines(self.removed, len(self.lines))
            before = source.hash_at(self.removed)
            assert self.acknowledged <= source.finished_through() <= len(self.lines)
        assert_chain(rows(self.path), after=self.removed, digest=before)
        assert lines == self.lines[self.removed :]


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
