"""Forms A, B and C as pages, each with what it can be taken away as."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.responses import Response

from central.pages.charts import drawn_charts
from central.pages.export import links as export_links
from central.pages.shown import Shown, shown
from central.pages.site import Site, Visit
from central.pages.tables import page_table

PATHS = {"a": "/table", "b": "/participation", "c": "/factors"}


def add(site: Site) -> None:
    """Add these pages."""
    for form, path in PATHS.items():
        site.get(path, _page(form, path))


def _page(form: str, path: str) -> Callable[[Visit], Response]:
    def show(visit: Visit) -> Response:
        view = shown(visit, path)
        report = view.report(form)
        return visit.page(
            "form.html",
            shown=view,
            report=report,
            action=path,
            tables=[
                page_table(table, unit_links(view, path), visit.texts.language) for table in report.tables
            ],
            charts=drawn_charts(report.charts, visit.texts.language),
            exports=export_links(form, view.question),
        )

    return show


def unit_links(view: Shown, path: str) -> dict[str, str]:
    """Where the names of the agencies below lead: to the same page of theirs."""
    return {
        one.name: view.question.at(one.code).link(path)
        for _, one in view.agencies
        if view.place and one.parent == view.place.code
    }
