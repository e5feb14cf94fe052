"""Formulas for the numbers of a table that follow from others.

A formula stands only where, counted from the cells as they are printed, it gives just what the report says;
where a part is hidden or unknown, the number stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from kiosk.domain.tally import percent
from kiosk.reports.numbers import NOTHING
from kiosk.reports.report import Cell, Kind, RowKind, SharesOf, SumOf, Table

_LONGEST = 8000  # letters that a formula may have, nearly
_MOST_PARTS = 250  # of one SUM, nearly


class Formulas:
    """The formulas of one table whose first row stands in `first_row` of its sheet.

    `places` are the sheet's columns by the report's.
    """

    def __init__(self, table: Table, places: Sequence[int], first_row: int) -> None:
        self._table, self._places, self._first = table, places, first_row
        self._numbers = {column.key: number for number, column in enumerate(table.columns)}

    def of(self, row: int, number: int) -> str:
        """The formula of a cell, by its row and column in the report; empty where it has none."""
        column = self._table.columns[number]
        if isinstance(column.follows, SharesOf):
            return self._share(row, number, column.follows)
        if isinstance(column.follows, SumOf):
            return self._sum(row, number, [(row, self._numbers[key]) for key in column.follows.parts])
        if column.kind is Kind.COUNT and self._table.rows[row].kind is RowKind.TOTAL:
            return self._total(row, number)
        return ""

    def _share(self, row: int, number: int, follows: SharesOf) -> str:
        parts = [(row, self._numbers[key]) for key in follows.parts]
        whole = (row, self._numbers[follows.whole])
        counts, all_of_them = [self._count(one) for one in parts], self._count(whole)
        if all_of_them is None or None in counts:
            return ""
        share = percent(sum(count for count in counts if count), all_of_them)
        if share != self._cell(row, number):
            return ""
        quotient = f"{self._added(parts)}/{self._name(whole)}"
        # A share is a part of one that is shown as per cent; an index is out of 100 as it stands.
        is_share = self._table.columns[number].kind is Kind.SHARE
        rounded = f"ROUND({quotient},3)" if is_share else f"ROUND(100*{quotient},1)"
        return f'=IF({self._name(whole)}=0,"{NOTHING}",{rounded})'

    def _total(self, row: int, number: int) -> str:
        """The sum of the rows of the same criterion, say, or of all rows above it."""
        for rows in (self._alike(row), self._bodies(row)):
            if formula := self._sum(row, number, [(one, number) for one in rows]):
                return formula
        return ""

    def _sum(self, row: int, number: int, parts: Sequence[tuple[int, int]]) -> str:
        parts = [one for one in parts if not self._continues(one)]
        counts = [self._count(one) for one in parts]
        known = [count for count in counts if count is not None]
        if not parts or len(known) < len(counts) or sum(known) != self._cell(row, number):
            return ""
        formula = f"={self._added(parts)}"
        return formula if len(formula) <= _LONGEST else ""

    def _alike(self, row: int) -> list[int]:
        """The body's rows that have a text in common with this one."""
        texts = [number for number, column in enumerate(self._table.columns) if column.kind is Kind.TEXT]
        return [
            one
            for one in self._bodies(row)
            if any(
                self._cell(row, number) and self._cell(row, number) == self._cell(one, number)
                for number in texts
            )
        ]

    def _bodies(self, row: int) -> list[int]:
        return [
            number
            for number, one in enumerate(self._table.rows[:row])
            if one.kind in {RowKind.BODY, RowKind.LEFT_OUT}
        ]

    def _continues(self, place: tuple[int, int]) -> bool:
        row, number = place
        return self._table.columns[number].key in self._table.rows[row].merged

    def _cell(self, row: int, number: int) -> Cell:
        return self._table.rows[row].cells[number]

    def _count(self, place: tuple[int, int]) -> int | None:
        cell = self._cell(*place)
        return cell if isinstance(cell, int) and not isinstance(cell, bool) else None

    def _name(self, place: tuple[int, int]) -> str:
        """A cell as formulas call it; one that is merged, by the first row that it stands in."""
        row, number = place
        while self._continues((row, number)):
            row -= 1
        return str(xl_rowcol_to_cell(self._first + row, self._places[number]))

    def _added(self, parts: Sequence[tuple[int, int]]) -> str:
        names = list(self._ranges(parts))
        sums = [names[start : start + _MOST_PARTS] for start in range(0, len(names), _MOST_PARTS)]
        return "+".join(f"SUM({','.join(some)})" for some in sums)

    def _ranges(self, parts: Sequence[tuple[int, int]]) -> Iterator[str]:
        """Cells, those that lie beside or below each other as one range."""
        start = before = parts[0]
        for place in [*parts[1:], None]:
            if place is not None and self._adjoin(start, before, place):
                before = place
                continue
            yield self._name(start) if start == before else f"{self._name(start)}:{self._name(before)}"
            if place is not None:
                start = before = place

    def _adjoin(self, start: tuple[int, int], before: tuple[int, int], place: tuple[int, int]) -> bool:
        right = place[0] == before[0] == start[0] and self._places[place[1]] == self._places[before[1]] + 1
        below = place[1] == before[1] == start[1] and place[0] == before[0] + 1
        return right or below
