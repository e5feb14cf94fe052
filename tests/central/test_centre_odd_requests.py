"""Odd requests get an answer in words, never a fault; one database can't hold what another can."""

from urllib.parse import quote

import pytest
import requests
from argon2 import PasswordHasher
from starlette.requests import Request

from central import devices, passwords, sessions
from central.addresses import client_address
from central.passwords import Hashing
from central.roles import Role
from tests.central.people import session_of
from tests.central.server import serving

ADMINISTRATOR, PROVINCE, _, AUDITOR = Role
ODD = ["\0", "9" * 19, "<script>\r\nSet-Cookie: a=b"]
QUERIES = {
    "/": ["agency", "from", "channel", "simulated", "done"],
    "/ranking": ["compare", "before_from"],
    "/export/a.csv": ["agency", "from"],
    "/fleet": ["agency", "state", "sort", "page", "search"],
    "/fleet/device": ["name"],
    "/audit": ["who", "what", "before"],
    "/papers": ["agency"],
    "/papers/sheet": ["agency", "sheet", "version"],
    "/login": ["back"],
}
FORMS = {
    "/login": ["name", "password", "back"],
    "/language": ["back", "language"],
    "/people": ["name", "role", "agency"],
    "/people/reset": ["name"],
    "/people/role": ["name", "agency"],
    "/fleet/add": ["name", "agency"],
    "/fleet/renew": ["name"],
    "/fleet/move": ["name", "agency"],
    "/fleet/lines": ["name", "journal", "before"],
    "/papers/sheet": ["agency", "sheet", "version", "from"],
    "/catalogue/agency": ["agency", "name", "from"],
    "/catalogue/department": ["agency", "department"],
    "/catalogue/agency/add": ["agency", "code", "name", "to"],
    "/catalogue/department/add": ["agency", "code", "name", "from"],
}
ALLOWED = {"/catalogue": ADMINISTRATOR, "/papers/sheet": PROVINCE, "/fleet/lines": AUDITOR}


@pytest.fixture
def ask(store, monkeypatch):
    """Ask by somebody whom the page is for, with one odd field; gives the answer."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHING", Hashing(cheap))
    with store.writing() as connection:
        devices.enrol(connection, "quan-a", training=False)
    cookies = {role: session_of(store, role) for role in (ADMINISTRATOR, PROVINCE, AUDITOR)}
    with serving(store) as url, requests.Session() as browser:

        def ask(method, path, field, value):
            cookie = cookies[ALLOWED.get(path, AUDITOR if method == "GET" else ADMINISTRATOR)]
            options = {"cookies": {"central": cookie}, "allow_redirects": False, "timeout": 30}
            if method == "GET":
                return browser.get(f"{url}{path}?{field}={quote(value)}", **options)
            form = {"name": "quan-a", "role": "province", field: value, "key": sessions.form_key(cookie)}
            return browser.post(url + path, form, **options)

        yield ask


def test_whatever_stands_in_a_field_it_is_answered_in_words(ask):
    wrong = []
    for method, places in (("GET", QUERIES), ("POST", FORMS)):
        for path, field in [(path, field) for path, fields in places.items() for field in fields]:
            for value in ODD:
                answer = ask(method, path, field, value)
                sound = answer.status_code < 500 and "<script" not in answer.text
                if not sound or "a" in answer.cookies or (value == "\0" and answer.status_code != 400):
                    wrong.append((method, path, field, value[:9], answer.status_code))
    assert wrong == []


@pytest.mark.parametrize(
    ("told", "known"),
    [("::ffff:10.0.0.9", "10.0.0.9"), ("10.0.0.9", "10.0.0.9"), ("2001:db8::1", "2001:db8::1"), ("?", "")],
)
def test_an_address_is_known_in_one_form_whichever_socket_tells_it(told, known):
    request = Request({"type": "http", "headers": [], "client": (told, 1)})
    assert client_address(request, behind_proxy=False) == known
