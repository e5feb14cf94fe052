"""The code in a report's footer ("Mã đối chiếu"), by which its numbers are confirmed from the journals later.

Six groups of four letters, Crockford's base 32 (https://www.crockford.com/base32.html):

  8 letters    SHA-256 over the heads that the report rests on: finds them again
  16 letters   SHA-256 over form, period and the one compared with, channel, agency, heads and the numbers of
               its tables

Names and other words of the tables are no part of it: a spelling that a later version corrects confirms too.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kiosk.domain.canonical import canonical
from kiosk.domain.figures import Head
from kiosk.reports.numbers import whole
from kiosk.reports.report import Cell, Kind, Report, RowKind, Table

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_AS_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ALPHABET)
_READ_AS = str.maketrans("OIL", "011")
_HEADS, _ALL, _GROUP = 8, 24, 4
_SHORT = 8  # of a journal's name, enough for a reader


def code_of(report: Report, heads: Iterable[Head]) -> str:
    """The code of a report that rests on these heads, in groups: 7K2M-9QXA and four more."""
    those = _members(heads)
    members = {
        "form": report.form,
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "agency": [report.agency, report.unit],
        "heads": those,
        "tables": [_numbers(table) for table in report.tables],
        "ballots": report.ballots,
        "against": [day.isoformat() for day in report.against or ()],
    }
    letters = _letters(_joined(those), _HEADS) + _letters(canonical(members), _ALL - _HEADS)
    return "-".join(letters[at : at + _GROUP] for at in range(0, _ALL, _GROUP))


def with_code(report: Report, heads: Sequence[Head], language: str = "vi") -> Report:
    """The report with its code, and with a sentence on what it rests on."""
    those = set(heads)
    entries = whole(sum(head.seq for head in those))
    if len(those) == 1:
        journal = heads[0].journal[:_SHORT]
        vi = f"Số liệu dựa trên nhật ký {journal}, đến mục {entries}."
        en = f"The numbers rest on journal {journal}, through entry {entries}."
    else:
        vi = f"Số liệu dựa trên {whole(len(those))} nhật ký, tổng cộng {entries} mục."
        en = f"The numbers rest on {whole(len(those))} journals with {entries} entries."
    return replace(report, code=code_of(report, heads), basis=en if language == "en" else vi)


def read_code(text: str) -> str:
    """A code as somebody typed it, in its own spelling; raises ValueError for what can't be one.

    Small letters, blanks and missing hyphens are as good, and so are O for 0, I and L for 1.
    """
    letters = "".join(text.split()).replace("-", "").upper().translate(_READ_AS)
    if len(letters) != _ALL or set(letters) - set(_ALPHABET):
        raise ValueError("a code has 24 letters and digits, without U")
    return "-".join(letters[at : at + _GROUP] for at in range(0, _ALL, _GROUP))


def are_heads_of(code: str, heads: Iterable[Head]) -> bool:
    """Whether the report with this code may rest on these heads."""
    return code.replace("-", "").startswith(_letters(_joined(_members(heads)), _HEADS))


def _members(heads: Iterable[Head]) -> list[list[str | int]]:
    return [[head.journal, head.seq, head.hash] for head in sorted(set(heads), key=_order)]


def _order(head: Head) -> tuple[str, int, str]:
    return head.journal, head.seq, head.hash


def _joined(heads: Sequence[Sequence[str | int]]) -> str:
    return json.dumps(heads, ensure_ascii=False, separators=(",", ":"))


def _letters(text: str, count: int) -> str:
    """The first letters of a text's hash; `count` is a multiple of eight."""
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b32encode(digest[: count * 5 // 8]).decode().translate(_AS_CROCKFORD)


def _numbers(table: Table) -> dict[str, Any]:
    """What a table says but for its words: by column, in the order of its rows."""
    rows = [row for row in table.rows if row.kind is not RowKind.HEADING]
    return {
        "key": table.key,
        "columns": {
            column.key: [_member(row.cells[number]) for row in rows]
            for number, column in enumerate(table.columns)
            if column.kind is not Kind.TEXT
        },
    }


def _member(cell: Cell) -> str | int | bool | list[str] | None:
    if isinstance(cell, Decimal):
        return str(cell)
    if isinstance(cell, tuple):
        return [str(end) for end in cell]
    return cell
