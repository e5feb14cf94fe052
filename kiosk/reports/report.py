"""A report before it has a format: titles, tables of typed cells, charts as data, remarks.

Every writer (terminal, CSV, XLSX, DOCX, HTML) prints this and computes nothing but what a format does itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"  # int; None is printed as a dash
    SHARE = "share"  # Decimal, per cent with one decimal, or None
    POINTS = "points"  # Decimal, percentage points with a sign, or None
    INDEX = "index"  # Decimal from 0 to 100 with one decimal, or None
    INTERVAL = "interval"  # (Decimal, Decimal), per cent, or None
    RANK = "rank"  # int, or None where left out
    MET = "met"  # True met, False not met, None not to be said


# Text in a column of another kind stands for a number that is hidden ("<5"), "" for none.
Cell = str | int | Decimal | bool | tuple[Decimal, Decimal] | None


@dataclass(frozen=True)
class SharesOf:
    """How a column follows from others, by their keys: 100 · sum of `parts` / `whole`."""

    parts: tuple[str, ...]
    whole: str


@dataclass(frozen=True)
class SumOf:
    """How a column follows from others, by their keys."""

    parts: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """`over` is the head above several columns; `formula` is what a numbering row says of this one: 7=4:3."""

    key: str
    head: str
    kind: Kind
    over: str = ""
    formula: str = ""
    follows: SharesOf | SumOf | None = None


class RowKind(StrEnum):
    """How a row is set."""

    BODY = "body"
    HEADING = "heading"  # one text across the table, in the first cell
    TOTAL = "total"
    LEFT_OUT = "left_out"  # shown, but too small to be ranked


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns. A column that stands in `merged` continues the cell above it."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.BODY
    merged: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Table:
    """`numbered`: a row under the head numbers the columns and names their formulas.

    `zero_padded`: its counts below ten are printed as 01, 02.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    numbered: bool = False
    zero_padded: bool = False


@dataclass(frozen=True)
class BarsChart:
    """Diverging bars, one a row: the levels' shares, best first, around the line to the dissatisfied."""

    key: str
    title: str
    levels: tuple[tuple[str, bool], ...]  # text, counts as satisfied
    rows: tuple[tuple[str, int, tuple[int, ...]], ...]  # name, n, counts by level


@dataclass(frozen=True)
class TrendChart:
    """The satisfied share by day, week or month, with its interval; `n` are ballots."""

    key: str
    title: str
    step: str  # "day" | "week" | "month"
    points: tuple[tuple[date, int, Decimal | None, tuple[Decimal, Decimal] | None], ...]
    small_sample: int = 30  # points with a smaller n are drawn apart


@dataclass(frozen=True)
class HeatChart:
    """Ballots by weekday (0 Monday) and hour; satisfied share where n is not small."""

    key: str
    title: str
    cells: tuple[tuple[int, int, int, Decimal | None], ...]  # weekday, hour, ballots, satisfied share


@dataclass(frozen=True)
class ShareChart:
    """One bar a row against a target: name, part, whole; participation, say. `target` in per cent."""

    key: str
    title: str
    target: Decimal | None
    rows: tuple[tuple[str, int, int], ...]


Chart = BarsChart | TrendChart | HeatChart | ShareChart


@dataclass(frozen=True)
class Report:
    """One form of one period.

    `span` is the period in words ("6 tháng đầu năm 2024"); `marks` stand large at the top (simulated numbers,
    hidden small cells); `words` are figures that a running text needs, by the names in `kiosk.reports.words`;
    `basis` is the sentence on what the numbers rest on, `code` the digest that confirms the printed report
    later; "" where there is none. `hides`: its figures hold numbers that its reader must not see. `ballots`
    is the channel that it is of, `against` the days of the period that changes are told against.
    """

    form: str  # "a" | "b" | "c" | "ranking"
    title: str
    agency: str
    unit: str
    span: str
    first: date
    last: date
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...] = ()
    remarks: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    code: str = ""
    hides: bool = False
    ballots: str = "kiosk"
    against: tuple[date, date] | None = None

    @property
    def footer(self) -> tuple[str, ...]:
        """What the numbers rest on and the code, a line each, as far as there are any."""
        code = f"Mã đối chiếu: {self.code}" if self.code else ""
        return tuple(line for line in (self.basis, code) if line)
