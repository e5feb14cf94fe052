"""How PostgreSQL takes the usual batch: the first of a journal, or the next of one that never branched.

By the rules of `central.ingest` that is some ten trips to the database, most of them looks at what is hardly
ever there. Here it is one. The first statement notes the contact, moves the head on from where the batch
begins, and adds the lines; what they count is found meanwhile, and leaves with the COMMIT, without a look at
what became of the first. Where anything turns out to be otherwise, a statement fails, all of it is rolled
back, and the batch goes by the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import psycopg
from psycopg.errors import NotNullViolation, PipelineAborted, UniqueViolation
from sqlalchemy import Table

from central import ballots, questionnaires, schema
from central.devices import Device
from central.entries import Entry
from central.journals import Point
from central.line_forms import not_plain
from central.reading import Closing, Ended, Read, closing_of, continued_by, read
from central.rollup import Sums, add_arrays
from central.store import Store, array, insert_arrays
from kiosk.domain.entries import JournalOpened, QuestionnaireShown
from sync.wire import Batch

_Driver = psycopg.Connection[tuple[Any, ...]]
_Row = tuple[Any, ...]

_STILL_UNKNOWN = 0
_MOST_KINDS = 50_000

# A device that was revoked since, or got another token, is not found, nor is its journal then; and a line
# without one can't be added.
_TAKE = """
WITH sender AS (
    UPDATE devices SET {contact}
    WHERE device = %(device)s AND token_hash = %(token)b AND training = %(training)s AND NOT revoked
    RETURNING device
), grown AS (
    {growing}
    RETURNING no
)
INSERT INTO entries (journal, seq, hash, line, arrival_hour)
SELECT (SELECT no FROM grown), %(before)s + at, substring(%(hashes)b FROM (32 * at - 31)::integer FOR 32),
    line, %(hour)s
FROM string_to_table(%(lines)s::text, E'\\n') WITH ORDINALITY AS sent (line, at)
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
_OWN = "SELECT no FROM journals WHERE journal = %s"
_NO = "(SELECT no FROM own)"
_ASK = f"""
WITH own AS ({_OWN})
{insert_arrays(schema.questionnaires, journal=_NO, shift="0")} ON CONFLICT DO NOTHING
"""
# Kinds that are likely to be there are only looked up. Where one is not, the journal is not found either.
_COUNT = f"""
WITH own AS (
    {_OWN} AND NOT EXISTS (
        SELECT FROM (SELECT unnest(%s::bigint[]) AS alike) AS known
        WHERE NOT EXISTS (SELECT FROM kinds WHERE kinds.alike = known.alike)
    )
),
named AS ({insert_arrays(schema.kinds)} ON CONFLICT DO NOTHING),
closed AS ({insert_arrays(schema.ballots, journal=_NO, moved="0")}),
ended AS ({insert_arrays(schema.shifts, journal=_NO, moved="0")})
{add_arrays(journal=_NO)}
"""  # noqa: S608  our own


def append(store: Store, device: Device, batch: Batch, contact: Mapping[str, object], *, hour: int) -> bool:
    """Take a batch with lines, if it is a usual one, and durably; False where nothing is kept of it."""
    hashes = batch.hashes()
    sent = {
        **contact,
        "device": device.name,
        "token": device.token_hash,
        "training": device.training,
        "journal": batch.header.journal,
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
            taken = _appended(
                driver, taking, sent, lambda: _counted(device, batch, hashes, store.known_kinds)
            )
        except (NotNullViolation, UniqueViolation):  # no such journal stands there; counted already
            store.known_kinds.clear()
            return False
        except psycopg.OperationalError:  # the server ended this connection; another one may do
            return False
    if taken is None:
        return False
    if len(store.known_kinds) > _MOST_KINDS:
        store.known_kinds.clear()
    store.known_kinds.update(taken.kinds)
    return True


def _appended(
    driver: _Driver, taking: str, sent: Mapping[str, object], count: Callable[[], _Counted | None]
) -> _Counted | None:
    """What was counted; None where nothing is kept."""
    with driver.pipeline() as pipeline:
        try:
            driver.execute("BEGIN")
            driver.execute(taking, sent, prepare=True)
            counted = count()  # while PostgreSQL adds the lines
            if counted is None:
                return None
            _count(driver, sent["journal"], counted)
            committed = driver.execute("COMMIT")
            pipeline.sync()
        except (NotNullViolation, UniqueViolation):
            with suppress(PipelineAborted):  # what follows a fault, which is told already
                pipeline.sync()
            raise
    return counted if committed.statusmessage == "COMMIT" else None


class _Counted(NamedTuple):
    """What lines count, as columns for `_ASK` and `_COUNT`; none where there is nothing."""

    asked: list[str]
    counted: list[str]
    kinds: Collection[int]


def _counted(device: Device, batch: Batch, hashes: Sequence[bytes], known: set[int]) -> _Counted | None:
    """None where that is not all that there is to these lines; `known` kinds are only looked up."""
    closings: list[Closing] = []
    ended: list[Ended] = []
    asked: list[Read] = []
    for place, line in not_plain(batch.lines):
        if closing := closing_of(line):
            closings.append(closing)
            continue
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
    closed = ballots.rows(sums, _STILL_UNKNOWN, closings)
    there = known.intersection(sums.alikes())
    counted = [
        array(list(there)),
        *_columns(schema.kinds, sums.kinds(there)),
        *_columns(schema.ballots, closed, {"journal", "moved"}),
        *_columns(schema.shifts, ballots.shift_rows(_STILL_UNKNOWN, ended), {"journal", "moved"}),
        *_columns(schema.rollup, sums.rows(), {"journal"}),
    ]
    return _Counted(
        _columns(schema.questionnaires, questionnaires.rows(asked), {"journal", "shift"}) if asked else [],
        counted if closings or ended else [],
        sums.alikes(),
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


def _count(driver: _Driver, journal: object, counted: _Counted) -> None:
    if counted.asked:
        driver.execute(_ASK, [journal, *counted.asked], prepare=True)
    if counted.counted:
        driver.execute(_COUNT, [journal, *counted.counted], prepare=True)


def _columns(table: Table, rows: Sequence[_Row], same: Collection[str] = ()) -> list[str]:
    """Rows as columns, without those that are the same in all."""
    names = table.columns.keys()
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(names)
    return [array(column) for name, column in zip(names, columns, strict=True) if name not in same]
