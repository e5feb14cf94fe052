"""Reports for programs: the same objects from the kiosk and from the centre."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kiosk.domain.figures import Period
from kiosk.domain.tally import CriterionTally, DepartmentTally, Tally, percent
from kiosk.reports.report import Cell, Report, Row, Table


def as_json(tally: Tally) -> dict[str, Any]:
    """Form A: plain lists and objects; percentages are text with one decimal and a point, or null."""
    return {
        "period": _period(tally.period),
        "simulated": tally.simulated,
        "departments": [
            {"code": one.code, "name": one.name, **_ballots(one), "criteria": _rows(one.criteria)}
            for one in tally.departments
        ],
        "total": {**_ballots(tally.total), "criteria": _rows(tally.total.criteria)},
        "valid_only": {
            "departments": [
                {"code": one.code, "name": one.name, "criteria": _rows(one.valid_criteria)}
                for one in tally.departments
            ],
            "total": {"criteria": _rows(tally.total.valid_criteria)},
        },
        "warnings": [one.vi for one in tally.warnings],
    }


def report_as_json(report: Report, period: Period, *, simulated: bool) -> dict[str, Any]:
    """The other forms: their tables with rows by the keys of the columns.

    Percentages, points and indices are text with a point, an interval is a list of two; null stands for a
    dash, text in a column of numbers for a number that is hidden. Texts are as they are printed.
    """
    return {
        "form": report.form,
        "title": report.title,
        "agency": report.agency,
        "unit": report.unit,
        "period": _period(period),
        "simulated": simulated,
        "tables": [_table(table) for table in report.tables],
        "remarks": list(report.remarks),
        "marks": list(report.marks),
        "basis": report.basis,
        "code": report.code,
    }


def _period(period: Period) -> dict[str, str]:
    return {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "time_zone": period.time_zone,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "columns": [
            {"key": one.key, "head": one.head, "over": one.over, "kind": one.kind.value}
            for one in table.columns
        ],
        "rows": [{"kind": row.kind.value, "cells": _cells(table, row)} for row in table.rows],
        "notes": list(table.notes),
    }


def _cells(table: Table, row: Row) -> dict[str, Any]:
    return {column.key: _plain(cell) for column, cell in zip(table.columns, row.cells, strict=False)}


def _plain(cell: Cell) -> str | int | bool | list[str] | None:
    if isinstance(cell, tuple):
        return [str(end) for end in cell]
    return str(cell) if isinstance(cell, Decimal) else cell


def _ballots(one: DepartmentTally) -> dict[str, int | None]:
    return {"issued": one.issued, "collected": one.collected, "valid": one.valid}


def _rows(criteria: Sequence[CriterionTally]) -> list[dict[str, Any]]:
    return [
        {
            "code": row.code,
            "name": row.name,
            "n": row.n,
            "counts": dict(row.counts),
            "satisfied_percent": _text(percent(row.satisfied, row.n)),
            # The best level of any scale comes first, whatever its code.
            "very_satisfied_percent": _text(percent(row.counts[row.levels[0].code], row.n)),
        }
        for row in criteria
    ]


def _text(share: Decimal | None) -> str | None:
    return None if share is None else str(share)
