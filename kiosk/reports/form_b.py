"""Form B: how many dossiers were rated and how, as Ho Chi Minh City reports it; columns are numbered.

Tables: `participation` (a row a unit, with the targets met or not) and `targets` (the whole agency's). The
levels are those of one criterion, which stands for all (`overall`); channels have columns of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kiosk.domain.check_sums import too_few_dossiers
from kiosk.domain.interval import sample_hint
from kiosk.domain.participation import Participated, overall_code, participation, reaches
from kiosk.domain.tally import Channel, CriterionTally, percent
from kiosk.reports.form_charts import bars, over_time, share_bars
from kiosk.reports.form_tables import (
    Levels,
    key_of,
    level_cells,
    level_columns,
    n_and_shares,
    n_column,
    share_columns,
    with_formulas,
)
from kiosk.reports.form_words import words
from kiosk.reports.numbers import whole
from kiosk.reports.report import Cell, Chart, Column, Kind, Report, Row, RowKind, SharesOf, SumOf, Table
from kiosk.reports.request import Request


def form_b(request: Request) -> Report:
    """The form of one channel's ratings, or of all of them."""
    code = overall_code(request.figures, request.settings.overall)
    units, total = participation(request.figures, request.tally, request.channel, code)
    satisfied = request.say("Mức độ hài lòng theo bộ phận", "Satisfaction by department")
    rows = [(one.code, one.name, one.overall) for one in units if one.overall]
    return request.report(
        "b",
        request.say("Kết quả tham gia đánh giá và mức độ hài lòng", "Participation and satisfaction"),
        tables=(_participation_table(request, units, total), _targets_table(request, total)),
        charts=(
            *_participation_chart(request, units),
            *bars(request, "units", satisfied, rows),
            *over_time(request),
        ),
        remarks=tuple(_remarks(request, units, total)),
        words=words(request),
    )


def _participation_table(request: Request, units: Sequence[Participated], total: Participated) -> Table:
    levels = total.overall.levels if total.overall else ()
    columns = _columns(request, levels, total)
    rows = [Row(_cells(request, number, one, columns)) for number, one in enumerate(units, 1)]
    rows.append(Row(_cells(request, None, total, columns), RowKind.TOTAL))
    title = request.say("Tham gia đánh giá và mức độ hài lòng", "Participation and satisfaction")
    if total.overall:
        title += request.say(f" (nội dung “{total.overall.name}”)", f" (“{total.overall.name}”)")
    return Table("participation", title, columns, tuple(rows), numbered=True)


def _columns(request: Request, levels: Levels, total: Participated) -> tuple[Column, ...]:
    settings, say = request.settings, request.say
    shares = share_columns(request, levels) if levels else ()
    columns = (
        Column("number", say("STT", "No."), Kind.TEXT),
        Column("department", say("Đơn vị, bộ phận", "Department"), Kind.TEXT),
        Column("dossiers", say("Số hồ sơ đã trả kết quả", "Dossiers returned"), Kind.COUNT),
        *_rated_columns(request, total),
        *level_columns(request, levels),
        *((n_column(request, levels),) if levels else ()),
        *shares,
        Column(
            "share",
            say("Tỷ lệ hồ sơ được đánh giá", "Participation"),
            Kind.SHARE,
            follows=SharesOf((_compared_key(request, total),), "dossiers"),
        ),
        Column(
            "met_share",
            say(
                f"Tham gia từ {settings.target_participation}%", f"At least {settings.target_participation}%"
            ),
            Kind.MET,
            over=say("Chỉ tiêu", "Targets"),
        ),
        Column(
            "met_satisfied",
            say(f"Hài lòng từ {settings.target_satisfied}%", f"{settings.target_satisfied}% satisfied"),
            Kind.MET,
            over=say("Chỉ tiêu", "Targets"),
        ),
        Column("note", say("Ghi chú", "Remarks"), Kind.TEXT),
    )
    return with_formulas(columns, _formulas(request, levels, total))


def _rated_columns(request: Request, total: Participated) -> Iterator[Column]:
    over = request.say("Số lượt đánh giá", "Ratings")
    if request.channel is not Channel.PAPER:
        yield Column("kiosk", request.say("Tại máy", "Kiosk"), Kind.COUNT, over=over)
    if request.channel is not Channel.KIOSK:
        yield Column("paper", request.say("Phiếu giấy", "Paper"), Kind.COUNT, over=over)
    if request.channel is Channel.ALL:
        follows = SumOf(("kiosk", "paper"))
        yield Column("rated", request.say("Cộng", "Together"), Kind.COUNT, over=over, follows=follows)
    if _is_partly_known(total):
        head = request.say("Trong đó đã biết số hồ sơ", "Where dossiers are known")
        yield Column("compared", head, Kind.COUNT, over=over)


def _formulas(
    request: Request, levels: Levels, total: Participated
) -> dict[str, tuple[str, tuple[str, ...]]]:
    keys = tuple(key_of(level) for level in levels)
    satisfied = tuple(key_of(level) for level in levels if level.satisfied)
    return {
        "rated": ("{}+{}", ("kiosk", "paper")),
        "n": (_plus(keys), keys),
        "satisfied": (f"({_plus(satisfied)}):{{}}", (*satisfied, "n")),
        "best": ("{}:{}", (*keys[:1], "n")),
        "share": ("{}:{}", (_compared_key(request, total), "dossiers")),
    }


def _plus(keys: Sequence[str]) -> str:
    return "+".join("{}" for _ in keys)


def _is_partly_known(total: Participated) -> bool:
    """Whether some ratings were given where nobody knows the dossiers."""
    return total.compared != total.rated


