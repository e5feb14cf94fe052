"""How the columns of a table share the width of a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.reports.cells import cell_text
from kiosk.reports.report import Kind, RowKind, Table

_GAPS = ("  ", " ")  # the narrow one where the columns would have no ease otherwise
_READABLE = 18
_COMFORT = 34  # of a longer text in a column, lines are made


@dataclass(frozen=True)
class Sheet:
    """Columns of a table that stand beside each other, by number, with their widths in letters."""

    numbers: tuple[int, ...]
    widths: tuple[int, ...]
    gap: str

    @property
    def width(self) -> int:
        """All columns and the gaps between them."""
        return sum(self.widths) + len(self.gap) * (len(self.widths) - 1)


@dataclass(frozen=True)
class _Need:
    least: int
    comfort: int

    @property
    def readable(self) -> _Need:
        """A name is not broken after each of its words."""
        return _Need(max(self.least, min(self.comfort, _READABLE)), self.comfort)

    @property
    def at_ease(self) -> _Need:
        return _Need(self.comfort, self.comfort)


def sheets_of(table: Table, room: int) -> list[Sheet]:
    """All columns on one sheet where they fit; else more of them, each with the texts that begin a row."""
    needs = [_need(table, number) for number in range(len(table.columns))]
    everything, named = list(range(len(needs))), _names(table)
    readable = [one.readable if number in named else one for number, one in enumerate(needs)]
    if _least(readable, named) <= room // 2:
        needs = readable
    if _least(needs, everything) <= room:
        return [_sheet(needs, everything, room)]
    rest = everything[len(named) :]
    if _least([one.at_ease for one in needs], named) <= room // 2:
        needs = [one.at_ease if number in named else one for number, one in enumerate(needs)]
    sheets = []
    while rest:
        numbers = [*named, rest.pop(0)]
        while rest and _least(needs, [*numbers, rest[0]]) <= room:
            numbers.append(rest.pop(0))
        sheets.append(_sheet(needs, numbers, room))
    return sheets


def _sheet(needs: Sequence[_Need], numbers: Sequence[int], room: int) -> Sheet:
    those = [needs[number] for number in numbers]
    for gap in _GAPS:
        free = room - len(gap) * (len(those) - 1)
        if sum(one.comfort for one in those) <= free:
            break
    return Sheet(tuple(numbers), _widths(those, free), gap)


def _names(table: Table) -> list[int]:
    """The columns of text at the beginning, a running number or a rank before them: what a row is about."""
    named = []
    for number, column in enumerate(table.columns):
        if number and column.kind is not Kind.TEXT:
            break
        named.append(number)
    return named[: len(table.columns) - 1]


def _least(needs: Sequence[_Need], numbers: Sequence[int]) -> int:
    return sum(needs[number].least for number in numbers) + len(_GAPS[-1]) * (len(numbers) - 1)


def _widths(needs: Sequence[_Need], free: int) -> tuple[int, ...]:
    """What each needs to read well; where that is too much, the widest are made narrower first."""
    widths = [one.comfort for one in needs]
    while sum(widths) > free:
        spare = [width - one.least for width, one in zip(widths, needs, strict=True)]
        if not any(spare):
            break
        widest = max((number for number, left in enumerate(spare) if left), key=widths.__getitem__)
        widths[widest] -= 1
    return tuple(widths)


def _need(table: Table, number: int) -> _Need:
    column = table.columns[number]
    cells = [
        cell_text(row.cells[number], column.kind, zero_padded=table.zero_padded)
        for row in table.rows
        if row.kind is not RowKind.HEADING
    ]
    formula = (column.formula or f"({number + 1})") if table.numbered else ""
    words = [*column.head.split(), *column.over.split(), formula]
    if column.kind is not Kind.TEXT:
        least = max(map(len, [*words, *cells]))  # a number is never broken
        return _Need(least, max(least, *map(_halved, _own_heads(table, number))))
    least = max(len(word) for word in [*words, *(word for cell in cells for word in cell.split())])
    longest = max(map(len, [column.head, *cells]))
    return _Need(least, max(least, min(longest, _COMFORT)))


def _own_heads(table: Table, number: int) -> Iterator[str]:
    """The column's head, and the one above it where no column beside it shares that."""
    yield table.columns[number].head
    over = table.columns[number].over
    beside = table.columns[max(number - 1, 0) : number + 2]
    if over and [column.over for column in beside].count(over) == 1:
        yield over


def _halved(head: str) -> int:
    """The narrowest column in which a head has two lines."""
    width = max(map(len, head.split()), default=0)
    while len(textwrap.wrap(head, max(width, 1))) > 2:  # noqa: PLR2004
        width += 1
    return width
