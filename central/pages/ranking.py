"""The ranking of units, with the change against any other period."""

from __future__ import annotations

from datetime import date

from fastapi.responses import Response

from central.pages.charts import drawn_charts
from central.pages.compared import compared, compared_words
from central.pages.export import links as export_links
from central.pages.forms import unit_links
from central.pages.question import Question, former
from central.pages.shown import figures_before, shown
from central.pages.site import Site, Visit
from central.pages.tables import page_table

PATH = "/ranking"


def add(site: Site) -> None:
    """Add this page."""
    site.get(PATH, _show)


def _show(visit: Visit) -> Response:
    view = shown(visit, PATH)
    before = compared(visit.query, view.question)
    previous = figures_before(visit, view.question, before) if before else None
    report = view.report("ranking", previous)
    return visit.page(
        "ranking.html",
        shown=view,
        report=report,
        action=PATH,
        before=before,
        choices=_choices(view.question, before),
        tables=[page_table(table, unit_links(view, PATH), visit.texts.language) for table in report.tables],
        charts=drawn_charts(report.charts, visit.texts.language),
        exports=export_links("ranking", view.question, **compared_words(before)),
    )


def _choices(question: Question, before: tuple[date, date] | None) -> list[tuple[str, str, bool]]:
    those = former(question.first, question.last)
    links = [
        (word, question.link(PATH, **compared_words(days)), days == before) for word, days in those.items()
    ]
    return [*links, ("no_compare", question.link(PATH, compare="no"), before is None)]
