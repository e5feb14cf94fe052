"""The cookie of a session over HTTP: how it is given, and that none lives on unseen."""

import pytest
import requests
from argon2 import PasswordHasher

from central import passwords, people, sessions
from central.passwords import Hashing
from central.roles import Role
from tests.central.people import session_of
from tests.central.server import serving


@pytest.fixture
def database_url(tmp_path):
    """Cookies have nothing to do with the database."""
    return f"sqlite:///{tmp_path}/centre.sqlite"


@pytest.fixture
def password(store, monkeypatch):
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHING", Hashing(cheap))
    session_of(store, Role.PROVINCE)
    kept = "một câu dài dễ nhớ"
    with store.writing() as connection:
        people.keep_password(connection, "province", passwords.HASHING.hashed(kept))
    return kept


def log_in(url, password, cookies):
    (cookie,) = cookies.values()
    form = {"name": "province", "password": password, "key": sessions.form_key(cookie)}
    options = {"cookies": cookies, "allow_redirects": False, "timeout": 30}
    return requests.post(f"{url}/login", form, **options)


def test_a_cookie_that_somebody_planted_is_never_the_session(store, password):
    with serving(store, secure_cookies=True) as url:
        answer = log_in(url, password, {"__Host-central": "planted"})
        given = answer.headers["Set-Cookie"]
        assert "planted" not in given
        assert given.startswith("__Host-central=")
        assert {word.strip().lower() for word in given.split(";")[1:]} == {
            "httponly",
            "path=/",
            "samesite=strict",
            "secure",
        }
        assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_who_logs_in_ends_the_session_that_the_browser_had(store, password):
    before = session_of(store, Role.AUDITOR)
    with serving(store) as url:
        answer = log_in(url, password, {"central": before})
        assert answer.status_code == 303
        old = requests.get(url, cookies={"central": before}, allow_redirects=False, timeout=120)
        assert old.headers["Location"] == "/login"
        assert requests.get(url, cookies=answer.cookies, timeout=120).status_code == 200


@pytest.mark.parametrize("claimed", ["h/password?", "evil.example", "h/v1/"])
def test_what_a_client_says_of_its_host_opens_nothing(store, claimed):
    with serving(store) as url:
        answer = requests.get(f"{url}/table", headers={"Host": claimed}, allow_redirects=False, timeout=120)
        assert answer.headers["Location"] == "/login?back=/table"
