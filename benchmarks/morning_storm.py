"""A morning's storm: kiosks with a day's backlog, all at once, to a centre with one worker on PostgreSQL.

The size is what this machine drains in minutes; `docs/decisions/0030-one-centre-a-province.md` has the
arithmetic to 50,000 kiosks. *Drained*: every batch is acknowledged. *Nobody starves*: the longest that one
answer took, against a kiosk's patience. *Bounded*: what the centre's process holds in the end, against what
it held before the first batch. More figures: `python -m benchmarks.storm`.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import storm
from benchmarks.measure import TOLD, Figure, Size, at_least, at_most, figure
from sync.endpoint import READ_SECONDS
from sync.wire import MAX_BATCH_LINES

_COUNTRY, _DAY_BALLOTS = 50_000, 100
_AT_ONCE = 40


def measure(size: Size) -> Iterator[Figure]:
    """One storm."""
    kiosks, ballots = size.of(short=8, long=1_000), size.of(short=10, long=_DAY_BALLOTS)
    found = storm.measured(size.folder, kiosks, ballots, MAX_BATCH_LINES, _AT_ONCE)
    lines, batches, seconds = found["lines"], sum(found["answers"].values()), found["seconds"]
    whose = f"{kiosks:,} kiosks with {ballots} ballots each"
    note = f"{whose}, {lines:,} lines, {batches:,} batches in {seconds:.0f} s"
    taken = found["answers"].get(200, 0)
    yield figure("a morning's storm, batches acknowledged", taken, batches, "batches", at_least(1), note)
    waits = found["answer_seconds"]
    note = f"half of the answers within {waits['median']:.2f} s; {_AT_ONCE} kiosks sent at the same time"
    yield figure("a morning's storm, longest answer", waits["longest"], READ_SECONDS, "s", at_most(1), note)
    note = "resident memory of the centre's worker, after against before"
    memory = found["centre_megabytes"]
    yield figure("a morning's storm, memory", memory["after"], memory["before"], "MB", at_most(2), note)
    a_ballot, a_second = found["lines_a_ballot"], lines / seconds
    whole = _COUNTRY * _DAY_BALLOTS * a_ballot
    note = (
        f"{_COUNTRY:,} kiosks × {_DAY_BALLOTS} ballots × {a_ballot} lines = {whole / 1e6:.0f} million,"
        f" at {a_second:,.0f} lines/s of one such machine; a province has a centre of its own"
    )
    name = "the country's storm through one such machine"
    yield figure(name, whole / a_second / 3600, 24, "h", TOLD, note)
