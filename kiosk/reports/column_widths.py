"""How wide the columns of a table must be, and how they share the room there is, where paper is fixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kiosk.reports.cells import cell_text
from kiosk.reports.report import Kind, Row, RowKind, Table

_PADDING_MM = 3.2
_MM_A_POINT = 25.4 / 72
# What a letter takes of its size in Times New Roman, on the generous side.
_NARROW, _WIDE = frozenset(" .,:;'()|ijltfI-"), frozenset("mwMW%")
_SIGNS = frozenset("=+<>")
_NARROW_EM, _WIDE_EM, _CAPITAL_EM, _LETTER_EM = 0.34, 0.95, 0.73, 0.5
_BOLD = 1.07
FORMULA = 0.8
"""Size of the row that numbers the columns, in that of the table."""
_COMFORT_EM, _WISH_EM = 8, 36  # of a longer text, lines are made
_CHOICES = 9  # widths that are tried for a column of text


@dataclass(frozen=True)
class _Need:
    least: float  # the longest word on one line
    comfort: float
    wish: float  # the longest text on one line, or nearly

    @property
    def at_ease(self) -> _Need:
        """Never less than what reads well."""
        return _Need(self.comfort, self.comfort, self.wish)

    @property
    def choices(self) -> list[float]:
        """Widths from the least to the one wished for."""
        step = (self.wish - self.least) / (_CHOICES - 1)
        return [self.least + step * number for number in range(_CHOICES if step else 1)]


def widths(table: Table, room_mm: float, points: float) -> tuple[float, ...]:
    """The columns' widths in millimetres, which add up to `room_mm`; too little room squeezes all alike.

    Columns of numbers have what they need; those of text share the rest, so that the table has few lines.
    """
    needs = _needs(table, points)
    least = sum(one.least for one in needs)
    if least >= room_mm:
        return tuple(room_mm * one.least / least for one in needs)
    if fits(table, room_mm, points):
        needs = [one.at_ease for one in needs]
    chosen = _fewest_lines(table, needs, room_mm, points)
    mine = [chosen.get(number, one.least) for number, one in enumerate(needs)]
    wishes = [one.wish - one.least if number in chosen else 0.0 for number, one in enumerate(needs)]
    if not any(wishes):
        wishes = [1.0] * len(needs)
    left = room_mm - sum(mine)
    return tuple(one + left * wish / sum(wishes) for one, wish in zip(mine, wishes, strict=True))


def fits(table: Table, room_mm: float, points: float) -> bool:
    """Whether every column has the room that reads well."""
    return sum(one.comfort for one in _needs(table, points)) <= room_mm


def _fewest_lines(table: Table, needs: Sequence[_Need], room_mm: float, points: float) -> Mapping[int, float]:
    """Of the widths that fit, those of the columns of text that make the lowest table; by column."""
    texts = [number for number, column in enumerate(table.columns) if column.kind is Kind.TEXT]
    room = room_mm - sum(one.least for number, one in enumerate(needs) if number not in texts)
    lines = {
        (number, width): [_lines(row.cells[number], width, points) for row in table.rows]
        for number in texts
        for width in needs[number].choices
    }
    groups = list(_groups(table.rows))

    def lowest(tried: tuple[float, ...]) -> tuple[int, int, float]:
        own = {number: lines[number, width] for number, width in zip(texts, tried, strict=True)}
        height = sum(_height(table, group, own) for group in groups)
        return height, sum(map(sum, own.values())), sum(tried)

    possible = [one for one in product(*(needs[number].choices for number in texts)) if sum(one) <= room]
    best = min(possible, key=lowest)
    return dict(zip(texts, best, strict=True))


def _groups(rows: Sequence[Row]) -> Iterator[range]:
    """The rows that share a merged cell."""
    starts = [number for number, row in enumerate(rows) if not row.merged]
    return map(range, starts, [*starts[1:], len(rows)])


def _height(table: Table, group: range, lines: Mapping[int, Sequence[int]]) -> int:
    """Lines of these rows, from those of each column; a merged cell has the room of all of them."""
    merged = {key for row in group for key in table.rows[row].merged}
    over = [number for number in lines if table.columns[number].key in merged]
    beside = [number for number in lines if number not in over]
    rows = sum(max((lines[number][row] for number in beside), default=1) for row in group)
    return max([rows, *(lines[number][group.start] for number in over)])


def _lines(cell: object, width: float, points: float) -> int:
    """Lines that a text takes, each word being moved down whole."""
    room, space = width - _PADDING_MM, _mm(" ", points)
    lines, used = 1, 0.0
    for word in str(cell or "").split():
        long = _mm(word, points)
        if used and used + space + long > room:
            lines, used = lines + 1, long
        else:
            used += long + (space if used else 0.0)
    return lines


def _needs(table: Table, points: float) -> list[_Need]:
    return [_need(table, number, points) for number in range(len(table.columns))]


def _need(table: Table, number: int, points: float) -> _Need:
    column = table.columns[number]
    rows = [row for row in table.rows if row.kind is not RowKind.HEADING]
    cells = [cell_text(row.cells[number], column.kind, zero_padded=table.zero_padded) for row in rows]
    is_text = column.kind is Kind.TEXT
    breaks = column.kind in {Kind.TEXT, Kind.MET}  # numbers stay whole
    words = [word for cell in cells for word in (cell.split() if breaks else (cell,))]
    heads = column.head.split()
    if sum(one.over == column.over for one in table.columns) == 1:
        heads += column.over.split()  # a common head above one column alone
    formula = column.formula if table.numbered else ""
    bold = points * (_BOLD if any(row.kind is RowKind.TOTAL for row in rows) else 1)
    least = _PADDING_MM + max(
        _longest(heads, points * _BOLD), _longest(words, bold), _mm(formula, points * FORMULA)
    )
    whole = _longest(cells, bold) if is_text else 0.0
    em = points * _MM_A_POINT
    return _Need(
        least,
        max(least, _PADDING_MM + min(whole, _COMFORT_EM * em)),
        max(least, _PADDING_MM + min(whole, _WISH_EM * em)),
    )


def _longest(texts: Sequence[str], points: float) -> float:
    return max((_mm(text, points) for text in texts), default=0.0)


def _mm(text: str, points: float) -> float:
    """How long a text is on one line."""
    return sum(map(_em, text)) * points * _MM_A_POINT


def _em(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_EM
    if letter in _WIDE:
        return _WIDE_EM
    return _CAPITAL_EM if letter.isupper() or letter in _SIGNS else _LETTER_EM
