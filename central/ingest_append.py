"""How PostgreSQL takes the usual batch: it follows the newest entry of a journal that never branched.

By the rules of `central.ingest` that is some ten trips to the database, most of them looks at what is
hardly ever there. Here it is two. The first notes the contact, moves the head on from where the batch
begins, and adds the lines; what they count is found meanwhile, and leaves with the COMMIT. Where anything
turns out to be otherwise, all of it is rolled back, and the batch goes by the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import psycopg
from psycopg.errors import PipelineAborted, UniqueViolation

from central import ballots
from central.devices import Device
from central.reading import ends
from central.rollup import ADD_ARRAYS, Sums
from central.schema import ballots as ballots_table
from central.schema import kinds, shifts
from central.store import Store, array, insert_arrays
from sync.wire import Batch

_Driver = psycopg.Connection[tuple[Any, ...]]
_Row = tuple[Any, ...]

_STILL_UNKNOWN = 0

# A device that was revoked since, or got another token, is not found, and then nothing is done.
_GROW = """
WITH sender AS (
    UPDATE devices SET {contact}
    WHERE device = %(device)s AND token_hash = %(token)b AND training = %(training)s AND NOT revoked
    RETURNING device
), grown AS (
    UPDATE journals SET head_seq = %(through)s, head_hash = %(head)b
    WHERE journal = %(journal)s AND device = (SELECT device FROM sender) AND simulated = %(training)s
        AND head_seq = %(before)s AND head_hash = %(prev)b AND NOT tangled
    RETURNING no
), added AS (
    INSERT INTO entries (journal, seq, hash, line, arrival_hour)
    SELECT no, %(before)s + at, substring(%(hashes)b FROM (32 * at - 31)::integer FOR 32), line, %(hour)s
    FROM grown, string_to_table(%(lines)s::text, E'\\n') WITH ORDINALITY AS sent (line, at)
)
SELECT no FROM grown
"""
_KNOWN = "SELECT alike FROM kinds WHERE alike = ANY(%s::bigint[])"
_NAME = f"{insert_arrays(kinds)} ON CONFLICT DO NOTHING"
_CLOSE = insert_arrays(ballots_table)
_END = insert_arrays(shifts)
# What these say is more than what counts.
_UNUSUAL = ('"kind":"clock_step"', '"kind":"journal_opened"', '"kind":"questionnaire"')


def append(store: Store, device: Device, batch: Batch, contact: Mapping[str, object], *, hour: int) -> bool:
    """Take a batch with lines, if it is a usual one, and durably; False where nothing is kept of it."""
    lines = "\n".join(batch.lines)
    if batch.header.first == 1 or any(kind in lines for kind in _UNUSUAL):
        return False
    sent = _sent(device, batch, hour=hour)
    growing = _GROW.format(contact=", ".join(f"{column} = %({column})s" for column in contact))
    with store.trips() as driver:
        try:
            return _appended(driver, batch, {**contact, **sent, "lines": lines}, growing)
        except UniqueViolation:  # a ballot or a shift that is counted already
            return False
        except psycopg.OperationalError:  # the server ended this connection; another one may do
            return False


def _sent(device: Device, batch: Batch, *, hour: int) -> dict[str, object]:
    hashes = batch.hashes()
    return {
        "device": device.name,
        "token": device.token_hash,
        "training": device.training,
        "before": batch.header.first - 1,
        "prev": batch.header.prev,
        "through": batch.through,
        "head": hashes[-1],
        "hashes": b"".join(hashes),
        "hour": hour,
    }


def _appended(driver: _Driver, batch: Batch, sent: Mapping[str, object], growing: str) -> bool:
    with driver.pipeline() as pipeline:
        driver.execute("BEGIN")
        grown = driver.execute(growing, sent, prepare=True)
        counted = _counted(batch.lines)  # while PostgreSQL adds the lines
        if counted is None:
            return False
        known = driver.execute(_KNOWN, [array([alike for alike, *_ in counted.kinds])], prepare=True)
        journal = grown.fetchone()
        if journal is None:
            return False
        try:
            _count(driver, journal[0], counted, {alike for (alike,) in known})
            committed = driver.execute("COMMIT")
        finally:
            with suppress(PipelineAborted):  # by the fault that is told
                pipeline.sync()
    return committed.statusmessage == "COMMIT"


class _Counted(NamedTuple):
    """What lines count, as rows; their journal is still to be put in."""

    ballots: list[_Row]
    shifts: list[_Row]
    sums: list[_Row]
    kinds: list[_Row]


def _counted(lines: Sequence[str]) -> _Counted | None:
    """None where that is not all that there is to them."""
    found = ends(lines)
    if found is None:
        return None
    closings, ended = found
    if len({one.ballot for one in closings}) + len({one.shift for one in ended}) < len(closings) + len(ended):
        return None
    sums = Sums()
    rows = ballots.rows(sums, _STILL_UNKNOWN, closings)
    return _Counted(rows, ballots.shift_rows(_STILL_UNKNOWN, ended), sums.rows(), sums.kinds())


def _count(driver: _Driver, journal: int, counted: _Counted, known: Collection[int]) -> None:
    named = [row for row in counted.kinds if row[0] not in known]
    for statement, rows, place in (
        (_NAME, named, None),
        (_CLOSE, counted.ballots, 0),
        (_END, counted.shifts, 0),
        (ADD_ARRAYS, counted.sums, 2),
    ):
        if rows:
            columns = [array(column) for column in zip(*rows, strict=True)]
            if place is not None:
                columns[place] = array([journal] * len(rows))
            driver.execute(statement, columns, prepare=True)
