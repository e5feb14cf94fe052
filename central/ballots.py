"""The closings that count: each ballot once, folded into a sum by day."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, select, text, update

from central.journals import Journal
from central.reading import effective_day
from central.schema import ballots, journals, rollup
from central.store import insert_many
from kiosk.domain.canonical import canonical
from kiosk.domain.entries import BallotClosed, Mode

_CHUNK = 500
_ADD = text(
    "INSERT INTO rollup (day, journal, alike, department, questionnaire, invited, valid, answers, number)"
    " VALUES (:day, :journal, :alike, :department, :questionnaire, :invited, :valid, :answers, :number)"
    " ON CONFLICT (day, journal, alike) DO UPDATE SET number = rollup.number + excluded.number"
).bindparams(bindparam("day", type_=rollup.c.day.type))


@dataclass(frozen=True)
class _Kind:
    """What ballots that are alike have in common."""

    department: str
    questionnaire: str
    invited: bool
    valid: bool
    answers: str

    @property
    def alike(self) -> bytes:
        return hashlib.sha256(canonical(vars(self)).encode()).digest()[:16]


def count(connection: Connection, journal: Journal, closings: Sequence[BallotClosed]) -> None:
    """Count these closings, in order of arrival; a ballot that the family has counted before is left out."""
    counted = _counted(connection, journal, [closing.ballot for closing in closings])
    rows, sums = [], Counter[tuple[date, _Kind]]()
    for closing in closings:
        if closing.ballot not in counted:
            counted.add(closing.ballot)
            kind, day = _kind(closing), closing.at.date()
            sums[day, kind] += 1
            written = closing.at.isoformat(timespec="seconds")
            rows.append((journal.no, closing.ballot, closing.id, written, 0, day, kind.alike))
    insert_many(connection, ballots, rows)
    if sums:
        connection.execute(_ADD, [_row(journal.no, *key, number) for key, number in _sorted(sums)])


def redate(
    connection: Connection, journal: Journal, closings: Collection[BallotClosed], seconds: int
) -> None:
    """Move the ballots that these closings counted by some seconds, and so perhaps to another day."""
    ids = {closing.id for closing in closings}
    for those in _chunks(sorted({closing.ballot for closing in closings})):
        for row in connection.execute(
            select(ballots).where(ballots.c.journal.in_(_family(journal)), ballots.c.ballot.in_(those))
        ).all():
            if row.entry in ids:
                _shift(connection, row, row.shift + seconds)


def count_once(connection: Connection, journal: Journal) -> None:
    """Leave each ballot counted in one journal of the family: the one that the centre has known longest.

    For two journals of which nobody knew until now that one continues the other.
    """
    again = ballots.alias()
    family = _family(journal)
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
    return set(
        connection.scalars(
            select(ballots.c.ballot).where(
                ballots.c.journal.in_(_family(journal)), ballots.c.ballot.in_(those)
            )
        )
    )


def _family(journal: Journal) -> Select[tuple[int]]:
    return select(journals.c.no).where(journals.c.family == journal.family)


def _chunks(those: Sequence[str]) -> Iterable[Sequence[str]]:
    return (those[start : start + _CHUNK] for start in range(0, len(those), _CHUNK))


def _kind(closing: BallotClosed) -> _Kind:
    return _Kind(
        closing.department,
        closing.questionnaire,
        closing.mode is Mode.INVITED,
        bool(closing.answers) and not closing.flags,
        canonical(closing.answers),
    )


def _sorted(sums: Counter[tuple[date, _Kind]]) -> Iterable[tuple[tuple[date, _Kind], int]]:
    return sorted(sums.items(), key=lambda item: (item[0][0], item[0][1].alike))


def _row(journal: int, day: date, kind: _Kind, number: int) -> dict[str, object]:
    return {"day": day, "journal": journal, "alike": kind.alike, "number": number, **vars(kind)}


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
