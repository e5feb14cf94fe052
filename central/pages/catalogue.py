"""The catalogue: an agency, what is rated there, the agencies below it.

All may be added to, and names and validity be changed; a code stays what it is.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi.responses import Response
from sqlalchemy import Connection

from central import audit, catalogue, roles
from central.audit import What
from central.catalogue import FIRST_DAY, LAST_DAY, UNPLACED, Agency, Catalogue, CatalogueError, Department
from central.pages.site import Site, Visit
from central.web import AnswerError

_PATH = "/catalogue"
_MOST_LETTERS = 64


def add(site: Site) -> None:
    """Add these pages, for administrators alone."""
    site.get(_PATH, _show, allowed=roles.may_administer)
    site.post(f"{_PATH}/agency", _change_agency, allowed=roles.may_administer)
    site.post(f"{_PATH}/department", _change_department, allowed=roles.may_administer)
    site.post(f"{_PATH}/agency/add", _add_agency, allowed=roles.may_administer)
    site.post(f"{_PATH}/department/add", _add_department, allowed=roles.may_administer)


class _CodeError(CatalogueError):
    """A code that nothing new can have; the text is the word of what pages say of it."""


def _show(visit: Visit) -> Response:
    return _page(visit, visit.query.get("agency", ""))


def _refused(visit: Visit, agency: str, error: CatalogueError, *, adding: str = "") -> Response:
    """The page again, with what was typed where something was to be added."""
    word = str(error) if isinstance(error, _CodeError) else "fault"
    return _page(visit, agency, HTTPStatus.UNPROCESSABLE_ENTITY, visit.texts(f"catalogue.{word}"), adding)


def _page(
    visit: Visit, code: str, status: HTTPStatus = HTTPStatus.OK, fault: str = "", adding: str = ""
) -> Response:
    with visit.store.reading() as connection:
        known = catalogue.tree(connection)
    tops = [one.code for one in known.agencies.values() if one.parent is None]
    if not code and len(tops) == 1:
        code = tops[0]
    agency = _agency(known, code) if code else None
    below = [one for one in known.agencies.values() if one.parent == (code or None)]
    return visit.page(
        "catalogue.html",
        status,
        agency=agency,
        trail=_trail(known, agency),
        below=sorted(below, key=lambda one: one.name),
        departments=known.departments_of(code),
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        fault=fault,
        adding=adding,
        given=visit.form,
    )


def _add_agency(visit: Visit) -> Response:
    above, code = visit.form.get("agency", ""), visit.form.get("code", "").strip()
    try:
        new = Agency(code, visit.form.get("name", "").strip(), above or None, *_validity(visit))
        with visit.store.writing() as connection:
            known = catalogue.tree(connection)
            if above:
                _agency(known, above)
            _refuse_code(code, {*known.agencies, UNPLACED.code})
            _keep(visit, connection, Catalogue(agencies={code: new}), about=code)
    except CatalogueError as error:
        return _refused(visit, above, error, adding="agency")
    return _to(visit, code, "added")


def _add_department(visit: Visit) -> Response:
    agency, code = visit.form.get("agency", ""), visit.form.get("code", "").strip()
    try:
        new = Department(agency, code, visit.form.get("name", "").strip(), (), *_validity(visit))
        with visit.store.writing() as connection:
            known = catalogue.tree(connection)
            _agency(known, agency)
            _refuse_code(code, catalogue.canonical_codes(known.departments_of(agency)))
            _keep(visit, connection, Catalogue(departments={(agency, code): new}), about=f"{agency}/{code}")
    except CatalogueError as error:
        return _refused(visit, agency, error, adding="department")
    return _to(visit, agency, "added")


def _refuse_code(code: str, taken: Container[str]) -> None:
    """Raises CatalogueError where nothing new can have this code."""
    if not code or len(code) > _MOST_LETTERS or code != catalogue.normal(code):
        raise _CodeError("fault_code")
    if code in taken:
        raise _CodeError("fault_taken")


def _change_agency(visit: Visit) -> Response:
    code = visit.form.get("agency", "")
    with visit.store.reading() as connection:
        agency = _agency(catalogue.tree(connection), code)
    name = visit.form.get("name", "").strip()
    try:
        valid_from, valid_to = _validity(visit)
        changed = replace(agency, name=name, valid_from=valid_from, valid_to=valid_to)
        with visit.store.writing() as connection:
            _keep(visit, connection, Catalogue(agencies={code: changed}), about=code)
    except CatalogueError as error:
        return _refused(visit, code, error)
    return _to(visit, code, "saved")


def _change_department(visit: Visit) -> Response:
    agency, code = visit.form.get("agency", ""), visit.form.get("department", "")
    with visit.store.reading() as connection:
        department = _department(catalogue.tree(connection), agency, code)
    name = visit.form.get("name", "").strip()
    try:
        valid_from, valid_to = _validity(visit)
        changed = replace(department, name=name, valid_from=valid_from, valid_to=valid_to)
        change = Catalogue(departments={(agency, code): changed})
        with visit.store.writing() as connection:
            _keep(visit, connection, change, about=f"{agency}/{code}")
    except CatalogueError as error:
        return _refused(visit, agency, error)
    return _to(visit, agency, "saved")


def _keep(visit: Visit, connection: Connection, change: Catalogue, *, about: str) -> None:
    catalogue.add(connection, change)
    audit.note(connection, visit.by, What.CATALOGUE_CHANGED, about, name=visit.form.get("name", "").strip())


def _to(visit: Visit, agency: str, done: str) -> Response:
    return visit.go(f"{_PATH}?{urlencode({'agency': agency, 'done': done})}")


def _validity(visit: Visit) -> tuple[date, date]:
    """The two days of a form, an empty one being without end; raises CatalogueError for what is none."""
    try:
        first = date.fromisoformat(visit.form.get("from") or FIRST_DAY.isoformat())
        last = date.fromisoformat(visit.form.get("to") or LAST_DAY.isoformat())
    except ValueError:
        raise CatalogueError("A day looks like 2026-11-21.") from None
    return first, last


def _agency(known: Catalogue, code: str) -> Agency:
    if code not in known.agencies:
        raise AnswerError(HTTPStatus.NOT_FOUND, "There is no such agency.")
    return known.agencies[code]


def _department(known: Catalogue, agency: str, code: str) -> Department:
    if (agency, code) not in known.departments:
        raise AnswerError(HTTPStatus.NOT_FOUND, "There is no such department.")
    return known.departments[agency, code]


def _trail(known: Catalogue, agency: Agency | None) -> list[Agency]:
    trail: list[Agency] = []
    while agency is not None:
        trail.insert(0, agency)
        agency = known.agencies.get(agency.parent or "")
    return trail
