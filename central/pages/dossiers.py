"""Dossiers returned: a file is sent, its sums are looked at, and only then is it kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi.responses import Response

from central import departments, dossiers, dossiers_file, roles
from central.catalogue import Agency
from central.departments import Departments
from central.dossiers import Returned
from central.dossiers_file import MAX_BYTES, DossiersFileError
from central.pages.agencies import agencies_of
from central.pages.dossiers_words import sentences
from central.pages.entering import chosen, to_enter
from central.pages.site import Site, Visit

_PATH = "/dossiers"
_MAX_KEPT_BYTES = 4 * MAX_BYTES  # a form writes some letters as three
_LISTED = 50
_LONGEST_NAME = 120


@dataclass(frozen=True)
class _Sum:
    """What a file says of one department: how many days, from when to when, and the sum."""

    name: str
    days: int
    first: date
    last: date
    dossiers: int


def add(site: Site) -> None:
    """Add these pages."""
    site.get(_PATH, _ask, allowed=roles.sees_entered)
    site.upload(f"{_PATH}/preview", _preview, allowed=roles.enters, limit=MAX_BYTES)
    site.post(f"{_PATH}/keep", _keep, allowed=roles.enters, limit=_MAX_KEPT_BYTES)


def _ask(visit: Visit) -> Response:
    with visit.store.reading() as connection:
        agencies = agencies_of(visit, connection)
        agency = chosen(visit, agencies, visit.query.get("agency", ""))
    return _page(visit, agencies, agency)


def _page(
    visit: Visit,
    agencies: Sequence[tuple[int, Agency]],
    agency: Agency | None,
    status: HTTPStatus = HTTPStatus.OK,
    faults: Sequence[str] = (),
) -> Response:
    with visit.store.reading() as connection:
        files = dossiers.files(connection, agency.code, limit=_LISTED) if agency else []
    may_enter = agency is not None and roles.may_enter(visit.reader, agency.code)
    return visit.page(
        "dossiers.html",
        status,
        agencies=agencies,
        agency=agency,
        files=files,
        faults=faults,
        may_enter=may_enter,
    )


def _preview(visit: Visit) -> Response:
    with visit.store.reading() as connection:
        agencies = agencies_of(visit, connection)
        agency = to_enter(visit, agencies, visit.form.get("agency", ""))
        known = departments.of_agency(connection, agency.code)
    sent = visit.files.get("file")
    try:
        those = dossiers_file.read(sent.content if sent else b"", known.find, visit.today)
    except DossiersFileError as error:
        told = list(sentences(error, visit.texts))
        return _page(visit, agencies, agency, HTTPStatus.UNPROCESSABLE_ENTITY, told)
    with visit.store.reading() as connection:
        change = dossiers.change(connection, agency.code, those)
    return visit.page(
        "dossiers_preview.html",
        agency=agency,
        departments=known,
        file=sent.name[:_LONGEST_NAME] if sent else "",
        sums=_sums(known, those),
        total=sum(one.number for one in those),
        change=change,
        content=dossiers_file.written(those),
    )


def _sums(known: Departments, those: Sequence[Returned]) -> list[_Sum]:
    by_department: dict[str, list[Returned]] = {}
    for one in those:
        by_department.setdefault(one.department, []).append(one)
    return [
        _Sum(known.name_of(code), len(own), own[0].day, own[-1].day, sum(one.number for one in own))
        for code, own in by_department.items()
    ]


def _keep(visit: Visit) -> Response:
    with visit.store.writing() as connection:
        agencies = agencies_of(visit, connection)
        agency = to_enter(visit, agencies, visit.form.get("agency", ""))
        find = departments.of_agency(connection, agency.code).find
        try:
            those = dossiers_file.read(visit.form.get("content", "").encode(), find, visit.today)
        except DossiersFileError as error:
            told = list(sentences(error, visit.texts))
        else:
            file = visit.form.get("file", "")[:_LONGEST_NAME]
            dossiers.keep(connection, agency.code, those, file=file, by=visit.by)
            return visit.go(f"{_PATH}?{urlencode({'agency': agency.code, 'done': 'dossiers_kept'})}")
    return _page(visit, agencies, agency, HTTPStatus.UNPROCESSABLE_ENTITY, told)
