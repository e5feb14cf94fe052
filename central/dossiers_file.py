"""A file of dossiers returned, as one-stop software and Excel write it: CSV, in any of their usual forms.

UTF-8 with or without its mark, or UTF-16 with it; semicolons, commas or tabs; heads in Vietnamese or
English; days as 21/11/2026 or 2026-11-21; counts as 1234 or 1.234. A file is taken whole, or told
with all its faults.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from central.catalogue import normal
from central.dossiers import Returned
from central.typed_numbers import LARGEST, count_of, day_of

MAX_BYTES = 1024 * 1024
MAX_FAULTS = 200
"""More faulty rows than these are not told one by one."""
_DELIMITERS = (";", ",", "\t")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Heads in normal form.
_HEADS = {
    "day": {"ngay", "ngay-tra", "ngay-tra-ket-qua", "day", "date"},
    "department": {
        "bo-phan",
        "ma-bo-phan",
        "ten-bo-phan",
        "linh-vuc",
        "department",
        "department-code",
    },
    "number": {
        "so-ho-so",
        "ho-so",
        "so-luong",
        "so-luong-ho-so",
        "so-ho-so-da-tra",
        "so-ho-so-da-tra-ket-qua",
        "ho-so-da-tra-ket-qua",
        "dossiers",
        "dossiers-returned",
        "returned",
        "count",
    },
}
_LONGEST_TOLD = 60


@dataclass(frozen=True)
class Fault:
    """What is wrong: `word` is a text of the pages' table "dossiers_fault"; `row` counts from 1.

    Row 0 is the whole file. `values` are what that text names: what stands there, or what is missing.
    """

    row: int
    word: str
    values: Mapping[str, str | int] = field(default_factory=dict)


class DossiersFileError(Exception):
    """A file that can't be taken, with all its faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


def read(content: bytes, find: Callable[[str], str | None], today: date) -> list[Returned]:
    """The numbers in a file, by day and department; `find` gives a department's code by what somebody wrote.

    Rows of different spellings that mean one department add up. Raises DossiersFileError.
    """
    rows = list(_rows(_text(content)))
    columns, first = _columns(rows)
    faults: list[Fault] = []
    sums: dict[tuple[date, str], int] = {}
    seen: dict[tuple[date, str], int] = {}
    for number, cells in enumerate(rows[first:], first + 1):
        if not any(cell.strip() for cell in cells):
            continue
        row = _Row(number, cells, columns)
        one, wrong = row.read(find, today)
        faults += wrong
        if one is None:
            continue
        before = seen.setdefault((one.day, normal(row.cell("department"))), number)
        if before != number:
            faults.append(Fault(number, "twice", {"other": before}))
        sums[one.day, one.department] = sums.get((one.day, one.department), 0) + one.number
    if not sums and not faults:
        faults.append(Fault(0, "empty"))
    if faults:
        raise DossiersFileError(faults)
    return [Returned(day, department, number) for (day, department), number in sorted(sums.items())]


def written(those: Sequence[Returned]) -> str:
    """The same numbers in the plainest form of such a file."""
    rows = [f"{one.day};{one.department};{one.number}" for one in those]
    return "\n".join(["day;department;dossiers", *rows])


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise DossiersFileError([Fault(0, "long", {"most": MAX_BYTES // 1024})])
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise DossiersFileError([Fault(0, "encoding")]) from None
    if "\0" in text:
        raise DossiersFileError([Fault(0, "encoding")])
    return text


def _rows(text: str) -> Iterator[list[str]]:
    """The rows, split by the first delimiter that finds all columns in the head, else the most of them."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    found = {one: len(_found(head.split(one))) for one in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda one: found[one])
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise DossiersFileError([Fault(0, "quotes")]) from None


def _found(cells: Sequence[str]) -> dict[str, list[int]]:
    """Where each column stands in the head."""
    heads = [normal(cell) for cell in cells]
    places = {
        word: [at for at, head in enumerate(heads) if head in heads_] for word, heads_ in _HEADS.items()
    }
    return {word: those for word, those in places.items() if those}


def _columns(rows: Sequence[Sequence[str]]) -> tuple[dict[str, int], int]:
    """The place of each column, and how many rows the head ends after."""
    for number, cells in enumerate(rows, 1):
        if any(cell.strip() for cell in cells):
            found = _found(cells)
            faults = [Fault(number, f"no_{word}") for word in _HEADS if word not in found]
            faults += [Fault(number, f"two_{word}") for word, those in found.items() if len(those) > 1]
            if faults:
                raise DossiersFileError(faults)
            return {word: those[0] for word, those in found.items()}, number
    raise DossiersFileError([Fault(0, "empty")])


@dataclass(frozen=True)
class _Row:
    number: int
    cells: Sequence[str]
    columns: Mapping[str, int]

    def cell(self, word: str) -> str:
        at = self.columns[word]
        return self.cells[at].strip() if at < len(self.cells) else ""

    def read(self, find: Callable[[str], str | None], today: date) -> tuple[Returned | None, list[Fault]]:
        day, number = day_of(self.cell("day")), count_of(self.cell("number"))
        department = find(self.cell("department"))
        faults = []
        if day is None:
            faults.append(self._fault("day", "day"))
        elif day > today:
            faults.append(self._fault("future", "day"))
        if department is None:
            faults.append(self._fault("department", "department"))
        if number is None:
            faults.append(self._fault("number", "number", most=LARGEST))
        if day is None or department is None or number is None or faults:
            return None, faults
        return Returned(day, department, number), []

    def _fault(self, word: str, column: str, **values: int) -> Fault:
        return Fault(self.number, word, {"text": self.cell(column)[:_LONGEST_TOLD], **values})
