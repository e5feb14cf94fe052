"""The closings that count: each ballot once, folded into a sum by day."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, bindparam, delete, select, text, update

from central.journals import Journal, members
from central.reading import Closing, effective_day
from central.schema import ballots, rollup
from central.store import among, insert_many

_CHUNK = 500
_ADD = text(
    "INSERT INTO rollup (day, journal, alike, department, questionnaire, invited, valid, answers, number)"
    " VALUES (:day, :journal, :alike, :department, :questionnaire, :invited, :valid, :answers, :number)"
    " ON CONFLICT (day, journal, alike) DO UPDATE SET number = rollup.number + excluded.number"
).bindparams(bindparam("day", type_=rollup.c.day.type))


class _Kind(NamedTuple):
    """What ballots that are alike have in common."""

    department: str
    questionnaire: str
    invited: bool
    valid: bool
    answers: str

    def alike(self) -> bytes:
        return hashlib.sha256(json.dumps(self).encode()).digest()[:16]


def count(connection: Connection, journal: Journal, closings: Sequence[Closing]) -> None:
    """Count these closings, in order of arrival; a ballot that the family has counted before is left out."""
    counted = _counted(connection, journal, [closing.ballot for closing in closings])
    rows = []
    sums = Counter[tuple[date, _Kind]]()
    digests: dict[_Kind, bytes] = {}
    for closing in closings:
        if closing.ballot not in counted:
            counted.add(closing.ballot)
            kind, day = _kind(closing), closing.at.date()
            alike = digests.get(kind) or digests.setdefault(kind, kind.alike())
            sums[day, kind] += 1
            written = closing.at.isoformat(timespec="seconds")
            rows.append((journal.no, closing.ballot, closing.id, written, 0, day, alike))
    insert_many(connection, ballots, rows)
    if sums:
        _add(connection, journal, sums, digests)


def redate(connection: Connection, journal: Journal, closings: Collection[Closing], seconds: int) -> None:
    """Move the ballots that these closings counted by some seconds, and so perhaps to another day."""
    ids = {closing.id for closing in closings}
    family = members(connection, journal)
    for those in _chunks(sorted({closing.ballot for closing in closings})):
        moved = select(ballots).where(
            ballots.c.journal.in_(family), among(connection, ballots.c.ballot, those)
        )
        for row in connection.execute(moved).all():
            if row.entry in ids:
                _shift(connection, row, row.shift + seconds)


def count_once(connection: Connection, journal: Journal) -> None:
    """Leave each ballot counted in one journal of the family: the one that the centre has known longest.

    For two journals of which nobody knew until now that one continues the other.
    """
    again = ballots.alias()
    family = members(connection, journal)
    twice = connection.execute(
        select(again)
        .join(ballots, and_(ballots.c.ballot == again.c.ballot, ballots.c.journal < again.c.journal))
        .where(ballots.c.journal.in_(family), again.c.journal.in_(family))
        .distinct()
    ).all()
    for row in twice:
        _take_out(connection, row)
        connection.execute(
            delete(ballots).where(ballots.c.journal == row.journal, ballots.c.ballot == row.ballot)
        )


def _counted(connection: Connection, journal: Journal, those: Sequence[str]) -> set[str]:
    if not those:
        return set()
    query = select(ballots.c.ballot).where(
        ballots.c.journal.in_(members(connection, journal)), among(connection, ballots.c.ballot, those)
    )
    return set(connection.scalars(query))


def _chunks(those: Sequence[str]) -> Iterable[Sequence[str]]:
    return (those[start : start + _CHUNK] for start in range(0, len(those), _CHUNK))


def _kind(closing: Closing) -> _Kind:
    return _Kind(closing.department, closing.questionnaire, closing.invited, closing.valid, closing.answers)


def _add(
    connection: Connection,
    journal: Journal,
    sums: Counter[tuple[date, _Kind]],
    digests: Mapping[_Kind, bytes],
) -> None:
    """Add to the sums by day."""
    rows = [
        {"day": day, "journal": journal.no, "alike": digests[kind], "number": number, **kind._asdict()}
        for (day, kind), number in sums.items()
    ]
    connection.execute(_ADD, rows)


def _shift(connection: Connection, ballot: Row[Any], shift: int) -> None:
    day = effective_day(datetime.fromisoformat(ballot.at), shift)
    connection.execute(
        update(ballots)
        .where(ballots.c.journal == ballot.journal, ballots.c.ballot == ballot.ballot)
        .values(shift=shift, day=day)
    )
    if day != ballot.day:
        _move(connection, ballot, day)


def _move(connection: Connection, ballot: Row[Any], day: date) -> None:
    """Take one ballot out of the sum of its day and add it to another day's."""
    connection.execute(_ADD, {**_take_out(connection, ballot), "day": day, "number": 1})


def _take_out(connection: Connection, ballot: Row[Any]) -> dict[str, Any]:
    """Take one ballot out of the sum of its day, and return what that sum was."""
    here = (rollup.c.day == ballot.day, rollup.c.journal == ballot.journal, rollup.c.alike == ballot.alike)
    sums = connection.execute(select(rollup).where(*here)).mappings().one()
    if sums["number"] == 1:
        connection.execute(delete(rollup).where(*here))
    else:
        connection.execute(update(rollup).where(*here).values(number=rollup.c.number - 1))
    return dict(sums)
