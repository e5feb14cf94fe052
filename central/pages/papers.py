"""Paper ballots: the sheets of an agency, and the form by which one is typed in, corrected or withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi.responses import Response
from sqlalchemy import Connection

from central import departments, papers, papers_form, questionnaires, roles
from central.catalogue import Agency
from central.departments import Departments
from central.pages.agencies import agencies_of
from central.pages.entering import chosen, to_enter
from central.pages.site import Site, Visit
from central.papers import ChangedMeanwhileError, Fault, Kept, PaperError
from central.web import AnswerError
from kiosk.domain.entries import new_id
from kiosk.domain.questionnaire import Questionnaire

_PATH, _SHEET = "/papers", "/papers/sheet"
_MAX_BYTES = 64 * 1024
_LISTED = 500
_NAME = re.compile("[0-9a-f]{16}")


def add(site: Site) -> None:
    """Add these pages."""
    site.get(_PATH, _list, allowed=roles.sees_entered)
    site.get(_SHEET, _ask, allowed=roles.sees_entered)
    site.post(_SHEET, _keep, allowed=roles.enters, limit=_MAX_BYTES)
    site.post(f"{_PATH}/withdraw", _withdraw, allowed=roles.enters)


@dataclass(frozen=True)
class _Form:
    """What the form is about; `kept` is the sheet as it stands, None for a new one."""

    agencies: Sequence[tuple[int, Agency]]
    agency: Agency | None
    departments: Departments
    asked: Sequence[Questionnaire]
    questionnaire: Questionnaire | None
    department: str
    name: str
    kept: Kept | None = None
    history: Sequence[Kept] = ()


def _list(visit: Visit) -> Response:
    with visit.store.reading() as connection:
        agencies = agencies_of(visit, connection)
        agency = chosen(visit, agencies, visit.query.get("agency", ""))
        sheets = papers.of_agency(connection, agency.code, limit=_LISTED) if agency else []
        known = departments.of_agency(connection, agency.code) if agency else Departments((), {})
    return visit.page(
        "papers.html",
        agencies=agencies,
        agency=agency,
        sheets=sheets,
        departments=known,
        may_enter=agency is not None and roles.may_enter(visit.reader, agency.code),
    )


def _ask(visit: Visit) -> Response:
    with visit.store.reading() as connection:
        form = _form_of(visit, connection, visit.query)
    return _page(visit, form, _typed(form))


def _keep(visit: Visit) -> Response:
    with visit.store.reading() as connection:
        form = _form_of(visit, connection, visit.form)
    agency = to_enter(visit, form.agencies, form.agency.code if form.agency else "")
    if form.questionnaire is None or not form.department:
        raise AnswerError(HTTPStatus.BAD_REQUEST, "A sheet has a department and a questionnaire.")
    try:
        sheet = papers_form.read(visit.form, agency.code, form.department, form.questionnaire, visit.today)
        with visit.store.writing() as connection:
            papers.enter(connection, form.name, sheet, after=_after(visit), today=visit.today, by=visit.by)
    except PaperError as error:
        return _page(visit, form, visit.form, HTTPStatus.UNPROCESSABLE_ENTITY, faults=error.faults)
    except ChangedMeanwhileError:
        return _page(visit, form, visit.form, HTTPStatus.CONFLICT, changed=True)
    return _to_list(visit, agency.code, "paper_kept")


def _withdraw(visit: Visit) -> Response:
    with visit.store.reading() as connection:
        form = _form_of(visit, connection, visit.form)
    if form.kept is None or form.agency is None:
        raise AnswerError(HTTPStatus.NOT_FOUND, "There is no such sheet.")
    to_enter(visit, form.agencies, form.agency.code)
    try:
        with visit.store.writing() as connection:
            papers.withdraw(connection, form.name, after=_after(visit), by=visit.by)
    except ChangedMeanwhileError:
        return _page(visit, form, _typed(form), HTTPStatus.CONFLICT, changed=True)
    return _to_list(visit, form.agency.code, "paper_withdrawn")


def _to_list(visit: Visit, agency: str, done: str) -> Response:
    return visit.go(f"{_PATH}?{urlencode({'agency': agency, 'done': done})}")


def _form_of(visit: Visit, connection: Connection, given: Mapping[str, str]) -> _Form:
    """What a query or a form asks about; raises AnswerError for what is not for this person."""
    name = given.get("sheet", "")
    if name and not _NAME.fullmatch(name):
        raise AnswerError(HTTPStatus.NOT_FOUND, "There is no such sheet.")
    history = papers.history(connection, name) if name else []
    agencies = agencies_of(visit, connection)
    kept = history[0] if history else None
    agency = chosen(visit, agencies, kept.sheet.agency if kept else given.get("agency", ""))
    if agency is None:
        return _Form(agencies, None, Departments((), {}), (), None, "", new_id())
    known = departments.of_agency(connection, agency.code)
    asked = questionnaires.of_agency(connection, agency.code)
    if kept:
        named = questionnaires.of_versions(connection, [kept.sheet.questionnaire])
        questionnaire = named[0] if named else None
        department = kept.sheet.department
    else:
        version = given.get("questionnaire", "")
        questionnaire = next((one for one in asked if one.version == version or not version), None)
        department = known.find(given.get("department", "")) or ""
    return _Form(agencies, agency, known, asked, questionnaire, department, name or new_id(), kept, history)


def _typed(form: _Form) -> Mapping[str, str]:
    """What stands in the fields of a sheet that is there; nothing for a new one."""
    if form.kept is None or form.questionnaire is None:
        return {}
    return papers_form.typed_of(form.kept.sheet, form.questionnaire)


def _page(
    visit: Visit,
    form: _Form,
    typed: Mapping[str, str],
    status: HTTPStatus = HTTPStatus.OK,
    *,
    faults: Sequence[Fault] = (),
    changed: bool = False,
) -> Response:
    told = list(_told(visit, form.questionnaire, faults)) if form.questionnaire else []
    return visit.page(
        "paper.html",
        status,
        form=form,
        typed=typed,
        faults=told,
        wrong={field: f"fault-{number}" for number, (fields, *_) in enumerate(told) for field in fields},
        changed=changed,
        after=visit.form.get("after") or (form.kept.version if form.kept else 0),
        may_enter=form.agency is not None and roles.may_enter(visit.reader, form.agency.code),
        field_of=papers_form.field_of,
    )


def _told(
    visit: Visit, asked: Questionnaire, faults: Iterable[Fault]
) -> Iterable[tuple[Sequence[str], str, str]]:
    """Each fault: its fields, the first of which is led to; what they are called; what is wrong."""
    levels = range(len(asked.levels))
    rows = {one.code: row for row, one in enumerate(asked.criteria)}
    for fault in faults:
        said = visit.texts(f"paper_fault.{fault.word}", **fault.values)
        if fault.field in rows:
            row = rows[fault.field]
            fields = [papers_form.field_of(row, column) for column in levels]
            yield fields, asked.criteria[row].text_in(visit.texts.language), said
        elif visit.texts.has(f"paper.{fault.field}"):
            yield [fault.field], visit.texts(f"paper.{fault.field}"), said
        else:
            yield [fault.field], _cell_name(asked, fault.field, visit.texts.language), said


def _cell_name(asked: Questionnaire, field: str, language: str) -> str:
    names = {
        papers_form.field_of(row, column): f"{criterion.text_in(language)} – {level.text_in(language)}"
        for row, criterion in enumerate(asked.criteria)
        for column, level in enumerate(asked.levels)
    }
    return names[field]


def _after(visit: Visit) -> int:
    """The version that the form was made from; a number that no sheet has for anything else."""
    text = visit.form.get("after", "")
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else -1
