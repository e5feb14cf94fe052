"""The satisfied share by day, week or month: a picture, a table, and files to take away."""

from __future__ import annotations

from dataclasses import replace

from fastapi.responses import Response

from central import audit
from central.audit import What
from central.pages.charts import drawn_charts
from central.pages.export import TYPES, file_name
from central.pages.shown import Shown, shown
from central.pages.site import Site, Visit
from central.pages.tables import page_table
from kiosk.domain.trend import Step, step_of, trend
from kiosk.reports.charts_texts import texts_of
from kiosk.reports.form_charts import trend_chart
from kiosk.reports.output import content_of
from kiosk.reports.report import Column, Kind, Report, Row, Table, TrendChart
from kiosk.reports.request import Request

PATH = "/trend"
_MOST_DAYS = 400  # more points than these tell nothing, neither seen nor read
_FORM = "trend"


def add(site: Site) -> None:
    """Add this page and its files."""
    site.get(PATH, _show)
    for kind in TYPES:
        site.get(f"/export/{_FORM}.{kind}", _take)


def _show(visit: Visit) -> Response:
    view = shown(visit, PATH)
    step = _step(visit, view)
    report, chart = _report(view.request, step)
    return visit.page(
        "trend.html",
        shown=view,
        report=report,
        step=step.value,
        steps=[(one.value, view.question.link(PATH, step=one), one is step) for one in _steps(view)],
        chart=drawn_charts([chart], visit.texts.language)[0],
        tables=[page_table(table, {}, visit.texts.language) for table in report.tables],
        exports=[(kind, view.question.link(f"/export/{_FORM}.{kind}", step=step)) for kind in TYPES],
    )


def _take(visit: Visit) -> Response:
    """One of the files; they carry no code, for their numbers are those of the forms, told by time."""
    view = shown(visit, visit.path)
    kind = visit.path.rpartition(".")[2]
    report, _ = _report(view.request, _step(visit, view))
    content = content_of(report, view.figures, kind, channel=view.channel, language=view.language)
    with visit.store.writing() as connection:
        period = f"{report.first} {report.last}"
        about = view.question.agency
        audit.note(connection, visit.by, What.EXPORTED, about, form=_FORM, format=kind, period=period)
    return visit.site.file(content, file_name(report, about, kind), TYPES[kind])


def _step(visit: Visit, view: Shown) -> Step:
    """The step asked for, where the period is not too long for it; else one that suits the period."""
    asked = visit.query.get("step")
    return next((one for one in _steps(view) if one == asked), step_of(view.figures.period))


def _steps(view: Shown) -> list[Step]:
    days = (view.question.last - view.question.first).days
    return [one for one in Step if one is not Step.DAY or days <= _MOST_DAYS]


def _report(request: Request, step: Step) -> tuple[Report, TrendChart]:
    chart = trend_chart(request, step)
    period, say = request.figures.period, request.say
    remarks = []
    if not request.has_kiosk:
        chart = replace(chart, points=())
    elif len(chart.points) < len(trend(request.figures.days, period, step)):
        remarks.append(
            say("Không hiện quãng có dưới 5 phiếu.", "Stretches of fewer than 5 ballots are not shown.")
        )
    if request.figures.papers:
        vi = "Chỉ tính phiếu tại máy: phiếu giấy không ghi thời điểm."
        remarks.append(say(vi, "Kiosk ballots only: paper has no times."))
    title = say("Diễn biến mức độ hài lòng", "Satisfaction over time")
    table = _table(request, chart)
    charts = (chart,) if chart.points else ()
    told = request.report(_FORM, title, tables=(table,), charts=charts, remarks=tuple(remarks), words={})
    return told, chart


def _table(request: Request, chart: TrendChart) -> Table:
    say, texts = request.say, texts_of(request.language)
    return Table(
        "trend",
        chart.title,
        (
            Column("time", say("Thời gian", "Time"), Kind.TEXT),
            Column("n", say("Số phiếu (n)", "Ballots (n)"), Kind.COUNT),
            Column("share", say("Tỷ lệ hài lòng", "Satisfied"), Kind.SHARE),
            Column("interval", say("Khoảng tin cậy 95%", "95% interval"), Kind.INTERVAL),
        ),
        tuple(
            Row((texts.when(at, chart.step).capitalize(), n, share, interval))
            for at, n, share, interval in chart.points
        ),
    )
