"""Form C: satisfaction by factor, chosen reasons by count, screened-out ballots with the rule that did it.

Tables: `factors`, `criteria` (by factor; `criteria-2` for a further scale), `units` (factors by department),
`reasons`, `screening`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.domain.factors import FactorTally, factors
from kiosk.domain.tally import percent
from kiosk.reports.form_charts import by_criterion, over_time
from kiosk.reports.form_notes import reasons_table, screening_table
from kiosk.reports.form_tables import (
    Levels,
    heading,
    level_cells,
    level_columns,
    n_and_shares,
    n_column,
    scales_of,
    share_columns,
)
from kiosk.reports.form_words import words
from kiosk.reports.numbers import share, whole
from kiosk.reports.report import Cell, Column, Kind, Report, Row, RowKind, SharesOf, Table
from kiosk.reports.request import Request


def form_c(request: Request) -> Report:
    """The form of one channel's ballots."""
    those = factors(request.tally.total, request.figures.questionnaires)
    tables = [
        _factors_table(request, those),
        *_criteria_tables(request, those),
        *_units_tables(request, those),
    ]
    if request.has_kiosk:
        tables += [*reasons_table(request), *screening_table(request)]
    return request.report(
        "c",
        request.say("Kết quả khảo sát theo yếu tố", "Satisfaction by factor"),
        tables=tuple(tables),
        charts=(*by_criterion(request), *over_time(request)),
        remarks=tuple(_remarks(request)),
        words=words(request),
    )


def _factors_table(request: Request, those: Sequence[FactorTally]) -> Table:
    say, total = request.say, request.tally.total
    columns = (
        Column("factor", say("Yếu tố", "Factor"), Kind.TEXT),
        Column("criteria", say("Số nội dung", "Criteria"), Kind.COUNT),
        Column("satisfied", say("Lượt hài lòng", "Satisfied answers"), Kind.COUNT),
        Column("n", say("Số lượt (n)", "Answers (n)"), Kind.COUNT),
        Column(
            "share", say("Tỷ lệ hài lòng", "Satisfied"), Kind.SHARE, follows=SharesOf(("satisfied",), "n")
        ),
        Column("interval", say("Khoảng tin cậy 95%", "95% interval"), Kind.INTERVAL),
    )
    rows = [Row(_factor_cells(request, one, factor_name(request, one))) for one in those]
    pooled = FactorTally("", "", total.criteria)
    rows.append(Row(_factor_cells(request, pooled, say("Chung", "All")), RowKind.TOTAL))
    return Table("factors", say("Tỷ lệ hài lòng theo yếu tố", "Satisfied by factor"), columns, tuple(rows))


def _factor_cells(request: Request, one: FactorTally, name: str) -> tuple[Cell, ...]:
    hidden = request.small.of_sum("", one.criteria, one.n)
    if hidden:
        return name, len(one.criteria), hidden, hidden, None, None
    return name, len(one.criteria), one.satisfied, one.n, one.share, one.interval


def factor_name(request: Request, one: FactorTally) -> str:
    """The factor's name; criteria that belong to none have one too."""
    return one.name or request.say("Chưa xếp vào yếu tố nào", "In no factor")


def _criteria_tables(request: Request, those: Sequence[FactorTally]) -> Iterator[Table]:
    for place, levels in enumerate(scales_of(row for one in those for row in one.criteria), 1):
        columns = (
            Column("criterion", request.say("Nội dung đánh giá", "Criterion"), Kind.TEXT),
            *level_columns(request, levels),
            n_column(request, levels),
            *share_columns(request, levels),
        )
        yield Table(
            "criteria" if place == 1 else f"criteria-{place}",
            request.say("Kết quả từng nội dung", "Results by criterion"),
            columns,
            tuple(_criteria_rows(request, levels, those, columns)),
        )


def _criteria_rows(
    request: Request, levels: Levels, those: Sequence[FactorTally], columns: Sequence[Column]
) -> Iterator[Row]:
    for one in those:
        rows = [row for row in one.criteria if row.levels == levels]
        if rows:
            yield Row(heading(factor_name(request, one), columns), RowKind.HEADING)
        for row in rows:
            hidden = request.small.of_row("", row)
            yield Row((row.name, *level_cells(row, hidden), *n_and_shares(row, hidden)))


def _units_tables(request: Request, those: Sequence[FactorTally]) -> Iterator[Table]:
    """Each factor by department, where there are several departments to compare."""
    departments = request.tally.departments
    if len(departments) < 2:  # noqa: PLR2004  one has the same numbers as the total
        return
    columns = [Column("department", request.say("Đơn vị, bộ phận", "Department"), Kind.TEXT)]
    for one in those:
        over = factor_name(request, one)
        columns += [
            Column(f"n_{one.code}", "n", Kind.COUNT, over=over),
            Column(f"share_{one.code}", request.say("Hài lòng", "Satisfied"), Kind.SHARE, over=over),
        ]
    title = request.say("Tỷ lệ hài lòng theo yếu tố và bộ phận", "Satisfied by factor and department")
    named = [(one, one.name, RowKind.BODY) for one in departments]
    named.append((request.tally.total, request.say("Tổng cộng", "Total"), RowKind.TOTAL))
    rows = []
    for department, name, kind in named:
        by_code = {one.code: one for one in factors(department, request.figures.questionnaires)}
        cells = [_unit_cells(request, department.code, by_code.get(one.code)) for one in those]
        rows.append(Row((name, *(cell for pair in cells for cell in pair)), kind))
    yield Table("units", title, tuple(columns), tuple(rows))


def _unit_cells(request: Request, unit: str, one: FactorTally | None) -> tuple[Cell, Cell]:
    if one is None:
        return None, None
    hidden = request.small.of_sum(unit, one.criteria, one.n)
    return (hidden, None) if hidden else (one.n, one.share)


def _remarks(request: Request) -> Iterator[str]:
    total, target = request.tally.total, request.settings.target_overall
    found = percent(total.satisfied, total.answers)
    if found is None or request.small.of_sum("", total.criteria, total.collected):
        return
    met = 100 * total.satisfied >= target * total.answers
    vi, en = ("đạt", "reached") if met else ("chưa đạt", "not reached")
    if total.collected < request.settings.small_sample:
        vi, en = "mẫu nhỏ, chưa so với", "not to be said of a small sample"
    yield request.say(
        f"Tỷ lệ hài lòng chung {share(found)} (n = {whole(total.answers)}): {vi} chỉ tiêu từ {target}%.",
        f"Satisfied over all {share(found)} (n = {whole(total.answers)}): the target of {target}% is {en}.",
    )
