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
    "trend": "/trend",
    "participation": "/participation",
    "factors": "/factors",
}
_KEPT = ("from", "to", "agency", "simulated", "channel")


def navigation_of(person: Person, path: str, query: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """The pages that a person may see: word, link, whether it is this one; the question asked is kept."""
    if person.must_change:
        return []
    kept = {name: query[name] for name in _KEPT if name in query}
    asked = f"?{urlencode(kept)}" if kept else ""
    links = {word: (page, page + asked) for word, page in _RESULTS.items()}
    if roles.sees_entered(person):
        links |= {"papers": ("/papers", "/papers"), "dossiers": ("/dossiers", "/dossiers")}
    links["fleet"] = ("/fleet", "/fleet")
    if roles.may_administer(person):
        links |= {"people": ("/people", "/people"), "catalogue": ("/catalogue", "/catalogue")}
    if roles.sees_audit(person):
        links["audit"] = ("/audit", "/audit")
    return [
        (word, link, path == page or (path.startswith(f"{page.rstrip('/')}/") and page != "/"))
        for word, (page, link) in links.items()
    ]
