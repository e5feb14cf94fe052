"""Form A: the counts of each level by department and criterion, as the town of Bình Dương published them.

Tables: `ballots` (issued, collected, valid), `levels` (the published one), `shares` (n and per cent, with the
total that pools the counts), `valid` (the same of valid ballots only, where some are flagged). A further
scale has tables of its own, `levels-2` and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kiosk.domain.interval import wilson
from kiosk.domain.tally import CriterionTally, DepartmentTally
from kiosk.reports.form_charts import by_criterion, over_time
from kiosk.reports.form_tables import (
    Levels,
    ballot_cells,
    level_cells,
    level_columns,
    n_and_shares,
    n_column,
    scales_of,
    share_columns,
)
from kiosk.reports.form_words import words
from kiosk.reports.report import Column, Kind, Report, Row, RowKind, Table
from kiosk.reports.request import Request

_Rows = list[tuple[DepartmentTally, tuple[CriterionTally, ...]]]


def form_a(request: Request) -> Report:
    """The form of one channel's ballots."""
    return request.report(
        "a",
        request.say("Kết quả đánh giá mức độ hài lòng", "Satisfaction with the one-stop desk"),
        tables=(
            ballots_table(request),
            *_levels_tables(request),
            *_shares_tables(request),
            *_valid_tables(request),
        ),
        charts=(*by_criterion(request), *over_time(request)),
        remarks=tuple(_remarks(request)),
        words=words(request),
    )


def ballots_table(request: Request) -> Table:
    """Ballots issued, collected and valid, by department."""
    columns = (
        Column("number", request.say("STT", "No."), Kind.TEXT),
        Column("department", _department_head(request), Kind.TEXT),
        Column("issued", request.say("Số phiếu phát ra", "Issued"), Kind.COUNT),
        Column("collected", request.say("Số phiếu thu về", "Collected"), Kind.COUNT),
        Column("valid", request.say("Số phiếu hợp lệ", "Valid"), Kind.COUNT),
    )
    tally = request.tally
    rows = [
        Row((number, one.name, *ballot_cells(request, one)))
        for number, one in enumerate(tally.departments, 1)
    ]
    total = Row((None, _total_name(request), *ballot_cells(request, tally.total)), RowKind.TOTAL)
    title = request.say("Số phiếu phát ra, thu về và hợp lệ", "Ballots issued, collected and valid")
    return Table("ballots", title, columns, (*rows, total), zero_padded=request.settings.zero_padded)


def _levels_tables(request: Request) -> Iterator[Table]:
    """The published table for each scale in use."""
    departments = request.tally.departments
    for place, levels in enumerate(scales_of(row for one in departments for row in one.criteria), 1):
        rows = [
            row
            for number, one in enumerate(departments, 1)
            for row in _level_rows(request, levels, number, one)
        ]
        yield Table(
            _numbered("levels", place),
            request.say("Kết quả khảo sát", "Results"),
            (
                Column("number", request.say("STT", "No."), Kind.TEXT),
                Column("department", _department_head(request), Kind.TEXT),
                Column("criterion", request.say("Nội dung đánh giá", "Criterion"), Kind.TEXT),
                *level_columns(request, levels),
                Column("note", request.say("Ghi chú", "Remarks"), Kind.TEXT),
            ),
            tuple(rows),
            zero_padded=request.settings.zero_padded,
        )


def _level_rows(request: Request, levels: Levels, number: int, one: DepartmentTally) -> Iterator[Row]:
    merged: frozenset[str] = frozenset()
    for row in one.criteria:
        if row.levels == levels:
            hidden = request.small.of_row(one.code, row)
            yield Row((number, one.name, row.name, *level_cells(row, hidden), None), merged=merged)
            merged = frozenset({"number", "department"})


def _shares_tables(request: Request) -> Iterator[Table]:
    tally = request.tally
    rows = [(one, one.criteria) for one in (*tally.departments, tally.total)]
    return _with_shares(request, "shares", request.say("Tỷ lệ hài lòng", "Satisfied shares"), rows)


def _valid_tables(request: Request) -> Iterator[Table]:
    """The same of valid ballots, where flags make a difference and tell nothing about a few."""
    tally = request.tally
    differs = any(one.criteria != one.valid_criteria for one in tally.departments)
    if not differs or request.small.valid_gives_away:
        return iter(())
    rows = [(one, one.valid_criteria) for one in (*tally.departments, tally.total)]
    title = request.say("Tỷ lệ hài lòng, chỉ tính phiếu hợp lệ", "Satisfied shares of valid ballots only")
    return _with_shares(request, "valid", title, rows)


def _with_shares(request: Request, key: str, title: str, those: _Rows) -> Iterator[Table]:
    note = request.say(
        "Tỷ lệ hài lòng gộp mọi mức độ được tính là hài lòng; dòng tổng cộng gộp số lượt.",
        "The satisfied share pools the levels that count as satisfied; the total pools counts.",
    )
    for place, levels in enumerate(scales_of(row for _, rows in those for row in rows), 1):
        columns = (
            Column("department", _department_head(request), Kind.TEXT),
            Column("criterion", request.say("Nội dung đánh giá", "Criterion"), Kind.TEXT),
            *level_columns(request, levels),
            n_column(request, levels),
            *share_columns(request, levels),
            Column("interval", request.say("Khoảng tin cậy 95%", "95% interval"), Kind.INTERVAL),
        )
        found = [
            row
            for one, rows in those
            for row in _share_rows(request, one, [row for row in rows if row.levels == levels])
        ]
        yield Table(_numbered(key, place), title, columns, tuple(found), notes=(note,))


def _share_rows(request: Request, one: DepartmentTally, rows: Sequence[CriterionTally]) -> Iterator[Row]:
    name, kind = (one.name, RowKind.BODY) if one.code else (_total_name(request), RowKind.TOTAL)
    merged: frozenset[str] = frozenset()
    for row in rows:
        hidden = request.small.of_row(one.code, row)
        interval = wilson(Fraction(row.satisfied, row.n), row.n) if row.n and not hidden else None
        cells = (name, row.name, *level_cells(row, hidden), *n_and_shares(row, hidden), interval)
        yield Row(cells, kind, merged)
        merged = frozenset({"department"})


def _numbered(key: str, place: int) -> str:
    """The key of a table: a further scale has one of its own."""
    return key if place == 1 else f"{key}-{place}"


def _department_head(request: Request) -> str:
    return request.say("Bộ phận được đánh giá", "Department")


def _total_name(request: Request) -> str:
    return request.say("Tổng cộng", "Total")


def _remarks(request: Request) -> Iterator[str]:
    tally = request.tally
    if not tally.departments:
        yield request.say("Trong kỳ này chưa hỏi gì.", "Nothing was asked in this period.")
    if request.settings.paper_issued and any(one.issued is None for one in (*tally.departments, tally.total)):
        yield request.say(
            "Quầy không phát phiếu: số phiếu phát ra ghi bằng số phiếu thu về.",
            "Nobody issues ballots at the counter: as many are printed as were collected.",
        )
    if request.small.valid_gives_away:
        yield request.say(
            "Không in bảng chỉ tính phiếu hợp lệ: so hai bảng sẽ lộ câu trả lời của một vài phiếu.",
            "The table of valid ballots is left out: compared with the other it would tell a few answers.",
        )
