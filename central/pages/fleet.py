"""The page of all devices: counts, a filter, an order, a page at a time."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi.responses import Response
from sqlalchemy import Connection

from central import fleet
from central.device_states import State
from central.fleet import CursorError, Page, Sort
from central.pages.agencies import agencies_of
from central.pages.site import Site, Visit
from central.web import AnswerError

PATH = "/fleet"
_LIMIT = 50
_MOST_LETTERS = 100
GOOD, WARNING, FAULT, QUIET = "good", "warning", "fault", "quiet"
TONES = {
    State.EVIDENCE: FAULT,
    State.FAULT: FAULT,
    State.LOST: WARNING,
    State.WAITING: WARNING,
    State.SILENT: WARNING,
    State.CLOCK: WARNING,
    State.INCOMPLETE: WARNING,
    State.NEW: QUIET,
    State.REVOKED: QUIET,
    State.FINE: GOOD,
}


def add(site: Site) -> None:
    """Add this page."""
    site.get(PATH, _show)


def _show(visit: Visit) -> Response:
    state = next((one for one in State if one.value == visit.query.get("state")), None)
    sort = next((one for one in Sort if one.value == visit.query.get("sort")), Sort.NAME)
    search = visit.query.get("search", "").strip()[:_MOST_LETTERS]
    agency = visit.query.get("agency", "")
    now = visit.site.now()
    with visit.store.reading() as connection:
        agencies = agencies_of(visit, connection)
        asked = _asked(visit, agency, {one.code for _, one in agencies})
        summary = fleet.summary(connection, now=now, today=visit.today, agencies=asked)
        found = _found(visit, connection, asked, now=now, state=state, sort=sort, search=search)
    words = {"agency": agency, "state": state.value if state else "", "sort": sort.value, "search": search}
    return visit.page(
        "fleet.html",
        summary=summary,
        found=found,
        agencies=agencies,
        names={one.code: one.name for _, one in agencies},
        agency=agency,
        state=state,
        sort=sort,
        search=search,
        states=list(State),
        sorts=list(Sort),
        tones=TONES,
        state_links=[(one, _link(words, state=one.value)) for one in State if summary.by_state[one]],
        next_link=_link(words, after=found.next) if found.next else "",
        first_link=_link(words) if "after" in visit.query else "",
    )


def _found(
    visit: Visit,
    connection: Connection,
    agencies: frozenset[str] | None,
    *,
    now: datetime,
    state: State | None,
    sort: Sort,
    search: str,
) -> Page:
    """The page asked for; raises AnswerError for a place that no list of ours has named."""
    try:
        return fleet.page(
            connection,
            now=now,
            today=visit.today,
            agencies=agencies,
            state=state,
            sort=sort,
            after=visit.query.get("after"),
            limit=_LIMIT,
            search=search,
        )
    except CursorError:
        raise AnswerError(HTTPStatus.BAD_REQUEST, "This is no place in the list.") from None


def _asked(visit: Visit, agency: str, known: set[str]) -> frozenset[str] | None:
    """The agencies whose devices are shown: the one asked for, else all that this person may see."""
    if not agency:
        return visit.reader.agencies
    if agency not in known:
        raise AnswerError(HTTPStatus.FORBIDDEN, "This agency is not for this account.")
    return frozenset({agency})


def _link(words: dict[str, str], **more: str) -> str:
    kept = {name: word for name, word in {**words, **more}.items() if word}
    return f"{PATH}?{urlencode(kept)}" if kept else PATH
