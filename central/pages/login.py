"""Log-in, log-out, and the change of one's password."""

from __future__ import annotations

from http import HTTPStatus

from fastapi.responses import Response

from central import passwords, sessions
from central.pages.site import LOGIN, PASSWORD, Site, Visit, anybody, own_path
from central.passwords import PasswordError
from central.sessions import LockedOut, Session, Wrong


def add(site: Site) -> None:
    """Add these pages."""
    site.get(LOGIN, _ask, allowed=anybody)
    site.post(LOGIN, _log_in, allowed=anybody)
    site.post("/logout", _log_out, allowed=anybody)
    site.get(PASSWORD, _ask_password)
    site.post(PASSWORD, _change_password)


def _ask(visit: Visit) -> Response:
    back = own_path(visit.query.get("back", "/"))
    return visit.go(back) if visit.person else visit.page("login.html", back=back, name="", fault="")


def _log_in(visit: Visit) -> Response:
    name, back = visit.form.get("name", "").strip(), own_path(visit.form.get("back", "/"))
    begun = sessions.begin(
        visit.store, name, visit.form.get("password", ""), address=visit.address, now=visit.site.now()
    )
    if isinstance(begun, Session):
        # Whoever sat here before is gone: their session must not outlive the cookie.
        sessions.end(visit.store, visit.cookie, address=visit.address, now=visit.site.now())
        return _in_session(visit, begun, back)
    status, fault = _refusal(visit, begun, "login.wrong")
    return visit.page("login.html", status, back=back, name=name, fault=fault)


def _log_out(visit: Visit) -> Response:
    sessions.end(visit.store, visit.cookie, address=visit.address, now=visit.site.now())
    response = visit.go(LOGIN)
    visit.site.set_cookie(response, visit.site.cookie, "", 0)
    return response


def _ask_password(visit: Visit) -> Response:
    return _password_page(visit, HTTPStatus.OK, "", "")


def _change_password(visit: Visit) -> Response:
    old, new = visit.form.get("old", ""), visit.form.get("new", "")
    if new != visit.form.get("repeat", ""):
        fault = visit.texts("password.different")
        return _password_page(visit, HTTPStatus.UNPROCESSABLE_ENTITY, "repeat", fault)
    try:
        changed = sessions.change_password(
            visit.store, visit.reader, old, new, address=visit.address, now=visit.site.now()
        )
    except PasswordError as error:
        fault = visit.texts(f"password.{error.code}", least=passwords.SHORTEST, most=passwords.LONGEST)
        return _password_page(visit, HTTPStatus.UNPROCESSABLE_ENTITY, "new", fault)
    if isinstance(changed, Session):
        return _in_session(visit, changed, "/?done=password")
    status, fault = _refusal(visit, changed, "password.wrong")
    return _password_page(visit, status, "old", fault)


def _refusal(visit: Visit, refused: LockedOut | Wrong, wrong: str) -> tuple[HTTPStatus, str]:
    if isinstance(refused, LockedOut):
        minutes = -(-refused.seconds // 60)
        return HTTPStatus.TOO_MANY_REQUESTS, visit.texts("login.locked", minutes=minutes)
    return HTTPStatus.UNAUTHORIZED, visit.texts(wrong)


def _in_session(visit: Visit, session: Session, path: str) -> Response:
    response = visit.go(path)
    visit.site.set_cookie(response, visit.site.cookie, session.secret, None)
    return response


def _password_page(visit: Visit, status: HTTPStatus, wrong: str, fault: str) -> Response:
    return visit.page(
        "password.html",
        status,
        wrong=wrong,
        fault=fault,
        must=visit.reader.must_change,
        least=passwords.SHORTEST,
    )
