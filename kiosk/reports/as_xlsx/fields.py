"""What stands in each column of a sheet; an interval takes two, so that both its ends are numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kiosk.reports.cells import cell_text
from kiosk.reports.numbers import NOTHING
from kiosk.reports.report import Column, Kind, Row, Table

_HUNDRED = 100
_ENDS = ("Từ", "Đến")


@dataclass(frozen=True)
class Field:
    """A column of the sheet: `number` is its column in the report, `end` the end of an interval."""

    number: int
    column: Column
    over: str
    head: str
    end: int | None = None

    def value(self, row: Row) -> float | str:
        """What the cell holds: a number, where there is one. Shares are parts of one, as in any workbook."""
        cell = row.cells[self.number]
        if isinstance(cell, tuple) and self.end is not None:
            return float(cell[self.end] / _HUNDRED)
        if isinstance(cell, Decimal):
            return float(cell / _HUNDRED if self.column.kind is Kind.SHARE else cell)
        if isinstance(cell, int) and not isinstance(cell, bool):
            return cell
        return cell_text(cell, self.column.kind)


def fields_of(table: Table) -> tuple[Field, ...]:
    """The columns of the table's sheet."""
    return tuple(field for number, column in enumerate(table.columns) for field in _of(number, column))


def _of(number: int, column: Column) -> Iterator[Field]:
    if column.kind is not Kind.INTERVAL:
        yield Field(number, column, column.over, column.head)
        return
    for end, name in enumerate(_ENDS):
        if column.over:
            yield Field(number, column, column.over, f"{column.head} {NOTHING} {name.lower()}", end)
        else:
            yield Field(number, column, column.head, name, end)
