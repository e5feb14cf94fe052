"""Every route of the centre, from the app itself: who may take it, and which forms are refused.

A new route without a rule here fails the first test.
"""

import pytest
import requests

from central import catalogue, devices, sessions
from central.app import create_app
from central.catalogue import Agency, Catalogue, Placing
from central.roles import Role
from central.store import Store
from tests.central.people import session_of
from tests.central.server import serving

OWN, OTHER = "xa-a", "xa-b"
ADMINISTRATOR, PROVINCE, AGENCY, AUDITOR = Role
EVERYBODY = frozenset(Role)
ADMINISTRATORS, AUDITORS = frozenset({ADMINISTRATOR}), frozenset({AUDITOR})
ENTERING = frozenset({PROVINCE, AGENCY})
PROGRAMS = {"/v1/batches", "/v1/tally", "/v1/enrolments", "/healthz", "/static/{name}"}
UNGUARDED = {"/login", "/language", "/logout"}
FIGURES = {"/", "/trend", "/table", "/participation", "/factors", "/ranking"}
EXPORTS = {
    f"/export/{form}.{kind}"
    for form in ("a", "b", "c", "ranking", "trend")
    for kind in ("docx", "xlsx", "csv", "html")
}
RULES = {
    **dict.fromkeys(FIGURES | EXPORTS, EVERYBODY),
    **dict.fromkeys({"/password", "/fleet", "/fleet/device"}, EVERYBODY),
    **dict.fromkeys({"/fleet/add", "/fleet/renew", "/fleet/move", "/fleet/revoke"}, ADMINISTRATORS),
    **dict.fromkeys({"/people", "/people/reset", "/people/role"}, ADMINISTRATORS),
    **dict.fromkeys({"/people/disable", "/people/enable"}, ADMINISTRATORS),
    **dict.fromkeys({"/catalogue", "/catalogue/agency", "/catalogue/department"}, ADMINISTRATORS),
    **dict.fromkeys({"/catalogue/agency/add", "/catalogue/department/add"}, ADMINISTRATORS),
    **dict.fromkeys({"/papers", "/papers/sheet", "/dossiers"}, ENTERING | AUDITORS),
    **dict.fromkeys({"/papers/withdraw", "/dossiers/preview", "/dossiers/keep"}, ENTERING),
    "/fleet/lines": AUDITORS,
    "/audit": ADMINISTRATORS | AUDITORS,
}
FORM_RULES = {**RULES, "/papers/sheet": ENTERING}
ROUTES = {(method, route.path) for route in create_app(None).routes for method in route.methods - {"HEAD"}}
# Files cost more than pages, and are all taken away by the same rule: one of each form stands for its others.
PAGES = sorted(
    path
    for method, path in ROUTES
    if method == "GET" and path in RULES and (path not in EXPORTS or path.endswith(".csv"))
)
FORMS = sorted(path for method, path in ROUTES if method == "POST" and path not in PROGRAMS)


@pytest.fixture(scope="module")
def database_url(tmp_path_factory):
    """Who may do what does not depend on the database."""
    return f"sqlite:///{tmp_path_factory.mktemp('routes')}/centre.sqlite"


@pytest.fixture(scope="module")
def centre(database_url):
    """The address of a centre with two agencies, and the cookie of somebody of each role."""
    store = Store.open(database_url)
    with store.writing() as connection:
        for name in ("quan-a", "quan-b"):
            devices.enrol(connection, name, training=False)
        agencies = {code: Agency(code, code, "tinh") for code in (OWN, OTHER)}
        placings = (Placing("quan-a", OWN), Placing("quan-b", OTHER))
        catalogue.add(connection, Catalogue({"tinh": Agency("tinh", "Tỉnh"), **agencies}, {}, placings))
    cookies = {role: session_of(store, role, OWN if role is AGENCY else None) for role in Role}
    with serving(store) as url:
        yield url, cookies
    store.close()


@pytest.fixture
def ask(centre):
    url, cookies = centre

    def ask(method, path, role=None, **options):
        own = {"central": cookies[role]} if role else {}
        return requests.request(
            method, url + path, cookies=own, allow_redirects=False, timeout=120, **options
        )

    return ask


@pytest.fixture
def post(ask, centre):
    """Send a form with the key of its own session."""

    def post(path, role, *, key=None, headers=None, **fields):
        key = sessions.form_key(centre[1][role]) if key is None else key
        return ask("POST", path, role, data={"key": key, **fields}, headers=headers)

    return post


def test_every_route_has_a_rule():
    assert {path for _, path in ROUTES} == RULES.keys() | PROGRAMS | UNGUARDED


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_for_those_whom_its_rule_names(ask, path):
    query = f"?name=quan-a&agency={OWN}"
    answer = ask("GET", path)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/login")
    told = {role: ask("GET", path + query, role).status_code for role in Role}
    assert told == {role: 200 if role in RULES[path] else 403 for role in Role}


@pytest.mark.parametrize("path", sorted(FIGURES | EXPORTS))
def test_figures_of_another_agency_are_not_for_an_agency(ask, path):
    for agency in (OTHER, "tinh"):
        assert ask("GET", f"{path}?agency={agency}", AGENCY).status_code == 403


def test_the_device_of_another_agency_is_unknown_to_an_agency(ask):
    assert ask("GET", "/fleet/device?name=quan-b", AGENCY).status_code == 404
    told = ask("GET", "/fleet", AGENCY).text
    assert "quan-a" in told
    assert "quan-b" not in told
    assert "quan-b" not in ask("GET", f"/fleet?agency={OTHER}", AGENCY).text


@pytest.mark.parametrize("path", FORMS)
def test_a_form_needs_the_key_of_its_session_and_our_own_site(post, centre, path):
    other = sessions.form_key(centre[1][AUDITOR])
    for key in ("", "0" * 64, sessions.form_key(""), other):
        assert post(path, ADMINISTRATOR, key=key).status_code == 403
    for headers in (
        {"Origin": "https://other.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": centre[0]},
    ):
        assert post(path, ADMINISTRATOR, headers=headers).status_code == 403


@pytest.mark.parametrize("path", [path for path in FORMS if path in RULES and path != "/password"])
def test_a_form_is_taken_from_those_whom_its_rule_names(post, path):
    refused = {role for role in Role if post(path, role, agency=OWN).status_code == 403}
    assert refused == EVERYBODY - FORM_RULES[path]


@pytest.mark.parametrize("path", sorted(path for path in FORMS if FORM_RULES.get(path) == ENTERING))
def test_an_agency_brings_nothing_in_for_another(post, path):
    assert post(path, AGENCY, agency=OTHER).status_code in {403, 404}


def test_a_session_is_no_token(centre, ask):
    bearer = {"Authorization": f"Bearer {centre[1][AUDITOR]}"}
    for method, path in (("POST", "/v1/batches"), ("GET", "/v1/tally")):
        assert ask(method, path, AUDITOR).status_code == 401
        assert ask(method, path, headers=bearer).status_code == 401
