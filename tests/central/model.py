"""The centre's rule, said as plainly as possible over dictionaries: what the real one is compared with."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta


class Model:
    def __init__(self):
        self.lines = {}  # (journal, seq, hash) -> line, in order of arrival
        self.before = {}  # (journal, seq, hash) -> the entry before it
        self.continued = {}  # entry 1 of a journal -> the entry of another journal that it goes on from
        self.order = []  # journals, in the order in which they became known
        self.family = {}
        self.ids = {}  # (family's journal, id) -> line
        self.counted = {}  # (journal, ballot) -> [closing, seconds moved]

    def take(self, batch):
        """The status and the number of the answer."""
        header = batch.header
        journal, point = header.journal, (header.journal, header.first - 1, header.prev)
        if not self._holds(point, down_to=header.kept_from):
            return 409, max((seq for name, seq, _ in self.lines if name == journal), default=0)
        if batch.lines:
            self._know(journal)
        for seq, (digest, line) in enumerate(zip(batch.hashes(), batch.lines, strict=True), header.first):
            here = (journal, seq, digest)
            if here not in self.lines:
                self.lines[here] = line
                self.before[here] = point
                self._count(journal, here, json.loads(line))
            point = here
        return 200, batch.through

    def sums(self):
        """How many ballots count, by day, department and answers."""
        return Counter(
            (
                (datetime.fromisoformat(closing["at"]) + timedelta(seconds=moved)).date(),
                closing["department"],
                json.dumps(closing["answers"], sort_keys=True),
            )
            for closing, moved in self.counted.values()
        )

    def _holds(self, point, *, down_to):
        """Whether an entry is held and those before it, as far down as the kiosk still has them."""
        while point[1] >= down_to:
            if point not in self.lines:
                return False
            point = self.before[point]
        return True

    def _know(self, journal):
        if journal not in self.family:
            self.order.append(journal)
            self.family[journal] = {journal}

    def _count(self, journal, here, entry):
        if entry["kind"] == "journal_opened" and entry["continues"]:
            continued = entry["continues"]
            self._join(journal, continued["journal"])
            if here[1] == 1:
                through, digest = continued["through"], bytes.fromhex(continued["hash"])
                self.continued[here] = (continued["journal"], through, digest)
        if any((one, entry["id"]) in self.ids for one in self.family[journal]):
            return
        self.ids[journal, entry["id"]] = entry
        if entry["kind"] == "ballot_closed":
            if not any((one, entry["ballot"]) in self.counted for one in self.family[journal]):
                self.counted[journal, entry["ballot"]] = [entry, 0]
        elif entry["kind"] == "clock_step":
            self._step(journal, here, entry["seconds"])

    def _join(self, journal, other):
        self._know(other)
        family = self.family[journal] | self.family[other]
        for one in family:
            self.family[one] = family
        known = set()
        for one in sorted(family, key=self.order.index):
            for name, ballot in [key for key in self.counted if key[0] == one]:
                if ballot in known:
                    del self.counted[name, ballot]
                known.add(ballot)

    def _before(self, here):
        """The entries before this one, newest first, on into the journal that its own continues."""
        here = self.before[here]
        while here in self.lines:
            carried = []
            while here in self.lines:
                carried.append(json.loads(self.lines[here]))
                if here[1] > 1 and carried[-1]["kind"] != "questionnaire":
                    yield from carried
                    carried = []
                first, here = here, self.before[here]
            here = self.continued.get(first)
            if here not in self.lines:
                yield from carried

    def _step(self, journal, here, seconds):
        moved, later = set(), None
        for entry in self._before(here):
            at = datetime.fromisoformat(entry["at"])
            if later and at - later > timedelta(hours=1):
                break
            if entry["kind"] == "ballot_closed":
                moved.add(entry["id"])
            if entry["kind"] == "start":
                break
            later = None if entry["kind"] == "clock_step" else at
        for (name, _), closing in self.counted.items():
            if name in self.family[journal] and closing[0]["id"] in moved:
                closing[1] += seconds
