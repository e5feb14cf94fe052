"""The switch between the languages of the pages."""

from __future__ import annotations

from fastapi.responses import Response

from central.pages.site import LANGUAGE_COOKIE, Site, Visit, anybody, own_path

_SECONDS = 365 * 86_400


def add(site: Site) -> None:
    """The switch between languages, which stays."""

    def choose(visit: Visit) -> Response:
        response = visit.go(own_path(visit.form.get("back", "/")))
        if visit.form.get("language") in site.texts:
            site.set_cookie(response, LANGUAGE_COOKIE, visit.form["language"], _SECONDS)
        return response

    site.post("/language", choose, allowed=anybody)
