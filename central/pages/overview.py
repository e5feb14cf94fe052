"""The first page: a period's key figures, by unit and criterion, over time, and what is still to come."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

from fastapi.responses import Response

from central import fleet
from central.device_states import State
from central.pages.charts import drawn_charts, has_many
from central.pages.forms import unit_links
from central.pages.numbers import written
from central.pages.question import former
from central.pages.shown import Shown, figures_before, shown
from central.pages.site import Site, Visit
from central.pages.tables import page_table
from central.pages.texts import BASE_LANGUAGE
from kiosk.domain.participation import overall_code, participation
from kiosk.domain.ranking import ranking
from kiosk.reports.cells import cell_text, in_english
from kiosk.reports.report import BarsChart, Chart, HeatChart, Kind, Report, ShareChart, Table, TrendChart
from kiosk.reports.span import span

PATH = "/"
_COUNTS = frozenset({"satisfied", "n", "previous_ballots", "previous"})


def add(site: Site) -> None:
    """Add this page."""
    site.get(PATH, _show)


def _show(visit: Visit) -> Response:
    view = shown(visit, PATH)
    before = former(view.question.first, view.question.last)["before"]
    previous = figures_before(visit, view.question, before)
    order = view.report("ranking", previous if previous.groups or previous.papers else None)
    result, rated = view.report("a"), view.report("b")
    return visit.page(
        "overview.html",
        shown=view,
        span=result.span,
        marks=result.marks,
        remarks=list(dict.fromkeys([*result.remarks, *order.remarks])),
        key=_key_figures(view),
        change=_change(order, visit.texts.language),
        before=span(*before, visit.texts.language),
        tables=[page_table(_at_a_glance(order.tables[0]), unit_links(view, PATH), visit.texts.language)],
        arriving=_arriving(visit, view),
        charts=drawn_charts(_once(result, rated), visit.texts.language),
    )


def _change(order: Report, language: str) -> str:
    """By how much the index of all together changed; "" where that can't be said."""
    table = order.tables[0]
    keys = [column.key for column in table.columns]
    change = dict(zip(keys, table.rows[-1].cells, strict=True)).get("change") if table.rows else None
    return written(cell_text(change, Kind.POINTS), language) if isinstance(change, Decimal) else ""


def _at_a_glance(table: Table) -> Table:
    """The ranking without the counts that its numbers are computed from; its own page has them."""
    kept = [place for place, column in enumerate(table.columns) if column.key not in _COUNTS]
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=rows)


def _arriving(visit: Visit, view: Shown) -> dict[str, object]:
    """How many devices of the agency asked for, and of all below it, hold something that is not here yet."""
    with visit.store.reading() as connection:
        told = fleet.summary(
            connection, now=visit.site.now(), today=visit.today, agencies=_asked_for(visit, view)
        )
    return {
        "devices": told.devices,
        "waiting": told.by_state[State.WAITING],
        "silent": told.by_state[State.LOST],
        "link": f"/fleet?{urlencode({'agency': view.question.agency})}" if view.question.agency else "/fleet",
    }


def _asked_for(visit: Visit, view: Shown) -> frozenset[str] | None:
    if not view.question.agency:
        return visit.reader.agencies
    parents = {one.code: one.parent for _, one in view.agencies}
    below = {view.question.agency}
    for code, parent in parents.items():  # each stands after the one above it
        if parent in below:
            below.add(code)
    return frozenset(below)


def _once(*reports: Report) -> list[Chart]:
    """Each chart of these reports once, bars first; long ones are left to the forms' own pages."""
    charts = list(
        {chart.key: chart for report in reports for chart in report.charts if not has_many(chart)}.values()
    )
    order = (BarsChart, TrendChart, HeatChart, ShareChart)
    return sorted(charts, key=lambda chart: order.index(type(chart)))


def _key_figures(view: Shown) -> dict[str, object]:
    settings, request = view.settings, view.request
    total = request.tally.total
    hidden = request.small.of_sum("", total.criteria, total.collected)
    code = overall_code(view.figures, settings.overall)
    _, rated = participation(view.figures, request.tally, view.channel, code)
    return {
        "hidden": in_english(hidden) if hidden and view.language != BASE_LANGUAGE else hidden,
        "standing": ranking(request.tally, None, settings.small_sample).total,
        "total": total,
        "rated": rated,
        "reaches": rated.reaches(settings.target_participation),
        "target": settings.target_participation,
    }
