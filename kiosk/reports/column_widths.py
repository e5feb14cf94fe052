"""How wide the columns of a table must be, and how they share the room there is, where paper is fixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from kiosk.reports.cells import cell_text
from kiosk.reports.report import Kind, Row, RowKind, Table

_PADDING_MM = 3.2
_MM_A_POINT = 25.4 / 72
# What a letter takes of its size in Times New Roman, on the generous side.
_NARROW, _WIDE = frozenset(" .,:;'()|ijltfI-"), frozenset("mwMW%")
_SIGNS = frozenset("=+<>")
# Some free look-alikes of the typeface lack these, and a wider typeface comes in for them.
_HORNED = frozenset("ơờớởỡợưừứửữự")
_NARROW_EM, _WIDE_EM, _CAPITAL_EM, _HORNED_EM, _LETTER_EM = 0.34, 0.95, 0.73, 0.7, 0.5
_BOLD = 1.07
FORMULA = 0.8
"""Size of the row that numbers the columns, in that of the table."""
_COMFORT_EM, _WISH_EM = 8, 36  # of a longer text, lines are made
_WISH_LINES, _COMFORT_LINES, _MOST_LINES = 2, 3, 5  # of the head above numbers
_CHOICES = 9  # widths that are tried for a column of text


@dataclass(frozen=True)
class _Need:
    least: float  # the longest word on one line
    comfort: float
    wish: float  # the longest text on one line, or nearly; the head of numbers in two

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

    Columns of numbers have what they need; those of text have what makes the table's lines few. Of what is
    left the heads of numbers come first, then texts, then all alike.
    """
    needs = _needs(table, points)
    least = sum(one.least for one in needs)
    if least >= room_mm:
        return tuple(room_mm * one.least / least for one in needs)
    for lines in range(_COMFORT_LINES, _MOST_LINES + 1):
        if fits(table, room_mm, points, lines):
            needs = [one.at_ease for one in _needs(table, points, lines)]
            break
    chosen = _fewest_lines(table, needs, room_mm, points)
    mine = [chosen.get(number, one.least) for number, one in enumerate(needs)]
    missing = [max(0.0, one.wish - width) for one, width in zip(needs, mine, strict=True)]
    for those in (set(range(len(needs))) - chosen.keys(), chosen.keys()):
        parts = [lack if number in those else 0.0 for number, lack in enumerate(missing)]
        mine = _spread(mine, parts, min(room_mm - sum(mine), sum(parts)))
    return tuple(_spread(mine, mine, room_mm - sum(mine)))


def _spread(columns: Sequence[float], parts: Sequence[float], left: float) -> list[float]:
    """The columns, made wider by `left` in these proportions."""
    whole = sum(parts) or 1.0
    return [one + left * part / whole for one, part in zip(columns, parts, strict=True)]


def fits(table: Table, room_mm: float, points: float, lines: int = _COMFORT_LINES) -> bool:
    """Whether every column has the room that reads well, with so many lines in the heads of numbers."""
    return sum(one.comfort for one in _needs(table, points, lines)) <= room_mm


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


def _needs(table: Table, points: float, lines: int = _COMFORT_LINES) -> list[_Need]:
    return [_need(table, number, points, lines) for number in range(len(table.columns))]


def _need(table: Table, number: int, points: float, lines: int) -> _Need:
    column = table.columns[number]
    rows = [row for row in table.rows if row.kind is not RowKind.HEADING]
    cells = [cell_text(row.cells[number], column.kind, zero_padded=table.zero_padded) for row in rows]
    is_text = column.kind is Kind.TEXT
    breaks = column.kind in {Kind.TEXT, Kind.MET}  # numbers stay whole
    words = [word for cell in cells for word in (cell.split() if breaks else (cell,))]
    heads = [column.head]
    if sum(one.over == column.over for one in table.columns) == 1:
        heads.append(column.over)  # a common head above one column alone
    formula = column.formula if table.numbered else ""
    bold = points * (_BOLD if any(row.kind is RowKind.TOTAL for row in rows) else 1)
    least = _PADDING_MM + max(
        _longest(" ".join(heads).split(), points * _BOLD),
        _longest(words, bold),
        _mm(formula, points * FORMULA),
    )
    em = points * _MM_A_POINT
    if is_text:
        whole = _longest(cells, bold)
        comfort, wish = min(whole, _COMFORT_EM * em), min(whole, _WISH_EM * em)
    else:
        comfort, wish = (_in_lines(heads, most, points * _BOLD) for most in (lines, _WISH_LINES))
    return _Need(least, max(least, _PADDING_MM + comfort), max(least, _PADDING_MM + wish))


def _in_lines(heads: Sequence[str], most: int, points: float) -> float:
    """How wide a column is in which each of its heads takes so many lines at most."""
    words = " ".join(heads).split()
    possible = sorted(
        _mm(" ".join(words[first:last]), points) for first, last in combinations(range(len(words) + 1), 2)
    )
    return next(
        (mm for mm in possible if all(_lines(head, mm + _PADDING_MM, points) <= most for head in heads)), 0.0
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
    if letter in _HORNED:
        return _HORNED_EM
    return _CAPITAL_EM if letter.isupper() or letter in _SIGNS else _LETTER_EM
