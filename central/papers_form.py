"""A sheet of paper ballots as somebody types it into a form, and as such a form shows one again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from central.papers import Fault, PaperError, Sheet, faults_of
from central.typed_numbers import LARGEST, count_of, day_of
from kiosk.domain.questionnaire import Questionnaire

DAYS = ("first", "last")
TOTALS = ("issued", "collected", "valid")
_COMPARED = {"last": "first", "collected": "issued", "valid": "collected"}
"""What a field is compared with; a criterion with `valid`."""


def field_of(criterion: int, level: int) -> str:
    """The field of one number of the grid, by the places of its criterion and level in the questionnaire."""
    return f"c{criterion}l{level}"


def read(typed: Mapping[str, str], agency: str, department: str, asked: Questionnaire, today: date) -> Sheet:
    """The sheet in a form; a number that is left empty in the grid is 0.

    Raises PaperError with all faults: those of `central.papers.faults_of`, and the words "day" and "number"
    for fields that can't be read (a field of the grid by `field_of`).
    """
    days = {name: day_of(typed.get(name, "")) for name in DAYS}
    totals = {name: count_of(typed.get(name, "")) for name in TOTALS}
    grid = {
        field_of(row, column): count_of(typed.get(field_of(row, column), "").strip() or "0")
        for row in range(len(asked.criteria))
        for column in range(len(asked.levels))
    }
    faults = [Fault(name, "day", {}) for name, day in days.items() if day is None]
    numbers = {**totals, **grid}
    faults += [Fault(name, "number", {"most": LARGEST}) for name, one in numbers.items() if one is None]
    sheet = Sheet(
        agency,
        department,
        asked.version,
        days["first"] or today,
        days["last"] or today,
        counts={
            criterion.code: {
                level.code: grid[field_of(row, column)] or 0 for column, level in enumerate(asked.levels)
            }
            for row, criterion in enumerate(asked.criteria)
        },
        **{name: number or 0 for name, number in totals.items()},
    )
    unread = {fault.field for fault in faults} | _unread_rows(asked, grid)
    faults += [
        fault
        for fault in faults_of(sheet, today)
        if not unread & {fault.field, _COMPARED.get(fault.field, "valid")}
    ]
    if faults:
        raise PaperError(faults)
    return sheet


def typed_of(sheet: Sheet, asked: Questionnaire) -> dict[str, str]:
    """What stands in the fields for a sheet."""
    totals = {"issued": sheet.issued, "collected": sheet.collected, "valid": sheet.valid}
    grid = {
        field_of(row, column): sheet.counts.get(criterion.code, {}).get(level.code, 0)
        for row, criterion in enumerate(asked.criteria)
        for column, level in enumerate(asked.levels)
    }
    numbers = {name: str(number) for name, number in (*totals.items(), *grid.items())}
    return {"first": sheet.first.isoformat(), "last": sheet.last.isoformat(), **numbers}


def _unread_rows(asked: Questionnaire, grid: Mapping[str, int | None]) -> set[str]:
    return {
        criterion.code
        for row, criterion in enumerate(asked.criteria)
        if any(grid[field_of(row, column)] is None for column in range(len(asked.levels)))
    }
