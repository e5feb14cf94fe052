"""How PostgreSQL takes the usual batch: the first of a journal, or the next of one that never branched.

By the rules of `central.ingest` that is some ten trips to the database, most of them looks at what is hardly
ever there. Here it is two. The first notes the contact, moves the head on from where the batch begins, and
adds the lines; what they count is found meanwhile, and leaves with the COMMIT. Where anything turns out to be
otherwise, all of it is rolled back, and the batch goes by the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import psycopg
from psycopg.errors import PipelineAborted, UniqueViolation
from sqlalchemy import Table

from central import ballots, questionnaires, schema
from central.devices import Device
from central.entries import Entry
from central.journals import Point
from central.line_forms import not_plain
from central.reading import Closing, Ended, Read, continued_by, read
from central.rollup import ADD_ARRAYS, Sums
from central.store import Store, array, insert_arrays
from kiosk.domain.entries import JournalOpened, QuestionnaireShown
from sync.wire import Batch

_Driver = psycopg.Connection[tuple[Any, ...]]
_Row = tuple[Any, ...]

_STILL_UNKNOWN = 0

# A device that was revoked since, or got another token, is not found, and then nothing is done.
_TAKE = """
WITH sender AS (
    UPDATE devices SET {contact}
    WHERE device = %(device)s AND token_hash = %(token)b AND training = %(training)s AND NOT revoked
    RETURNING device
), grown AS (
    {growing}
    RETURNING no
), added AS (
    INSERT INTO entries (journal, seq, hash, line, arrival_hour)
    SELECT no, %(before)s + at, substring(%(hashes)b FROM (32 * at - 31)::integer FOR 32), line, %(hour)s
    FROM grown, string_to_table(%(lines)s::text, E'\\n') WITH ORDINALITY AS sent (line, at)
)
SELECT no FROM grown
"""
_NEW = """
    INSERT INTO journals (journal, family, device, simulated, head_seq, head_hash, tangled)
    SELECT %(journal)s, %(journal)s, device, %(training)s, %(through)s, %(head)b, false FROM sender
    ON CONFLICT DO NOTHING
"""
_KNOWN = """
    UPDATE journals SET head_seq = %(through)s, head_hash = %(head)b
    WHERE journal = %(journal)s AND device = (SELECT device FROM sender) AND simulated = %(training)s
        AND head_seq = %(before)s AND head_hash = %(prev)b AND NOT tangled
"""
_NAMED = "SELECT alike FROM kinds WHERE alike = ANY(%s::bigint[])"
_NAME = f"{insert_arrays(schema.kinds)} ON CONFLICT DO NOTHING"
_ASK = f"{insert_arrays(schema.questionnaires)} ON CONFLICT DO NOTHING"
_COUNT = f"""
WITH closed AS ({insert_arrays(schema.ballots)}), ended AS ({insert_arrays(schema.shifts)})
{ADD_ARRAYS}
"""


def append(store: Store, device: Device, batch: Batch, contact: Mapping[str, object], *, hour: int) -> bool:
    """Take a batch with lines, if it is a usual one, and durably; False where nothing is kept of it."""
    hashes = batch.hashes()
    sent = {
        **contact,
        "device": device.name,
        "token": device.token_hash,
        "training": device.training,
        "before": batch.header.first - 1,
        "prev": batch.header.prev,
        "through": batch.through,
        "head": hashes[-1],
        "hashes": b"".join(hashes),
        "lines": "\n".join(batch.lines),
        "hour": hour,
    }
    growing = _NEW if batch.header.first == 1 else _KNOWN
    taking = _TAKE.format(contact=", ".join(f"{name} = %({name})s" for name in contact), growing=growing)
    with store.trips() as driver:
        try:
            return _appended(driver, taking, sent, lambda: _counted(device, batch, hashes))
        except UniqueViolation:  # a ballot or a shift that is counted already
            return False
        except psycopg.OperationalError:  # the server ended this connection; another one may do
            return False


def _appended(
    driver: _Driver, taking: str, sent: Mapping[str, object], count: Callable[[], _Counted | None]
) -> bool:
    with driver.pipeline() as pipeline:
        driver.execute("BEGIN")
        grown = driver.execute(taking, sent, prepare=True)
        counted = count()  # while PostgreSQL adds the lines
        if counted is None:
            return False
        named = driver.execute(_NAMED, [array([alike for alike, *_ in counted.kinds])], prepare=True)
        journal = grown.fetchone()
        if journal is None:
            return False
        try:
            _count(driver, journal[0], counted, {alike for (alike,) in named})
            committed = driver.execute("COMMIT")
        except UniqueViolation:
            with suppress(PipelineAborted):  # what follows a fault, which is told already
                pipeline.sync()
            raise
    return committed.statusmessage == "COMMIT"


class _Counted(NamedTuple):
    """What lines count, as rows; their journal is still to be put in."""

    ballots: list[_Row]
    shifts: list[_Row]
    questionnaires: list[_Row]
    sums: list[_Row]
    kinds: list[_Row]


def _counted(device: Device, batch: Batch, hashes: Sequence[bytes]) -> _Counted | None:
    """None where that is not all that there is to these lines."""
    closings: list[Closing] = []
    ended: list[Ended] = []
    asked: list[Read] = []
    for place, line in not_plain(batch.lines):
        one = read(Entry(_STILL_UNKNOWN, Point(batch.header.first + place, hashes[place]), line))
        match one.content:
            case Closing():
                closings.append(one.content)
            case Ended():
                ended.append(one.content)
            case QuestionnaireShown():
                asked.append(one)
            case _ if one.odd or not (one.content is None or _begins(one, device)):
                return None
    if len({one.ballot for one in closings}) + len({one.shift for one in ended}) < len(closings) + len(ended):
        return None
    sums = Sums()
    return _Counted(
        ballots.rows(sums, _STILL_UNKNOWN, closings),
        ballots.shift_rows(_STILL_UNKNOWN, ended),
        questionnaires.rows(asked),
        sums.rows(),
        sums.kinds(),
    )


def _begins(one: Read, device: Device) -> bool:
    """Whether this opens a journal that goes on from no other."""
    opened = one.content
    return (
        isinstance(opened, JournalOpened)
        and one.entry.point.seq == 1
        and opened.simulated == device.training
        and continued_by(opened) is None
    )


def _count(driver: _Driver, journal: int, counted: _Counted, named: Collection[int]) -> None:
    new = [row for row in counted.kinds if row[0] not in named]
    if new:
        driver.execute(_NAME, _columns(schema.kinds, new), prepare=True)
    if counted.questionnaires:
        asked = _columns(schema.questionnaires, counted.questionnaires, journal)
        driver.execute(_ASK, asked, prepare=True)
    if counted.ballots or counted.shifts:
        closed = _columns(schema.ballots, counted.ballots, journal)
        ended = _columns(schema.shifts, counted.shifts, journal)
        sums = _columns(schema.rollup, counted.sums, journal)
        driver.execute(_COUNT, [*closed, *ended, *sums], prepare=True)


def _columns(table: Table, rows: Sequence[_Row], journal: int | None = None) -> list[str]:
    """Rows as columns; a column of journals gets what was unknown."""
    names = table.columns.keys()
    columns = [array(column) for column in zip(*rows, strict=True)] or ["{}"] * len(names)
    if journal is not None:
        columns[names.index("journal")] = array([journal] * len(rows))
    return columns
