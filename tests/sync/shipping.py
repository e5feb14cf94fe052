"""A shipper under a hand-turned clock, in front of a centre that does as the test says."""

from collections import deque
from datetime import UTC, datetime, timedelta
from random import Random

from sync.pace import Pace
from sync.shipper import Shipper
from tests.sync.model_centre import ModelCentre

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class HandClock:
    def __init__(self):
        self.seconds = 0.0

    def now(self):
        return NOON + timedelta(seconds=self.seconds)

    def monotonic(self):
        return self.seconds


class LongestWaits(Random):
    """Every wait is the longest that it may be."""

    def uniform(self, a, b):
        return max(a, b)


class ScriptedCentre:
    """Gives the answers of `will` first, then those of a centre that follows the rules.

    An answer may also be a function of (rules, batch), or `lost` and the like below.
    """

    def __init__(self):
        self.rules = ModelCentre()
        self.batches = []
        self._script = deque()

    def will(self, *answers):
        self._script.extend(answers)

    def post(self, batch):
        self.batches.append(batch)
        answer = self._script.popleft() if self._script else ModelCentre.post
        return answer(self.rules, batch) if callable(answer) else answer

    @property
    def counts(self):
        return [len(batch.lines) for batch in self.batches]


class Rig:
    """A source, a centre and a shipper between them, with every status that was reported."""

    def __init__(self, source, random=None, **options):
        self.source = source
        self.centre = ScriptedCentre()
        self.clock = HandClock()
        self.reports = []
        self.shipper = Shipper(
            source,
            self.centre,
            self.reports.append,
            clock=self.clock,
            random=random or LongestWaits(),
            **options,
        )

    @property
    def status(self):
        return self.reports[-1]

    def step(self):
        """Take the step and let the wait that it asks for pass."""
        wait = self.shipper.step()
        self.clock.seconds += wait
        return wait

    def steps_until_quiet(self, most=200):
        """Step until there is nothing to do but to look again."""
        for _ in range(most):
            if self.step() > Pace.pause and self.status.waiting == 0 and self.status.fault is None:
                return
        raise AssertionError(f"still not quiet: {self.status}")
