"""The rules of a centre in a few lines: a set of entries, named by (journal, seq, hash), that only grows."""

from sync.answers import Acknowledged, NotHeld
from sync.wire import ZERO, decode, encode


class ModelCentre:
    """`held` is what it keeps; `gaps` are the points where retention has left nothing before."""

    def __init__(self):
        self.held = {}  # (journal, seq, hash) -> line
        self.gaps = set()  # (journal, seq, hash)
        self.order = []  # the same names in the order of their arrival
        self.posts = 0

    def post(self, batch):
        self.posts += 1
        batch = decode(encode(batch))
        header = batch.header
        before = (header.journal, header.first - 1, header.prev)
        if not self.holds(*before):
            if header.first != header.kept_from:
                return NotHeld(self.highest(header.journal))
            if batch.lines:
                self.gaps.add(before)
        for seq, (entry_hash, line) in enumerate(
            zip(batch.hashes(), batch.lines, strict=True), start=header.first
        ):
            name = (header.journal, seq, entry_hash)
            if name not in self.held:
                self.held[name] = line
                self.order.append(name)
        return Acknowledged(batch.through)

    def holds(self, journal, seq, entry_hash):
        name = (journal, seq, entry_hash)
        return name in self.held or name in self.gaps or (seq == 0 and entry_hash == ZERO)

    def highest(self, journal):
        return max((seq for name, seq, _ in self.held if name == journal), default=0)

    def holds_all(self, source):
        """Whether every entry that this journal still has is held."""
        return all(
            self.holds(source.journal(), seq, source.hash_at(seq))
            for seq in range(source.kept_from(), source.last() + 1)
        )
