"""The ranking: units by an index of 100, the change against another period, small samples left out.

Table: `ranking`. Equal indices share a rank (1, 2, 2, 4).
"""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.domain.ranking import Ranking, Standing, ranking
from kiosk.domain.tally import Tally
from kiosk.reports.form_charts import over_time, share_bars
from kiosk.reports.form_tables import scales_of
from kiosk.reports.form_words import words
from kiosk.reports.report import Cell, Chart, Column, Kind, Report, Row, RowKind, SharesOf, Table
from kiosk.reports.request import Request
from kiosk.reports.small_cells import SmallCells
from kiosk.reports.span import span


def form_ranking(request: Request) -> Report:
    """The order of the units, against `previous` where there is one."""
    found = ranking(request.tally, request.tally_before, request.settings.small_sample)
    return request.report(
        "ranking",
        request.say("Xếp hạng mức độ hài lòng", "Ranking by satisfaction"),
        tables=(_table(request, found),),
        charts=(*_chart(request, found), *over_time(request)),
        remarks=tuple(_remarks(request, found)),
        words=words(request),
    )


def _table(request: Request, found: Ranking) -> Table:
    rows = (
        *(Row(_cells(request, one)) for one in found.ranked),
        *(Row(_cells(request, one), RowKind.LEFT_OUT) for one in found.left_out),
        Row(_cells(request, found.total), RowKind.TOTAL),
    )
    title = request.say("Xếp hạng theo chỉ số hài lòng", "Ranking by the index of satisfaction")
    return Table("ranking", title, _columns(request), rows)


def _columns(request: Request) -> tuple[Column, ...]:
    say = request.say
    return (
        Column("rank", say("Hạng", "Rank"), Kind.RANK),
        Column("department", say("Đơn vị, bộ phận", "Department"), Kind.TEXT),
        Column("ballots", say("Số phiếu", "Ballots"), Kind.COUNT),
        Column("satisfied", say("Lượt hài lòng", "Satisfied answers"), Kind.COUNT),
        Column("n", say("Số lượt (n)", "Answers (n)"), Kind.COUNT),
        Column(
            "index",
            say("Chỉ số hài lòng (trên 100)", "Index (of 100)"),
            Kind.INDEX,
            follows=SharesOf(("satisfied",), "n"),
        ),
        Column("interval", say("Khoảng tin cậy 95%", "95% interval"), Kind.INTERVAL),
        *(_change_columns(request) if request.previous else ()),
        Column("note", say("Ghi chú", "Remarks"), Kind.TEXT),
    )


def _change_columns(request: Request) -> tuple[Column, ...]:
    say, period = request.say, request.previous.period if request.previous else request.figures.period
    over = say("So với ", "Against ") + span(period.first, period.last, request.language)
    return (
        Column("previous_ballots", say("Số phiếu", "Ballots"), Kind.COUNT, over=over),
        Column("previous", say("Chỉ số", "Index"), Kind.INDEX, over=over),
        Column("change", say("Tăng, giảm (điểm phần trăm)", "Change (points)"), Kind.POINTS, over=over),
    )


def _cells(request: Request, one: Standing) -> tuple[Cell, ...]:
    name = one.name if one.code else request.say("Tổng cộng", "Total")
    hidden = _hidden(request.small, request.tally, one.code)
    shown: tuple[Cell, ...] = (one.ballots, one.satisfied, one.answers, one.index, one.interval)
    if hidden:
        shown = (hidden, hidden, hidden, None, None)
    change = _change_cells(request, one, change_hidden=hidden is not None) if request.previous else ()
    note = request.say("mẫu nhỏ", "small sample") if one.small and one.code else None
    return (one.rank if one.code else "", name, *shown, *change, note)


def _change_cells(request: Request, one: Standing, *, change_hidden: bool) -> tuple[Cell, ...]:
    before = request.tally_before
    hidden = _hidden(request.small_before, before, one.code) if before else None
    if hidden:
        return hidden, None, None
    return one.previous_ballots, one.previous, None if change_hidden else one.change


def _hidden(small: SmallCells, tally: Tally, code: str) -> str | None:
    """What is printed instead of a unit's index and all that it is made of."""
    those = (one for one in (*tally.departments, tally.total) if one.code == code)
    return next((small.of_sum(code, one.criteria, one.collected) for one in those), None)


def _chart(request: Request, found: Ranking) -> Iterator[Chart]:
    rows = (
        (one.name, one.satisfied, one.answers)
        for one in found.ranked
        if not _hidden(request.small, request.tally, one.code)
    )
    return share_bars("ranking", request.say("Chỉ số hài lòng", "Index of satisfaction"), rows)


def _remarks(request: Request, found: Ranking) -> Iterator[str]:
    if found.left_out:
        least = request.settings.small_sample
        yield request.say(
            f"Đơn vị có dưới {least} phiếu ghi “mẫu nhỏ” và không xếp hạng.",
            f"Units with fewer than {least} ballots are marked as a small sample and not ranked.",
        )
    if len(scales_of(row for row in request.tally.total.criteria if row.n)) > 1:
        yield request.say(
            "Trong kỳ có nhiều thang đo: chỉ số gộp mọi mức độ được tính là hài lòng của từng thang.",
            "Several scales were in use: the index pools what counts as satisfied on each of them.",
        )
    if request.previous:
        yield request.say(
            "Thay đổi tính bằng điểm phần trăm, giữa hai chỉ số đã làm tròn; chỉ tính khi cả hai kỳ đủ mẫu.",
            "Changes are in percentage points of the rounded indices, where neither sample is small.",
        )
