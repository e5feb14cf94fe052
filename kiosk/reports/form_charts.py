"""What the forms' charts are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kiosk.domain.tally import CriterionTally
from kiosk.domain.trend import Step, share_of_hour, step_of, trend
from kiosk.reports.form_tables import scales_of
from kiosk.reports.report import BarsChart, Chart, HeatChart, ShareChart, TrendChart
from kiosk.reports.request import Request
from kiosk.reports.small_cells import hidden_of


def bars(
    request: Request, key: str, title: str, rows: Iterable[tuple[str, str, CriterionTally]]
) -> Iterator[Chart]:
    """A chart a scale of rows given as unit's code, name and counts; hidden and empty ones are left out."""
    shown = [(name, row) for unit, name, row in rows if row.n and not request.small.of_row(unit, row)]
    for number, levels in enumerate(scales_of(row for _, row in shown)):
        yield BarsChart(
            f"{key}-{number + 1}" if number else key,
            title,
            tuple((level.text_in(request.language), level.satisfied) for level in levels),
            tuple(
                (name, row.n, tuple(row.counts[level.code] for level in levels))
                for name, row in shown
                if row.levels == levels
            ),
        )


def by_criterion(request: Request) -> Iterator[Chart]:
    """The levels of each criterion, all units together."""
    title = request.say("Mức độ hài lòng theo nội dung", "Satisfaction by criterion")
    return bars(request, "criteria", title, (("", row.name, row) for row in request.tally.total.criteria))


def share_bars(
    key: str, title: str, rows: Iterable[tuple[str, int, int]], target: Decimal | None = None
) -> Iterator[Chart]:
    """A chart of these rows (name, part, whole), where there are any."""
    if shown := tuple(rows):
        yield ShareChart(key, title, target, shown)


def over_time(request: Request) -> Iterator[Chart]:
    """The trend, where there is one, and the hours of the week: touches only, for paper has no times."""
    if not request.has_kiosk:
        return
    trend_of_all = trend_chart(request)
    if len(trend_of_all.points) > 1:
        yield trend_of_all
    if request.figures.hours:
        yield _hours(request)


def trend_chart(request: Request, step: Step | None = None) -> TrendChart:
    """The satisfied share of touches over time; `step` None: as long as suits the period."""
    step = step or step_of(request.figures.period)
    stretches = trend(request.figures.days, request.figures.period, step)
    hidden = hidden_of([{one.first: one.ballots for one in stretches}]) if request.hide_small else ()
    return TrendChart(
        "trend",
        request.say("Diễn biến tỷ lệ hài lòng", "Satisfied share over time"),
        step,
        tuple(
            (one.first, one.ballots, one.share, one.interval) for one in stretches if one.first not in hidden
        ),
        request.settings.small_sample,
    )


def _hours(request: Request) -> HeatChart:
    hours = request.figures.hours
    sizes = {(one.weekday, one.hour): one.ballots for one in hours}
    hidden = hidden_of([sizes]) if request.hide_small else ()
    return HeatChart(
        "hours",
        request.say("Số phiếu theo giờ và ngày trong tuần", "Ballots by hour and weekday"),
        tuple(
            (one.weekday, one.hour, one.ballots, share_of_hour(one, request.settings.small_sample))
            for one in hours
            if (one.weekday, one.hour) not in hidden
        ),
    )
