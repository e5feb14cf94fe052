"""A report's table as rows of HTML cells: which are heads of what, and which reach over several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from kiosk.reports.cells import cell_text, in_english
from kiosk.reports.report import Cell, Column, Kind, Row, RowKind, Table

_PORTRAIT = 8
"""More columns than this are printed on a page that lies."""
_TOGETHER = 12
"""So many rows at most are kept on one page."""
_SHORT = 4
_LOOKS = {Kind.TEXT: "text", Kind.RANK: "word", Kind.MET: "word"}


@dataclass(frozen=True)
class PageCell:
    """`scope` is what a head is head of, "" for what is none; `columns` and `rows` are how far it reaches."""

    text: str
    look: str
    scope: str = ""
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class PageRow:
    """`kind` is a class of the style sheet."""

    kind: str
    cells: tuple[PageCell, ...]


@dataclass(frozen=True)
class Group:
    """Rows that belong together: under one heading, or under one merged cell."""

    rows: tuple[PageRow, ...]

    @property
    def look(self) -> str:
        """How the end of a page should treat it, as classes of the style sheet."""
        words = ["together"] if len(self.rows) <= _TOGETHER else []
        return " ".join([*words, "last"] if self.rows[0].kind == RowKind.TOTAL else words)


@dataclass(frozen=True)
class PageTable:
    """A table as the template prints it."""

    title: str
    heads: tuple[tuple[PageCell, ...], ...]
    numbering: tuple[str, ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...]
    columns: int

    @property
    def wide(self) -> bool:
        """Whether it needs paper that lies."""
        return self.columns > _PORTRAIT

    @classmethod
    def of(cls, table: Table, language: str) -> PageTable:
        """The table with its texts written as the language does."""
        return cls(
            title=table.title,
            heads=_heads(table.columns),
            numbering=_numbering(table),
            groups=tuple(_group(table, rows, language) for rows in _parted(table.rows)),
            notes=table.notes,
            columns=len(table.columns),
        )


def _heads(columns: Sequence[Column]) -> tuple[tuple[PageCell, ...], ...]:
    above: list[PageCell] = []
    below: list[PageCell] = []
    depth = 2 if any(column.over for column in columns) else 1
    for over, those in groupby(columns, key=lambda column: column.over):
        ours = [PageCell(column.head, _look(column), "col") for column in those]
        if over:
            above.append(PageCell(over, "over", "colgroup", columns=len(ours)))
            below += ours
        else:
            above += [PageCell(one.text, one.look, "col", rows=depth) for one in ours]
    return (tuple(above), tuple(below)) if below else (tuple(above),)


def _numbering(table: Table) -> tuple[str, ...]:
    if not table.numbered:
        return ()
    return tuple(f"({column.formula or number})" for number, column in enumerate(table.columns, 1))


def _parted(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows by heading where there are headings, else by what is merged."""
    headed = any(row.kind is RowKind.HEADING for row in rows)
    group: list[Row] = []
    for row in rows:
        begins = row.kind is RowKind.HEADING if headed and row.kind is not RowKind.TOTAL else not row.merged
        if begins and group:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _group(table: Table, rows: list[Row], language: str) -> Group:
    return Group(tuple(_row(table, rows, number, language) for number in range(len(rows))))


def _row(table: Table, rows: list[Row], number: int, language: str) -> PageRow:
    row = rows[number]
    if row.kind is RowKind.HEADING:
        only = PageCell(str(row.cells[0]), "text", "rowgroup", columns=len(table.columns))
        return PageRow(row.kind, (only,))
    cells = []
    heads = _head_keys(table)
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.key in row.merged:
            continue
        below = _continued(rows, number, column.key)
        scope = ("rowgroup" if below > 1 else "row") if column.key in heads else ""
        text = _text(cell, column.kind, language, zero_padded=table.zero_padded)
        cells.append(PageCell(text, _look(column, cell), scope, rows=below))
    return PageRow(row.kind, tuple(cells))


def _head_keys(table: Table) -> set[str]:
    """The columns that name a row: texts at the beginning, a running number or a rank before them."""
    named = table.columns[1:] if _is_numbered(table) else table.columns
    return {column.key for column in takewhile(lambda column: column.kind is Kind.TEXT, named)}


def _is_numbered(table: Table) -> bool:
    """Whether the first column only numbers the rows: a count or rank, or short texts before a name."""
    rows = [row for row in table.rows if row.kind is not RowKind.HEADING]
    short = all(len(str(row.cells[0] or "")) <= _SHORT for row in rows)
    first, *others = table.columns
    return first.kind is not Kind.TEXT or (short and bool(others) and others[0].kind is Kind.TEXT)


def _continued(rows: list[Row], number: int, key: str) -> int:
    """How many rows a cell reaches over, itself included."""
    below = number + 1
    while below < len(rows) and key in rows[below].merged:
        below += 1
    return below - number


def _look(column: Column, cell: Cell = None) -> str:
    if column.kind is Kind.MET and isinstance(cell, bool):
        return "word met" if cell else "word missed"
    return _LOOKS.get(column.kind, "number")


def _text(cell: Cell, kind: Kind, language: str, *, zero_padded: bool) -> str:
    words = cell_text(cell, kind, zero_padded=zero_padded)
    return words if language != "en" or kind is Kind.TEXT else in_english(words)
