"""A tally for programs: the same object from the kiosk and from the centre."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kiosk.domain.tally import CriterionTally, DepartmentTally, Tally, percent


def as_json(tally: Tally) -> dict[str, Any]:
    """The tally as plain lists and objects; percentages are text with one decimal and a point, or null."""
    return {
        "period": {
            "from": tally.period.first.isoformat(),
            "to": tally.period.last.isoformat(),
            "time_zone": tally.period.time_zone,
        },
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
        "warnings": list(tally.warnings),
    }


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
