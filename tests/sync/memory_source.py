"""A journal in memory, held to the same contract as the real one."""

from sync.wire import ZERO, chain

JOURNAL = "01234567-89ab-4cde-8f01-23456789abcd"


class MemorySource:
    """`finished` may be set to hold entries back; `trouble` is raised by every call while it is set."""

    def __init__(self, *, journal=JOURNAL, device="quan-1", entries=0):
        self._journal = journal
        self._device = device
        self._lines = []
        self._hashes = [ZERO]
        self._kept_from = 1
        self._acknowledged = 0
        self.finished = None
        self.trouble = None
        for _ in range(entries):
            self.append()

    def append(self, line=None):
        line = line or f'{{"at":"2026-11-21T08:15:00+07:00","id":"{len(self._lines):016x}"}}'
        self._lines.append(line)
        self._hashes.append(chain(self._hashes[-1], line))

    def edit(self, seq, line):
        """Change a line without its hash: what somebody with a database browser would do."""
        self._lines[seq - 1] = line

    def cut(self, through):
        """Lose the newest entries but not the watermark."""
        del self._lines[through:], self._hashes[through + 1 :]

    def rewrite(self, seq, line):
        """Change a line and every hash from there on."""
        lines = [line, *self._lines[seq:]]
        self.cut(seq - 1)
        for each in lines:
            self.append(each)

    def remove_through(self, seq):
        """What retention does."""
        self._kept_from = max(self._kept_from, seq + 1)

    def journal(self):
        self._check()
        return self._journal

    def device(self):
        return self._device

    def last(self):
        self._check()
        return len(self._lines)

    def kept_from(self):
        self._check()
        return self._kept_from

    def finished_through(self):
        self._check()
        return len(self._lines) if self.finished is None else self.finished

    def acknowledged_through(self):
        self._check()
        return self._acknowledged

    def hash_at(self, seq):
        self._check()
        if not self._kept_from - 1 <= seq <= len(self._lines):
            raise LookupError(seq)
        return self._hashes[seq]

    def lines(self, after, limit):
        self._check()
        return self._lines[max(after, self._kept_from - 1) : after + limit]

    def acknowledge(self, through):
        self._check()
        if through > len(self._lines):
            raise ValueError(through)
        self._acknowledged = max(self._acknowledged, through)

    def rewind(self, through):
        self._check()
        self._acknowledged = min(self._acknowledged, through)

    def health(self):
        self._check()
        return {"version": "0.1.0"}

    def _check(self):
        if self.trouble:
            raise self.trouble
