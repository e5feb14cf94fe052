"""What a reader finds in a report of any format: rows of numbers beside the names that they are of.

Only the formats' own well-known readers look at them, none of the product's code.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import docx
import lxml.html
import openpyxl
from lxml import etree
from openpyxl.cell.cell import Cell

FORMATS = ("json", "csv", "xlsx", "docx", "html")

Numbers = tuple[Decimal, ...]
Found = Counter[tuple[tuple[str, ...], Numbers]]
"""How often (the names of a row, its numbers) stands in a report; a dash is no number."""
Table = list[list[str]]


def found_in(content: bytes, kind: str, units: Collection[str], others: Collection[str]) -> Found:
    """The rows of a report with a name of a unit, or of a unit and something else, and numbers after it."""
    return found(_READERS[kind](content), units, others)


def found(tables: Iterable[Table], units: Collection[str], others: Collection[str]) -> Found:
    """The same of tables of texts; a unit that spans rows stands for those below, too."""
    rows: Found = Counter()
    for table in tables:
        spanning: tuple[str, ...] = ()
        for row in table:
            own, numbers = _named(row, units, others)
            if own and own[0] in units:
                spanning = own[:1]
            elif spanning:
                own = (*spanning, *own)
            if own and numbers:
                rows[own, numbers] += 1
    return rows


def words_in(content: bytes, kind: str) -> str:
    """Everything that is written in a report, for what is no table."""
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            written = [
                parts.read(name) for name in parts.namelist() if re.match(r"word/[a-z]+\d*\.xml", name)
            ]
        return " ".join(text for part in written for text in etree.fromstring(part).itertext())
    if kind == "xlsx":
        return " ".join(text for table in _xlsx(content) for row in table for text in row)
    if kind == "html":
        return " ".join(lxml.html.fromstring(content.decode()).text_content().split())
    return content.decode()


def _named(
    row: Sequence[str], units: Collection[str], others: Collection[str]
) -> tuple[tuple[str, ...], Numbers]:
    """The names of a row, once each, and the numbers right of the last of them."""
    cells = [" ".join(cell.split()) for cell in row]
    places = [place for place, cell in enumerate(cells) if cell in units or cell in others]
    if not places:
        return (), ()
    names = tuple(dict.fromkeys(cells[place] for place in places))
    return names, tuple(number for cell in cells[places[-1] + 1 :] for number in _numbers(cell))


def _numbers(text: str) -> Iterator[Decimal]:
    """1.205, 79,3%, 88,6–100,0% or 07 as numbers; nothing for other words."""
    parts = text.removesuffix("%").split("–")
    if all(re.fullmatch(r"\d{1,3}(\.\d{3})+|\d+|\d[\d.]*,\d+", part) for part in parts):
        yield from (Decimal(part.replace(".", "").replace(",", ".")) for part in parts)


def _csv(content: bytes) -> list[Table]:
    blocks = content.decode("utf-8-sig").replace("\r\n", "\n").split("\n\n")
    return [list(csv.reader(io.StringIO(block), delimiter=";")) for block in blocks]


def _docx(content: bytes) -> list[Table]:
    tables = docx.Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def _xlsx(content: bytes) -> list[Table]:
    sheets = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return [[[_as_shown(cell) for cell in row] for row in sheet.iter_rows()] for sheet in sheets]


def _as_shown(cell: Cell) -> str:
    """A number as its format shows it to a reader in Viet Nam."""
    if not isinstance(cell.value, int | float):
        return str(cell.value or "")
    value, decimals = Decimal(str(cell.value)), cell.number_format.partition(".")[2].count("0")
    value *= 100 if cell.number_format.endswith("%") else 1
    shown = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{shown}".replace(".", ",")


def _html(content: bytes) -> list[Table]:
    """Tables of a form have a caption; those of a drawing have none, and say the same once more."""
    tables = lxml.html.fromstring(content.decode()).xpath("//table[caption]")
    return [[[cell.text_content() for cell in row] for row in table.iter("tr")] for table in tables]


def _json(content: bytes) -> list[Table]:
    told = json.loads(content)
    return [_rows(table) for table in told["tables"]] if "tables" in told else _form_a(told)


def _rows(table: dict[str, Any]) -> Table:
    return [[_said(cell) for cell in row["cells"].values()] for row in table["rows"]]


def _said(cell: object) -> str:
    if isinstance(cell, list):
        return "–".join(str(end).replace(".", ",") for end in cell)
    numeric = isinstance(cell, str) and re.fullmatch(r"\d+\.\d", cell)
    return (
        ""
        if cell is None or isinstance(cell, bool)
        else str(cell).replace(".", ",")
        if numeric
        else str(cell)
    )


def _form_a(told: dict[str, Any]) -> list[Table]:
    """Form A for programs has the published table; the shares are of the same rows."""
    units = [*told["departments"], {**told["total"], "name": "Tổng cộng"}]
    ballots = [[one["name"], *(_said(one[key]) for key in ("issued", "collected", "valid"))] for one in units]
    rows = [
        [
            *(one["name"], row["name"], *map(str, row["counts"].values()), str(row["n"])),
            *(_said(row["satisfied_percent"]), _said(row["very_satisfied_percent"])),
        ]
        for one in units
        for row in one["criteria"]
    ]
    return [ballots, rows]


_READERS = {"json": _json, "csv": _csv, "xlsx": _xlsx, "docx": _docx, "html": _html}
