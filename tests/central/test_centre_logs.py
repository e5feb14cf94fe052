"""What a server writes down: no secret of anybody, even where the database fails under a request."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest
import requests

from central import devices, enrolment, people, readers, sessions
from central.audit import By
from central.roles import Role
from tests.central.people import session_of

PATIENCE_SECONDS = 120
WRONG = "Mat-khau-go-nham-1"
BY = By("quan-tri", "", datetime.now(UTC))


@pytest.fixture
def database_url(tmp_path):
    """What is written down does not depend on the database."""
    return f"sqlite:///{tmp_path}/centre.sqlite"


@pytest.fixture
def secrets(store):
    """A password, a code, two tokens and a session."""
    with store.writing() as connection:
        return {
            "password": people.add(connection, "lanh-dao", Role.PROVINCE, None, by=BY),
            "code": enrolment.give_code(connection, "quan-1", agency=None, by=BY),
            "unused": enrolment.give_code(connection, "quan-2", agency=None, by=BY),
            "device": devices.enrol(connection, "quan-3", training=False)[0],
            "reader": readers.enrol(connection, "chi")[0],
        } | {"wrong": WRONG}


@pytest.fixture
def written(database_url, tmp_path):
    """Let a server answer some calls; all that it wrote meanwhile."""

    def written(*calls):
        log = tmp_path / "log"
        command = [sys.executable, "-m", "central", "serve", "--port", "0", "--database", database_url]
        with (
            log.open("w") as errors,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as server,
        ):
            try:
                url = server.stdout.readline().removeprefix("central: ").strip()
                for call in calls:
                    call(url)
            finally:
                server.terminate()
            said = server.communicate(timeout=PATIENCE_SECONDS)[0]
        return said + log.read_text()

    return written


def test_no_secret_is_written_down(store, tmp_path, secrets, written):
    cookie = session_of(store, Role.ADMINISTRATOR)
    kept = []

    def ask(method, path, *, token=None, cookie=cookie, **options):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return lambda url: kept.append(
            requests.request(
                method,
                url + path,
                headers=headers,
                cookies={"central": cookie},
                allow_redirects=False,
                timeout=PATIENCE_SECONDS,
                **options,
            )
        )

    def log_in(password):
        key = sessions.form_key("anew")  # or the session of before would end
        form = {"name": "lanh-dao", "password": password, "key": key}
        return ask("POST", "/login", data=form, cookie="anew")

    def enrol(code):
        return ask("POST", "/v1/enrolments", json={"code": code})

    def break_the_database(_url):
        with sqlite3.connect(tmp_path / "centre.sqlite") as database:
            database.execute("ALTER TABLE audit RENAME TO gone")
            database.execute("UPDATE people SET role = 'odd'")

    each = (
        log_in(WRONG),
        log_in(secrets["password"]),
        enrol(WRONG),
        enrol(secrets["code"]),
        enrol(secrets["unused"]),
        ask("POST", "/v1/batches", token=secrets["device"], data=b"odd"),
        ask("GET", "/v1/tally?from=2026-01-01&to=2026-01-31", token=secrets["reader"]),
        ask("GET", "/"),
    )
    log = written(*each[:4], break_the_database, *each)
    given = kept[1].cookies["central"], kept[3].json()["token"]
    assert {answer.status_code for answer in kept} >= {200, 303, 400, 401, 500, 503}
    assert "Traceback" in log
    assert "gone" not in log
    for secret in (*secrets.values(), cookie, sessions.form_key(cookie), *given):
        assert secret not in log
