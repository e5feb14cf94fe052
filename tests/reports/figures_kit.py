"""Figures made by hand, for the tests of the forms: the town's published table of 2024 among them."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.config import load
from kiosk.domain.figures import BallotGroup, Figures, PaperCount, Period, Unit
from kiosk.domain.questionnaire import Criterion, Department, Level, Questionnaire
from kiosk.reports.forms import build

ROOT = Path(__file__).parents[2]
PUBLISHED = json.loads((ROOT / "assets/examples/binh-duong-2024.json").read_text(encoding="utf-8"))
HALF_YEAR = Period(date(2024, 1, 1), date(2024, 6, 30), "Asia/Ho_Chi_Minh")
LEVELS = (
    Level("very", "Rất hài lòng"),
    Level("sat", "Hài lòng"),
    Level("dis", "Không hài lòng", satisfied=False),
)
ASKED = Questionnaire(
    tuple(Department(code, code.upper()) for code in ("a", "b", "c", "d")),
    (Criterion("first", "Thời gian"), Criterion("last", "Đánh giá chung")),
    LEVELS,
)


def town(**changes):
    """The published table as the ballots that it was made of; which answers met in one is not known."""
    asked = load(ROOT / "config.toml").questionnaire
    columns = {}
    for row in PUBLISHED:
        levels = [level.code for level in asked.levels for _ in range(row[level.code])]
        columns.setdefault(row["department"], {})[row["criterion"]] = levels
    groups = tuple(
        BallotGroup(department, asked.version, True, True, dict(zip(of, answers, strict=True)), 1)
        for department, of in columns.items()
        for answers in zip(*of.values(), strict=True)
    )
    units = tuple(Unit(one.code, one.name) for one in asked.departments)
    return replace(Figures(HALF_YEAR, False, units, (asked,), groups), **changes)


def group(unit, count=1, *, invited=False, valid=True, asked=ASKED, **answers):
    """Alike ballots."""
    return BallotGroup(unit, asked.version, invited, valid, answers, count)


def figures(*groups, asked=ASKED, **changes):
    """A half-year of these ballots."""
    units = tuple(Unit(one.code, one.name) for one in asked.departments)
    return replace(Figures(HALF_YEAR, False, units, (asked,), groups), **changes)


def paper(unit, issued, collected, valid, *, asked=ASKED, **counts):
    """Paper ballots of a unit; counts by criterion and level."""
    return PaperCount(unit, asked.version, issued, collected, valid, counts)


def form(name, those, previous=None, **options):
    """That form of these figures."""
    return build(name, those, previous, **{"agency": "UBND thị trấn Bình Dương", **options})


def table(report, key):
    """The table with that key, or None."""
    return next((one for one in report.tables if one.key == key), None)


def rows(report, key):
    """The rows of a table, each as a dictionary by column."""
    found = table(report, key)
    return [dict(zip((column.key for column in found.columns), row.cells, strict=True)) for row in found.rows]


def column(report, key, name):
    """A column of a table, from top to bottom."""
    return [row[name] for row in rows(report, key)]
