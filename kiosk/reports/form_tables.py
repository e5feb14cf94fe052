"""Columns and cells that several forms share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kiosk.domain.questionnaire import Level
from kiosk.domain.tally import CriterionTally, DepartmentTally, percent
from kiosk.reports.report import Cell, Column, Kind, SharesOf, SumOf
from kiosk.reports.request import Request

Levels = tuple[Level, ...]


def scales_of(rows: Iterable[CriterionTally]) -> list[Levels]:
    """The scales in use, as the rows have them: columns of two scales would not mean the same."""
    return list(dict.fromkeys(row.levels for row in rows))


def key_of(level: Level) -> str:
    """The key of a level's column."""
    return f"level_{level.code}"


def level_columns(request: Request, levels: Levels) -> tuple[Column, ...]:
    """A column of counts for each level, best first."""
    over = request.say("Mức độ đánh giá", "Rating")
    return tuple(
        Column(key_of(level), level.text_in(request.language), Kind.COUNT, over=over) for level in levels
    )


def n_column(request: Request, levels: Levels) -> Column:
    """The answers to a criterion."""
    follows = SumOf(tuple(key_of(level) for level in levels))
    return Column("n", request.say("Số lượt (n)", "Answers (n)"), Kind.COUNT, follows=follows)


def share_columns(request: Request, levels: Levels) -> tuple[Column, ...]:
    """The satisfied share and the best level's, which follow from the columns of levels and n."""
    satisfied = SharesOf(tuple(key_of(level) for level in levels if level.satisfied), "n")
    best = levels[0].text_in(request.language)
    return (
        Column("satisfied", request.say("Tỷ lệ hài lòng", "Satisfied"), Kind.SHARE, follows=satisfied),
        Column(
            "best",
            request.say(f"Tỷ lệ {best.lower()}", f"Of these {best.lower()}"),
            Kind.SHARE,
            follows=SharesOf((key_of(levels[0]),), "n"),
        ),
    )


def level_cells(row: CriterionTally, hidden: str | None) -> tuple[Cell, ...]:
    """The counts of a row by level; `hidden` stands instead of each."""
    return tuple(hidden or row.counts[level.code] for level in row.levels)


def n_and_shares(row: CriterionTally, hidden: str | None) -> tuple[Cell, ...]:
    """The cells of n_column and share_columns."""
    if hidden:
        return hidden, None, None
    return row.n, percent(row.satisfied, row.n), percent(row.best, row.n)


def issued_of(request: Request, one: DepartmentTally) -> int | None:
    """Ballots issued, as the agency wants them where nobody issues any; the total is the rows' sum."""
    if not request.settings.paper_issued:
        return one.issued
    rows = (one,) if one.code else request.tally.departments
    return sum(row.collected if row.issued is None else row.issued for row in rows)


def ballot_cells(request: Request, one: DepartmentTally) -> tuple[Cell, ...]:
    """Ballots issued, collected and valid."""
    hidden = request.small.of_ballots(one.code, one.collected)
    return tuple(hidden or number for number in (issued_of(request, one), one.collected, one.valid))


def heading(text: str, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """The cells of a row that is one text."""
    return (text, *(None for _ in columns[1:]))


def with_formulas(
    columns: Sequence[Column], formulas: Mapping[str, tuple[str, tuple[str, ...]]]
) -> tuple[Column, ...]:
    """The columns with formulas that name others by their number: {"share": ("{}:{}", ("rated", "all"))}."""
    numbers = {column.key: number for number, column in enumerate(columns, 1)}
    return tuple(
        _with_formula(column, numbers, *formulas[column.key]) if column.key in formulas else column
        for column in columns
    )


def _with_formula(column: Column, numbers: dict[str, int], shape: str, keys: tuple[str, ...]) -> Column:
    told = shape.format(*(numbers[key] for key in keys))
    return replace(column, formula=f"{numbers[column.key]}={told}")
