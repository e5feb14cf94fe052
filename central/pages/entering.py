"""For whom somebody brings numbers in: an agency of those that this person may see."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from central import roles
from central.catalogue import Agency
from central.pages.site import Visit
from central.web import AnswerError


def chosen(visit: Visit, agencies: Sequence[tuple[int, Agency]], code: str) -> Agency | None:
    """The agency asked for, else the person's own, else the first that has none below it.

    Raises AnswerError for one that is not for this person.
    """
    known = {one.code: one for _, one in agencies}
    if code and code not in known:
        raise AnswerError(HTTPStatus.FORBIDDEN, "This agency is not for this account.")
    parents = {one.parent for one in known.values()}
    first = next((one for one in known.values() if one.code not in parents), None)
    return known.get(code or visit.reader.agency or "") or first


def to_enter(visit: Visit, agencies: Sequence[tuple[int, Agency]], code: str) -> Agency:
    """The agency that a form names; raises AnswerError where this person brings nothing in for it."""
    agency = chosen(visit, agencies, code)
    if agency is None or not code or not roles.may_enter(visit.reader, agency.code):
        raise AnswerError(HTTPStatus.FORBIDDEN, "This agency is not for this account.")
    return agency
