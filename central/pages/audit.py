"""The audit trail, newest first."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi.responses import Response

from central import audit, roles
from central.audit import What
from central.pages.site import Site, Visit
from central.web import number_of

_LIMIT = 100
_LARGEST_NO = 2**31 - 1


def add(site: Site) -> None:
    """Add this page."""
    site.get("/audit", _show, allowed=roles.sees_audit)


def _show(visit: Visit) -> Response:
    who = visit.query.get("who", "").strip()
    what = next((one for one in What if one.value == visit.query.get("what")), None)
    before = visit.query.get("before", "")
    with visit.store.reading() as connection:
        notes = audit.page(
            connection,
            who=who or None,
            what=what,
            before=number_of(before, _LARGEST_NO),
            limit=_LIMIT + 1,
        )
    asked = {"who": who, "what": what.value if what else ""}
    older = urlencode({**asked, "before": notes[_LIMIT - 1].no}) if len(notes) > _LIMIT else ""
    return visit.page(
        "audit.html", notes=notes[:_LIMIT], deeds=list(What), who=who, what=what, older=older, before=before
    )
