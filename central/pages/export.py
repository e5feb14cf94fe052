"""Reports to take away: each is noted in the audit trail, and kept to be confirmed by its code later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from http import HTTPStatus

from fastapi.responses import Response

from central import audit, printed
from central.audit import What
from central.pages.compared import compared
from central.pages.question import Question
from central.pages.shown import Shown, figures_before, shown
from central.pages.site import Site, Visit
from central.pages.texts import BASE_LANGUAGE
from central.printed import Entered, Printed
from central.web import AnswerError
from kiosk.domain.figures import Head
from kiosk.reports.confirmation import with_code
from kiosk.reports.letter import FORMS
from kiosk.reports.output import content_of
from kiosk.reports.report import Report

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
_PATH = "/export"


def add(site: Site) -> None:
    """Add these files."""
    for form in FORMS:
        for kind in TYPES:
            site.get(f"{_PATH}/{form}.{kind}", _take)


def links(form: str, question: Question, **more: str) -> list[tuple[str, str]]:
    """Each format and where a form is taken away in it."""
    return [(kind, question.link(f"{_PATH}/{form}.{kind}", **more)) for kind in TYPES]


def _take(visit: Visit) -> Response:
    if visit.request.method == "HEAD":
        raise AnswerError(HTTPStatus.METHOD_NOT_ALLOWED, "A report is noted when it is taken: use GET.")
    form, kind = visit.path.removeprefix(f"{_PATH}/").split(".")
    view = shown(visit, visit.path)
    if kind != "html":  # what is signed is Vietnamese
        view = replace(view, language=BASE_LANGUAGE)
    before = compared(visit.query, view.question) if form == "ranking" else None
    previous = figures_before(visit, view.question, before) if before else None
    heads = (*view.figures.heads, *(previous.heads if previous else ()))
    report = with_code(view.report(form, previous), heads, view.language)
    content = content_of(
        report,
        view.figures,
        kind,
        letter=visit.site.letter,
        channel=view.channel,
        language=view.language,
    )
    with visit.store.writing() as connection:
        kept = replace(_kept(visit, view, report, heads, before), entered=Entered.now(connection))
        printed.keep(connection, kept)
        audit.note(
            connection,
            visit.by,
            What.EXPORTED,
            view.question.agency,
            form=form,
            format=kind,
            period=f"{report.first} {report.last}",
            code=report.code,
        )
    return visit.site.file(content, file_name(report, view.question.agency, kind), TYPES[kind])


def file_name(report: Report, agency: str, kind: str) -> str:
    """What a report's file is called: form, agency's code, days."""
    parts = (report.form, agency, f"{report.first}_{report.last}")
    return "_".join(part for part in parts if part) + f".{kind}"


def _kept(
    visit: Visit, view: Shown, report: Report, heads: Sequence[Head], before: tuple[date, date] | None
) -> Printed:
    """What must be known to count the report again."""
    return Printed(
        report.code,
        report.form,
        view.figures.period,
        view.question.agency or None,
        view.simulated,
        heads,
        int(visit.site.now().timestamp()) // 3600,
        visit.reader.name,
        {
            "agency_name": view.agency,
            "channel": view.channel.value,
            "hide_small": view.hide_small,
            "previous": before and [day.isoformat() for day in before],
            "settings": asdict(view.settings),
        },
    )
