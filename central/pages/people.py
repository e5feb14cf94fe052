"""Accounts: who there is, add, give a new password, change the role, disable."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from fastapi.responses import Response

from central import people, roles
from central.pages.agencies import tree
from central.pages.site import Site, Visit
from central.people import PeopleError
from central.roles import Role

_PATH = "/people"


def add(site: Site) -> None:
    """Add these pages, for administrators alone."""
    site.get(_PATH, _list, allowed=roles.may_administer)
    site.post(_PATH, _add, allowed=roles.may_administer)
    site.post(f"{_PATH}/reset", _reset, allowed=roles.may_administer)
    site.post(f"{_PATH}/role", _set_role, allowed=roles.may_administer)
    site.post(f"{_PATH}/disable", _change(people.disable, "disabled"), allowed=roles.may_administer)
    site.post(f"{_PATH}/enable", _change(people.enable, "enabled"), allowed=roles.may_administer)


def _list(visit: Visit) -> Response:
    return _page(visit)


def _page(visit: Visit, status: HTTPStatus = HTTPStatus.OK, fault: str = "") -> Response:
    with visit.store.reading() as connection:
        accounts = people.everyone(connection)
        agencies = tree(connection)
    return visit.page(
        "people.html",
        status,
        accounts=accounts,
        agencies=agencies,
        agency_names={one.code: one.name for _, one in agencies},
        roles=list(Role),
        fault=fault,
        given=visit.form,
    )


def _add(visit: Visit) -> Response:
    try:
        role, agency = _role_of(visit)
        with visit.store.writing() as connection:
            password = people.add(connection, visit.form.get("name", ""), role, agency, by=visit.by)
    except PeopleError as error:
        return _refused(visit, error)
    return _shown_once(visit, password)


def _reset(visit: Visit) -> Response:
    try:
        with visit.store.writing() as connection:
            password = people.reset_password(connection, visit.form.get("name", ""), by=visit.by)
    except PeopleError as error:
        return _refused(visit, error)
    return _shown_once(visit, password)


def _set_role(visit: Visit) -> Response:
    try:
        role, agency = _role_of(visit)
        with visit.store.writing() as connection:
            people.set_role(connection, visit.form.get("name", ""), role, agency, by=visit.by)
    except PeopleError as error:
        return _refused(visit, error)
    return visit.go(f"{_PATH}?done=role")


def _change(change: Callable[..., None], done: str) -> Callable[[Visit], Response]:
    def view(visit: Visit) -> Response:
        try:
            with visit.store.writing() as connection:
                change(connection, visit.form.get("name", ""), by=visit.by)
        except PeopleError as error:
            return _refused(visit, error)
        return visit.go(f"{_PATH}?done={done}")

    return view


def _role_of(visit: Visit) -> tuple[Role, str | None]:
    try:
        role = Role(visit.form.get("role", ""))
    except ValueError:
        raise PeopleError("agency", "There is no such role.") from None
    return role, visit.form.get("agency") or None


def _shown_once(visit: Visit, password: str) -> Response:
    name = people.normal(visit.form.get("name", ""))
    return visit.page(
        "secret.html",
        title=visit.texts("people.secret_title", name=name),
        secret=password,
        help=visit.texts("people.secret_help"),
        after=_PATH,
    )


def _refused(visit: Visit, error: PeopleError) -> Response:
    return _page(visit, HTTPStatus.UNPROCESSABLE_ENTITY, visit.texts(f"people.fault_{error.code}"))
