"""The catalogue: an agency, what is rated there, the agencies below it; names and validity may be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi.responses import Response

from central import audit, catalogue, roles
from central.audit import What
from central.catalogue import FIRST_DAY, LAST_DAY, Agency, Catalogue, CatalogueError, Department
from central.pages.site import Site, Visit
from central.web import AnswerError

_PATH = "/catalogue"


def add(site: Site) -> None:
    """Add these pages, for administrators alone."""
    site.get(_PATH, _show, allowed=roles.may_administer)
    site.post(f"{_PATH}/agency", _change_agency, allowed=roles.may_administer)
    site.post(f"{_PATH}/department", _change_department, allowed=roles.may_administer)


def _show(visit: Visit) -> Response:
    return _page(visit, visit.query.get("agency", ""))


def _page(visit: Visit, code: str, status: HTTPStatus = HTTPStatus.OK, fault: str = "") -> Response:
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
    )


def _change_agency(visit: Visit) -> Response:
    code = visit.form.get("agency", "")
    with visit.store.reading() as connection:
        agency = _agency(catalogue.tree(connection), code)
    name = visit.form.get("name", "").strip()
    try:
        valid_from, valid_to = _validity(visit)
        changed = replace(agency, name=name, valid_from=valid_from, valid_to=valid_to)
        _keep(visit, Catalogue(agencies={code: changed}), about=code)
    except CatalogueError:
        return _page(visit, code, HTTPStatus.UNPROCESSABLE_ENTITY, visit.texts("catalogue.fault"))
    return visit.go(f"{_PATH}?{urlencode({'agency': code, 'done': 'saved'})}")


def _change_department(visit: Visit) -> Response:
    agency, code = visit.form.get("agency", ""), visit.form.get("department", "")
    with visit.store.reading() as connection:
        department = _department(catalogue.tree(connection), agency, code)
    name = visit.form.get("name", "").strip()
    try:
        valid_from, valid_to = _validity(visit)
        changed = replace(department, name=name, valid_from=valid_from, valid_to=valid_to)
        _keep(visit, Catalogue(departments={(agency, code): changed}), about=f"{agency}/{code}")
    except CatalogueError:
        return _page(visit, agency, HTTPStatus.UNPROCESSABLE_ENTITY, visit.texts("catalogue.fault"))
    return visit.go(f"{_PATH}?{urlencode({'agency': agency, 'done': 'saved'})}")


def _keep(visit: Visit, change: Catalogue, *, about: str) -> None:
    with visit.store.writing() as connection:
        catalogue.add(connection, change)
        audit.note(connection, visit.by, What.CATALOGUE_CHANGED, about, name=visit.form.get("name", ""))


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
