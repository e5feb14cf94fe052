"""How wide the columns of a table must be, and how they share the room there is, where paper is fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.reports.cells import cell_text
from kiosk.reports.report import Kind, RowKind, Table

_PADDING_MM = 3.2
_LETTER_EM, _BOLD_EM = 0.55, 0.61  # what a letter takes of its size, on the generous side
_MM_A_POINT = 25.4 / 72
_COMFORT_LETTERS, _WISH_LETTERS = 15, 60  # of a longer text, lines are made


@dataclass(frozen=True)
class _Need:
    least: float  # the longest word on one line
    comfort: float
    wish: float  # the longest text on one line, or nearly


def widths(table: Table, room_mm: float, points: float) -> tuple[float, ...]:
    """The columns' widths in millimetres, which add up to `room_mm`; too little room squeezes all alike."""
    needs = [_need(table, number, points) for number in range(len(table.columns))]
    least, comfort = sum(one.least for one in needs), sum(one.comfort for one in needs)
    if least >= room_mm:
        return tuple(room_mm * one.least / least for one in needs)
    if comfort >= room_mm:
        share = (room_mm - least) / (comfort - least)
        return tuple(one.least + share * (one.comfort - one.least) for one in needs)
    return _stretched(table, needs, room_mm)


def fits(table: Table, room_mm: float, points: float) -> bool:
    """Whether every column has the room that reads well."""
    return sum(_need(table, number, points).comfort for number in range(len(table.columns))) <= room_mm


def _stretched(table: Table, needs: Sequence[_Need], room_mm: float) -> tuple[float, ...]:
    """What is left goes to the columns of text, the more the longer they are; else to all alike."""
    wishes = [
        one.wish if column.kind is Kind.TEXT else 0 for one, column in zip(needs, table.columns, strict=True)
    ]
    if not any(wishes):
        wishes = [1.0] * len(needs)
    spare = room_mm - sum(one.comfort for one in needs)
    return tuple(one.comfort + spare * wish / sum(wishes) for one, wish in zip(needs, wishes, strict=True))


def _need(table: Table, number: int, points: float) -> _Need:
    column = table.columns[number]
    cells = [
        cell_text(row.cells[number], column.kind, zero_padded=table.zero_padded)
        for row in table.rows
        if row.kind is not RowKind.HEADING
    ]
    heads = [*column.head.split(), column.formula if table.numbered else ""]
    if sum(one.over == column.over for one in table.columns) == 1:
        heads += column.over.split()  # a common head above one column alone
    if column.kind is Kind.TEXT:
        words = [word for cell in cells for word in cell.split()]
        longest = max(map(len, cells), default=0)
    else:
        words, longest = cells, 0  # a number is never broken
    least = max(_mm(heads, points * _BOLD_EM), _mm(words, points * _LETTER_EM))
    letter = points * _LETTER_EM * _MM_A_POINT
    comfort = max(least, min(longest, _COMFORT_LETTERS) * letter)
    return _Need(least, comfort, max(0.0, min(longest, _WISH_LETTERS) * letter - comfort))


def _mm(words: Sequence[str], letter: float) -> float:
    """The room of the longest of these words in a cell, its letters being so many points wide."""
    return max(map(len, words), default=0) * letter * _MM_A_POINT + _PADDING_MM