def _compared_key(request: Request, total: Participated) -> str:
    if _is_partly_known(total):
        return "compared"
    return {Channel.KIOSK: "kiosk", Channel.PAPER: "paper", Channel.ALL: "rated"}[request.channel]


def _cells(
    request: Request, number: int | None, one: Participated, columns: Sequence[Column]
) -> tuple[Cell, ...]:
    hidden = request.small.of_ballots(one.code, one.rated)
    row = one.overall
    hidden_row = request.small.of_row(one.code, row) if row else None
    small = one.rated < request.settings.small_sample
    cells: dict[str, Cell] = {
        "number": number,
        "department": one.name or request.say("Tổng cộng", "Total"),
        "dossiers": one.dossiers,
        "kiosk": hidden or one.rated_kiosk,
        "paper": hidden or one.rated_paper,
        "rated": hidden or one.rated,
        "compared": None if one.dossiers is None else hidden or one.compared,
        "share": None if hidden else one.share,
        "met_share": None if hidden else one.reaches(request.settings.target_participation),
        "met_satisfied": None if hidden_row or small else _is_satisfied(request, row),
        "note": "; ".join(_notes(request, one, small=small)) or None,
    }
    if row:
        levels = zip(row.levels, level_cells(row, hidden_row), strict=True)
        cells |= {key_of(level): cell for level, cell in levels}
        cells |= dict(zip(("n", "satisfied", "best"), n_and_shares(row, hidden_row), strict=True))
    return tuple(cells.get(column.key) for column in columns)


def _is_satisfied(request: Request, row: CriterionTally | None) -> bool | None:
    return reaches(row.satisfied, row.n, request.settings.target_satisfied) if row else None


def _notes(request: Request, one: Participated, *, small: bool) -> Iterator[str]:
    if one.unknown:
        shifts = f"{whole(one.unknown)}/{whole(one.known + one.unknown)}"
        yield request.say(f"{shifts} phiên không rõ số hồ sơ", f"dossiers unknown of {shifts} shifts")
    elif one.dossiers is None and one.code:
        yield request.say("không rõ số hồ sơ", "dossiers unknown")
    if small and one.code:
        yield request.say("mẫu nhỏ", "small sample")


def _targets_table(request: Request, total: Participated) -> Table:
    say, settings = request.say, request.settings
    columns = (
        Column("target", say("Chỉ tiêu của cả cơ quan", "Target of the whole agency"), Kind.TEXT),
        Column("wanted", say("Yêu cầu từ", "At least"), Kind.SHARE),
        Column("part", say("Đạt được", "Reached"), Kind.COUNT),
        Column("whole", say("Trên tổng số (n)", "Of (n)"), Kind.COUNT),
        Column("share", say("Tỷ lệ", "Share"), Kind.SHARE, follows=SharesOf(("part",), "whole")),
        Column("met", say("Kết quả", "Result"), Kind.MET),
    )
    hidden = request.small.of_ballots("", request.tally.total.collected)
    rated = (None, None) if hidden or total.dossiers is None else (total.compared, total.dossiers)
    row = total.overall
    hidden_row = row is None or request.small.of_row("", row)
    answers = (None, None) if hidden_row or row is None else (row.satisfied, row.n)
    satisfied = _target_row(say("Lượt đánh giá hài lòng", "Satisfied"), settings.target_overall, *answers)
    if total.rated < settings.small_sample:
        satisfied = replace(satisfied, cells=(*satisfied.cells[:-1], None))  # a few ballots meet no target
    rows = (
        _target_row(say("Hồ sơ được đánh giá", "Dossiers rated"), settings.target_participation, *rated),
        satisfied,
    )
    return Table("targets", say("Chỉ tiêu", "Targets"), columns, rows)


def _target_row(name: str, target: int, part: int | None, whole_: int | None) -> Row:
    if part is None or whole_ is None:
        return Row((name, Decimal(target), None, None, None, None))
    return Row((name, Decimal(target), part, whole_, percent(part, whole_), reaches(part, whole_, target)))


def _participation_chart(request: Request, units: Sequence[Participated]) -> Iterator[Chart]:
    rows = (
        (one.name, one.compared, one.dossiers)
        for one in units
        if one.dossiers is not None and not request.small.of_ballots(one.code, one.rated)
    )
    title = request.say("Tỷ lệ hồ sơ được đánh giá", "Dossiers rated")
    return share_bars("participation", title, rows, Decimal(request.settings.target_participation))


def _remarks(request: Request, units: Sequence[Participated], total: Participated) -> Iterator[str]:
    if total.dossiers:
        hint = f"{whole(total.dossiers)} hồ sơ: cỡ mẫu nên có từ {whole(sample_hint(total.dossiers))} phiếu"
        en = (
            f"{whole(total.dossiers)} dossiers: at least {whole(sample_hint(total.dossiers))} should be rated"
        )
        yield request.say(f"{hint} (công thức Yamane, sai số 5%).", f"{en} (Yamane, error of 5%).")
    if total.unknown:
        known, shifts = whole(total.known), whole(total.known + total.unknown)
        yield request.say(
            f"Số hồ sơ mới biết ở {known} trên {shifts} phiên trực; tỷ lệ tham gia chỉ tính phần đã biết.",
            f"Dossiers are known of {known} out of {shifts} shifts; participation is of what is known.",
        )
    if total.uneven:
        yield request.say(
            "Không tách được lượt đánh giá ở phiên không rõ số hồ sơ: tỷ lệ tham gia có thể cao hơn thực tế.",
            "Ratings of shifts without dossiers can't be told apart: participation may look too high.",
        )
    for one in units:
        if not request.small.of_ballots(one.code, one.rated):
            yield from (request.say(*warned) for warned in too_few_dossiers(one))
