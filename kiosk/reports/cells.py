"""What a cell of a report is in print, the same in every format that holds text."""

from __future__ import annotations

from decimal import Decimal

from kiosk.reports.numbers import NOTHING, share, whole
from kiosk.reports.report import Cell, Kind
from kiosk.reports.small_cells import BESIDE

MET, NOT_MET = "Đạt", "Không đạt"
_BELOW_TEN = frozenset("123456789")
_ENGLISH_WORDS = {MET: "Met", NOT_MET: "Not met", BESIDE: "hidden"}
_ENGLISH_MARKS = str.maketrans(",.", ".,")


def cell_text(cell: Cell, kind: Kind, *, zero_padded: bool = False) -> str:
    """A cell as a Vietnamese document writes it; `zero_padded` writes counts below ten as 01, 02.

    Text stands as it is, whatever its column holds ("<5" where a count is hidden).
    """
    if isinstance(cell, str):
        return cell
    if cell is None:
        return "" if kind is Kind.TEXT else NOTHING
    if isinstance(cell, bool):
        return MET if cell else NOT_MET
    if isinstance(cell, tuple):
        low, high = cell
        return f"{_decimal(low)}–{share(high)}"
    if isinstance(cell, Decimal):
        return _decimal_of(cell, kind)
    return padded(whole(cell)) if zero_padded and kind is Kind.COUNT else whole(cell)


def in_english(text: str) -> str:
    """What `cell_text` gives for any cell but a name, in English: 1.234,5 as 1,234.5, "Đạt" as "Met"."""
    return _ENGLISH_WORDS.get(text) or text.translate(_ENGLISH_MARKS)


def padded(number: str) -> str:
    """A whole number below ten with the zero that offices write before it: 4 as 04, but 0 as 0."""
    return f"0{number}" if number in _BELOW_TEN else number


def _decimal_of(number: Decimal, kind: Kind) -> str:
    if kind is Kind.SHARE:
        return share(number)
    return f"{number:+}".replace(".", ",") if kind is Kind.POINTS and number else _decimal(number)


def _decimal(number: Decimal) -> str:
    return str(number).replace(".", ",")
