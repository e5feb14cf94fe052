"""A tally as the tables that a page shows: one for each scale in use, all numbers already as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.questionnaire import Level
from kiosk.domain.tally import CriterionTally, DepartmentTally, Tally, percent
from kiosk.reports.numbers import share, whole


@dataclass(frozen=True)
class Piece:
    """A piece of a bar a hundred units long: `kind` is best, good or bad."""

    kind: str
    start: str
    width: str


@dataclass(frozen=True)
class Row:
    """A criterion: its numbers and its bar."""

    name: str
    counts: Sequence[str]
    n: str
    satisfied: str
    best: str
    bar: Sequence[Piece]


@dataclass(frozen=True)
class Block:
    """A department, or the total."""

    title: str
    issued: str
    collected: str
    valid: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class ResultTable:
    """All criteria that were asked on one scale."""

    levels: Sequence[str]
    blocks: Sequence[Block]


def tables(tally: Tally, *, valid_only: bool = False) -> list[ResultTable]:
    """The tables of a tally, of collected ballots or of the valid ones alone."""
    those = [(f"{number}. {one.name}", one) for number, one in enumerate(tally.departments, 1)]
    those.append(("Tổng cộng", tally.total))
    rows_of = {title: one.valid_criteria if valid_only else one.criteria for title, one in those}
    scales = dict.fromkeys(row.levels for rows in rows_of.values() for row in rows)
    return [
        ResultTable(
            [level.text for level in levels],
            [
                _block(title, one, rows)
                for title, one in those
                if (rows := [row for row in rows_of[title] if row.levels == levels])
            ],
        )
        for levels in scales
    ]


def _block(title: str, one: DepartmentTally, rows: Sequence[CriterionTally]) -> Block:
    return Block(
        title, whole(one.issued), whole(one.collected), whole(one.valid), [_row(row) for row in rows]
    )


def _row(row: CriterionTally) -> Row:
    return Row(
        row.name,
        [whole(row.counts[level.code]) for level in row.levels],
        whole(row.n),
        share(percent(row.satisfied, row.n)),
        share(percent(row.counts[row.levels[0].code], row.n)),
        _bar(row),
    )


def _bar(row: CriterionTally) -> list[Piece]:
    pieces, start = [], 0.0
    for place, level in enumerate(row.levels):
        width = 100 * row.counts[level.code] / row.n if row.n else 0
        if width:
            pieces.append(Piece(_kind(place, level), f"{start:.2f}", f"{width:.2f}"))
        start += width
    return pieces


def _kind(place: int, level: Level) -> str:
    if not level.satisfied:
        return "bad"
    return "good" if place else "best"
