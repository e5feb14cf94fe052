"""A device's own page: health, journals, findings; raw lines for auditors, enrolment for administrators."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi.responses import Response
from sqlalchemy import Connection, Row, select

from central import audit, devices, enrolment, fleet, roles
from central.audit import What
from central.catalogue import CatalogueError
from central.devices import EnrolmentError
from central.fault_words import meaning
from central.fleet import DeviceState
from central.pages.agencies import tree
from central.pages.fleet import PATH, TONES
from central.pages.site import Site, Visit
from central.schema import entries, findings, journals
from central.web import AnswerError, number_of
from sync.wire import MAX_SEQ

_LINES = 100
_MOST_FINDINGS = 100


def add(site: Site) -> None:
    """Add these pages."""
    site.get(f"{PATH}/add", _ask_new, allowed=roles.may_administer)
    site.post(f"{PATH}/add", _add, allowed=roles.may_administer)
    site.post(f"{PATH}/renew", _renew, allowed=roles.may_administer)
    site.post(f"{PATH}/move", _move, allowed=roles.may_administer)
    site.post(f"{PATH}/revoke", _revoke, allowed=roles.may_administer)
    site.get(f"{PATH}/device", _show)
    site.post(f"{PATH}/lines", _lines, allowed=roles.sees_raw)


def link(name: str) -> str:
    """Where a device's page is."""
    return f"{PATH}/device?name={quote(name, safe='')}"


def _show(visit: Visit) -> Response:
    with visit.store.reading() as connection:
        state = _state(visit, connection, visit.query.get("name", ""))
        own = _journals(connection, state.name)
        found = connection.execute(
            select(findings.c.kind, findings.c.seq, findings.c.arrival_hour, journals.c.journal)
            .join(journals, journals.c.no == findings.c.journal)
            .where(journals.c.device == state.name)
            .order_by(findings.c.arrival_hour.desc(), findings.c.seq.desc())
            .limit(_MOST_FINDINGS)
        ).all()
        agencies = tree(connection)
    return visit.page(
        "device.html",
        device=state,
        journals=own,
        findings=found,
        agencies=agencies,
        names={one.code: one.name for _, one in agencies},
        tones=TONES,
        hour=_hour,
        meaning=meaning,
        manages=roles.may_administer(visit.reader),
        sees_raw=roles.sees_raw(visit.reader),
    )


def _lines(visit: Visit) -> Response:
    """Raw lines, newest first; a form, for each look is a deed that is noted."""
    number, before = (number_of(visit.form.get(name, ""), MAX_SEQ) for name in ("journal", "before"))
    with visit.store.writing() as connection:
        state = _state(visit, connection, visit.form.get("name", ""))
        journal = next((one for one in _journals(connection, state.name) if one.no == number), None)
        if journal is None:
            raise AnswerError(HTTPStatus.NOT_FOUND, "There is no such journal.")
        query = select(entries.c.seq, entries.c.line, entries.c.arrival_hour).where(
            entries.c.journal == journal.no
        )
        if before is not None:
            query = query.where(entries.c.seq < before)
        lines = connection.execute(query.order_by(entries.c.seq.desc()).limit(_LINES)).all()
        seen = f"{lines[-1].seq}–{lines[0].seq}" if lines else "–"
        audit.note(connection, visit.by, What.RAW_LINES_SEEN, state.name, journal=journal.journal, lines=seen)
    return visit.page(
        "lines.html", device=state, journal=journal, lines=lines, back=link(state.name), hour=_hour
    )


def _ask_new(visit: Visit) -> Response:
    return _new_page(visit, HTTPStatus.OK, "")


def _new_page(visit: Visit, status: HTTPStatus, fault: str) -> Response:
    with visit.store.reading() as connection:
        agencies = tree(connection)
    return visit.page("device_new.html", status, agencies=agencies, given=visit.form, fault=fault)


def _add(visit: Visit) -> Response:
    name = visit.form.get("name", "").strip()
    try:
        with visit.store.writing() as connection:
            code = enrolment.give_code(
                connection,
                name,
                agency=visit.form.get("agency") or None,
                training="training" in visit.form,
                by=visit.by,
            )
    except (EnrolmentError, CatalogueError):
        return _new_page(visit, HTTPStatus.UNPROCESSABLE_ENTITY, visit.texts("fleet.add_fault"))
    return _code_page(visit, name, code)


def _renew(visit: Visit) -> Response:
    name = visit.form.get("name", "")
    try:
        with visit.store.writing() as connection:
            code = enrolment.renew(connection, name, by=visit.by)
    except EnrolmentError:
        raise AnswerError(HTTPStatus.NOT_FOUND, "There is no such device.") from None
    return _code_page(visit, name, code)


def _code_page(visit: Visit, name: str, code: str) -> Response:
    return visit.page(
        "secret.html",
        title=visit.texts("fleet.code_title", device=name),
        secret=code,
        help=visit.texts("fleet.code_help", hours=enrolment.DEFAULT_HOURS),
        after=link(name),
    )


def _move(visit: Visit) -> Response:
    name = visit.form.get("name", "")
    try:
        with visit.store.writing() as connection:
            devices.move(connection, name, visit.form.get("agency") or None, since=visit.today, by=visit.by)
    except (EnrolmentError, CatalogueError):
        raise AnswerError(HTTPStatus.NOT_FOUND, "There is no such device or agency.") from None
    return visit.go(f"{link(name)}&done=moved")


def _revoke(visit: Visit) -> Response:
    name = visit.form.get("name", "")
    try:
        with visit.store.writing() as connection:
            devices.revoke(connection, name, by=visit.by)
    except EnrolmentError:
        raise AnswerError(HTTPStatus.NOT_FOUND, "There is no such device.") from None
    return visit.go(f"{link(name)}&done=revoked")


def _state(visit: Visit, connection: Connection, name: str) -> DeviceState:
    """A device that this person may see; raises AnswerError for any other."""
    state = fleet.one(connection, name, now=visit.site.now(), today=visit.today)
    if state is None or not roles.may_see(visit.reader, state.agency):
        raise AnswerError(HTTPStatus.NOT_FOUND, "There is no such device.")
    return state


def _journals(connection: Connection, name: str) -> list[Row[Any]]:
    """The journals of a device, the newest last."""
    return list(connection.execute(select(journals).where(journals.c.device == name).order_by(journals.c.no)))


def _hour(hours: int) -> datetime:
    """A time that is kept as whole hours since 1970."""
    return datetime.fromtimestamp(hours * 3600, tz=UTC)
