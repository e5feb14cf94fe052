"""Finds the last entry that a restored centre still holds: the hint first, then halving."""

from dataclasses import dataclass


@dataclass
class Search:
    """What is held is a prefix of our chain, so every question halves what is left.

    The answer lies from `low` (held, or the point where sending may begin in any case) to `high`; an honest
    `hint` is the answer. Plain numbers, so that a search survives failures and long pauses.
    """

    low: int
    high: int
    hint: int

    def question(self) -> int | None:
        """Return the seq to ask for next, or None: the answer is `low`."""
        if self.low >= self.high:
            return None
        for guess in (self.hint, self.hint + 1):  # where it is held, the next one proves that it is the last
            if self.low < guess <= self.high:
                return guess
        return (self.low + self.high + 1) // 2

    def held(self, seq: int) -> None:
        """The centre holds this one."""
        self.low = max(self.low, seq)

    def missing(self, seq: int) -> None:
        """The centre does not hold this one."""
        self.high = min(self.high, seq - 1)

    def removed_through(self, seq: int) -> None:
        """Retention removed entries up to this one meanwhile: sending can't begin before it."""
        self.low = max(self.low, seq)
