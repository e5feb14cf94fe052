"""Finds the last entry that a restored centre still holds: the hint first, then halving."""

from dataclasses import dataclass


@dataclass
class Search:
    """What is held is a prefix of our chain, so every question halves what is left.

    The answer lies from `low` (held, or the point where sending may begin in any case) to `high`; `guess` is
    asked next where it lies between them. Plain numbers, so that it survives failures and long pauses.
    """

    low: int
    high: int
    guess: int

    def question(self) -> int | None:
        """Return the seq to ask for next, or None: the answer is `low`."""
        if self.low >= self.high:
            return None
        if self.low < self.guess <= self.high:
            return self.guess
        return (self.low + self.high + 1) // 2

    def held(self, seq: int) -> None:
        """The centre holds this one."""
        self.low = max(self.low, seq)
        if seq == self.guess:
            self.guess += 1  # an honest hint was the last one: one more question proves it

    def missing(self, seq: int) -> None:
        """The centre does not hold this one."""
        self.high = min(self.high, seq - 1)

    def removed_through(self, seq: int) -> None:
        """Retention removed entries up to this one meanwhile: sending can't begin before it."""
        self.low = max(self.low, seq)
