"""A table on the screen: columns as wide as their numbers need, rows on as many leaves as they fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kiosk.ui.administration import Table, TableBlock
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.part import Align, Part, Words, hairline

LEAST_NAMES = 480
"""Narrower than this, names stand on a line of their own above their numbers."""
MOST_COLUMN, LEAST_COLUMN = 176, 128
CELL_GAP = 12
ROW, LINE = 50, 38
TITLE_HEIGHT, TITLE_GAP, HEADING_GAP = 64, 36, 22
REMARK_HEIGHT = 92
PADDING = 12
MOST_LINES = 3
HEAD = Lettering((30,), "medium")
NAME = Lettering((30,))
CELL = Lettering((30,), "medium")
HEADING = Lettering((30,), "semibold")

_Kind = Literal["title", "head", "heading", "row", "remark"]


@dataclass(frozen=True)
class _Line:
    """What stands on one line, and how high it is."""

    kind: _Kind
    height: float
    name: str
    cells: tuple[str, ...] = ()


class TableLayout:
    """The leaves of a table in a place; each begins with the head of what goes on there."""

    def __init__(self, look: Look, area: Box, table: Table) -> None:
        self._look, self._area = look, area
        columns = max(len(block.heads) - 1 for block in table.blocks)
        self._stacked = area.w - columns * LEAST_COLUMN < LEAST_NAMES
        room = area.w if self._stacked else area.w - LEAST_NAMES
        self._column = min(MOST_COLUMN, room / columns)
        self.leaves = self._turned(table)

    def parts(self, leaf: int) -> Iterator[Part]:
        """What stands on a leaf."""
        y = self._area.y
        for line in self.leaves[leaf]:
            yield from self._drawn(line, self._area._replace(y=y, h=line.height))
            y += line.height

    def _turned(self, table: Table) -> list[list[_Line]]:
        leaves: list[list[_Line]] = [[]]
        for block in table.blocks:
            head = self._head_of(block)
            lines = [*head, *self._rows_of(block)]
            for number, line in enumerate(lines):
                # a heading, and a block's head, never stand last on a leaf
                ahead = 1 if line.kind == "heading" else len(head) - number + 1 if number < len(head) else 0
                needed = sum(one.height for one in lines[number : number + ahead + 1])
                if leaves[-1] and _height(leaves[-1]) + needed > self._area.h:
                    leaves.append([] if number < len(head) else list(head[-1:]))
                starts_leaf = line.kind == "title" and not leaves[-1]
                leaves[-1].append(replace(line, height=TITLE_HEIGHT) if starts_leaf else line)
        for remark in table.remarks:
            if leaves[-1] and _height(leaves[-1]) + REMARK_HEIGHT > self._area.h:
                leaves.append([])
            leaves[-1].append(_Line("remark", REMARK_HEIGHT, remark))
        return leaves

    def _head_of(self, block: TableBlock) -> list[_Line]:
        title = [_Line("title", TITLE_HEIGHT + TITLE_GAP, block.title)] if block.title else []
        cell = self._column - CELL_GAP
        most = max(self._lines(head, HEAD, cell) for head in block.heads[1:])
        return [*title, _Line("head", most * LINE + PADDING, block.heads[0], block.heads[1:])]

    def _rows_of(self, block: TableBlock) -> Iterator[_Line]:
        cells = (len(block.heads) - 1) * self._column
        names = self._area.w if self._stacked else self._area.w - cells - CELL_GAP
        for row in block.rows:
            if row.cells:
                name = self._lines(row.name, NAME, names) * LINE + PADDING
                yield _Line("row", name + ROW if self._stacked else max(ROW, name), row.name, row.cells)
            else:
                lines = self._lines(row.name, HEADING, self._area.w)
                yield _Line("heading", lines * LINE + HEADING_GAP, row.name)

    def _lines(self, text: str, lettering: Lettering, width: float) -> int:
        """How many lines a text takes in this width."""
        room = Box(0, 0, width, 1000)
        return len(self._look.fit(text, room, lettering, most_lines=MOST_LINES).lines)

    def _drawn(self, line: _Line, at: Box) -> Iterator[Part]:
        look = self._look
        if line.kind == "title":
            yield Words(look, at.inside(0, line.height - TITLE_HEIGHT, 0, 0), line.name, look.type.place)
        elif line.kind == "remark":
            yield Words(look, at, line.name, NAME, colour=look.palette.quiet, most_lines=2)
        elif line.kind == "heading":
            yield Words(look, at, line.name, HEADING, valign="bottom", most_lines=MOST_LINES)
        else:
            yield from self._columns(line, at)
            yield hairline(look, at.x, at.bottom - Space.hair, at.w)

    def _columns(self, line: _Line, at: Box) -> Iterator[Part]:
        """The name at the left (or above), the cells at the right, each under its head."""
        look, is_head = self._look, line.kind == "head"
        cells = len(line.cells) * self._column
        names = at._replace(w=at.w - cells - CELL_GAP)
        if self._stacked and not is_head:
            names, at = at.inside(0, 0, 0, ROW), at.inside(0, at.h - ROW, 0, 0)
        if not (self._stacked and is_head):
            colour = look.palette.quiet if is_head else None
            yield Words(
                look, names, line.name, HEAD if is_head else NAME, colour=colour, most_lines=MOST_LINES
            )
        for number, cell in enumerate(line.cells):
            place = Box(at.right - cells + number * self._column, at.y, self._column, at.h)
            yield self._cell(place.inside(CELL_GAP, 0, 0), cell, is_head=is_head)

    def _cell(self, at: Box, text: str, *, is_head: bool) -> Part:
        colour = self._look.palette.quiet if is_head else None
        align: Align = "right"
        lettering, lines = (HEAD, MOST_LINES) if is_head else (CELL, 1)
        return Words(self._look, at, text, lettering, colour=colour, align=align, most_lines=lines)


def _height(lines: list[_Line]) -> float:
    return sum(line.height for line in lines)
