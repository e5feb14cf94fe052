"""The rules of a centre in a few lines: a set of entries, named by (journal, seq, hash), that only grows."""

from sync.answers import Acknowledged, NotHeld
from sync.wire import decode, encode


class ModelCentre:
    """`held` is what it keeps: the line of each entry and the hash of the one before."""

    def __init__(self):
        self.held = {}  # (journal, seq, hash) -> (hash before, line)
        self.order = []  # the same names in the order of their arrival

    def post(self, batch):
        batch = decode(encode(batch))
        header = batch.header
        if not self.holds(header.journal, header.first - 1, header.prev, down_to=header.kept_from):
            return NotHeld(self.highest(header.journal))
        prev = header.prev
        for seq, (own, line) in enumerate(zip(batch.hashes(), batch.lines, strict=True), start=header.first):
            if (header.journal, seq, own) not in self.held:
                self.held[header.journal, seq, own] = (prev, line)
                self.order.append((header.journal, seq, own))
            prev = own
        return Acknowledged(batch.through)

    def holds(self, journal, seq, own, *, down_to):
        """Whether the entry and those before it on its chain are held, down to what the kiosk still keeps."""
        while seq >= down_to:
            if (journal, seq, own) not in self.held:
                return False
            own, _ = self.held[journal, seq, own]
            seq -= 1
        return True

    def highest(self, journal):
        return max((seq for name, seq, _ in self.held if name == journal), default=0)

    def gaps(self, journal):
        """The seqs of entries that others stand on though they are not held."""
        return {
            seq - 1
            for (name, seq, _), (prev, _) in self.held.items()
            if name == journal and seq > 1 and (journal, seq - 1, prev) not in self.held
        }

    def lose_after(self, through):
        """What a backup of an earlier time means where journals have no branches."""
        self.held = {name: entry for name, entry in self.held.items() if name[1] <= through}

    def holds_all(self, source):
        """Whether every entry that this journal still has is held."""
        last = source.last()
        return self.holds(source.journal(), last, source.hash_at(last), down_to=source.kept_from())
