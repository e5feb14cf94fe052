"""Where one can go from every page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from central import roles
from central.roles import Person

_RESULTS = {
    "overview": "/",
    "table": "/table",
    "ranking": "/ranking",
    "participation": "/participation",
    "factors": "/factors",
}
_KEPT = ("from", "to", "agency", "simulated", "channel")


def navigation_of(person: Person, query: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The pages that a person may see: word, path, link; those of figures keep the question asked."""
    kept = {name: query[name] for name in _KEPT if name in query}
    asked = f"?{urlencode(kept)}" if kept else ""
    pages = [(word, path, path + asked) for word, path in _RESULTS.items()]
    pages.append(("fleet", "/fleet", "/fleet"))
    if roles.may_administer(person):
        pages += [("people", "/people", "/people"), ("catalogue", "/catalogue", "/catalogue")]
    if roles.sees_audit(person):
        pages.append(("audit", "/audit", "/audit"))
    return pages
