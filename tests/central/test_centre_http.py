"""The centre as a kiosk and a program that reads meet it: over HTTP."""

import gzip
import json
from datetime import UTC, datetime

import pytest
import requests

from central import audit, devices, readers
from central.audit import What
from central.store import Store
from sync.wire import MAX_BODY_BYTES, compress, encode
from tests.central.kit import ASKED, PaperKiosk
from tests.central.server import serving


@pytest.fixture
def database_url(tmp_path):
    """What HTTP adds to the rules does not depend on the database; test_central_command.py has both."""
    return f"sqlite:///{tmp_path}/centre.sqlite"


@pytest.fixture
def url(store):
    with serving(store) as url:
        yield url


@pytest.fixture
def token(store):
    with store.writing() as connection:
        return devices.enrol(connection, "quan-1", training=False)[0]


@pytest.fixture
def reader(store):
    with store.writing() as connection:
        return readers.enrol(connection, "chi")[0]


@pytest.fixture
def post(url, token):
    """Post a batch, or a body as it is; returns status and JSON."""

    def post(batch, *, token=token, body=None, **headers):
        body = compress(encode(batch)) if body is None else body
        headers = {"Authorization": f"Bearer {token}", "Content-Encoding": "gzip", **headers}
        answer = requests.post(f"{url}/v1/batches", body, headers=headers, timeout=120)
        return answer.status_code, answer.json()

    return post


@pytest.fixture
def kiosk():
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied", thai_do="very_satisfied")
    kiosk.vote("dia-chinh", chung="very_satisfied")
    return kiosk


@pytest.fixture
def tally(url, reader):
    def tally(first="2026-11-01", last="2026-11-30", *, token=reader, **more):
        answer = requests.get(
            f"{url}/v1/tally",
            params={"from": first, "to": last, **more},
            headers={"Authorization": f"Bearer {token}"},
            timeout=120,
        )
        return answer.status_code, answer.json()

    return tally


def test_a_batch_is_acknowledged(post, kiosk):
    assert post(kiosk.batch()) == (200, {"acknowledged_through": kiosk.last})


def test_a_batch_that_is_not_joined_is_answered_by_what_is_known(post, kiosk):
    post(kiosk.batch(1, 3))
    assert post(kiosk.batch(6)) == (409, {"known_through": 3})


def test_what_was_acknowledged_is_there_after_a_restart(post, kiosk, database_url, reader):
    post(kiosk.batch())
    again = Store.open(database_url)
    with serving(again) as url:
        answer = requests.get(
            f"{url}/v1/tally?from=2026-11-20&to=2026-11-20",
            headers={"Authorization": f"Bearer {reader}"},
            timeout=120,
        )
    again.close()
    assert answer.json()["total"]["collected"] == 2


def test_the_tally_is_the_object_that_programs_rely_on(post, kiosk, tally):
    post(kiosk.batch())
    status, found = tally()
    assert status == 200
    assert found["period"] == {"from": "2026-11-01", "to": "2026-11-30", "time_zone": "Asia/Ho_Chi_Minh"}
    assert found["simulated"] is False
    first = found["departments"][0]
    assert first == {
        "code": "tu-phap",
        "name": "Tư pháp – Hộ tịch",
        "issued": None,
        "collected": 1,
        "valid": 1,
        "criteria": [
            {
                "code": "thai-do",
                "name": "Thái độ",
                "n": 1,
                "counts": {"very_satisfied": 1, "satisfied": 0, "dissatisfied": 0},
                "satisfied_percent": "100.0",
                "very_satisfied_percent": "100.0",
            },
            {
                "code": "chung",
                "name": "Đánh giá chung",
                "n": 1,
                "counts": {"very_satisfied": 0, "satisfied": 1, "dissatisfied": 0},
                "satisfied_percent": "100.0",
                "very_satisfied_percent": "0.0",
            },
        ],
    }
    assert found["total"]["collected"] == 2


def test_a_period_without_ballots_still_names_what_is_asked(post, kiosk, tally):
    post(kiosk.batch())
    _, found = tally("2026-12-01", "2026-12-31")
    assert [one["code"] for one in found["departments"]] == ["tu-phap", "dia-chinh"]
    assert found["departments"][0]["criteria"][0]["satisfied_percent"] is None


def test_names_are_those_of_the_newest_questionnaire_of_the_period(post, kiosk, tally):
    kiosk.at = datetime(2026, 12, 5, 8, 0, tzinfo=kiosk.at.tzinfo)
    renamed = type(ASKED)(ASKED.departments, (*ASKED.criteria[:1],), ASKED.levels)
    kiosk.ask(renamed)
    post(kiosk.batch())
    _, november = tally()
    assert [row["code"] for row in november["total"]["criteria"]] == ["thai-do", "chung"]
    _, december = tally("2026-12-06", "2026-12-31")
    assert [row["code"] for row in december["total"]["criteria"]] == ["thai-do"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"first": "2026-13-01"}, '"from" must be a day like 2026-11-21.'),
        ({"last": "20261130"}, '"to" must be a day like 2026-11-21.'),
        ({"first": "2026-12-01"}, '"from" must not be after "to".'),
        ({"simulated": "yes"}, '"simulated" must be true or false.'),
    ],
    ids=["no such month", "other form", "backwards", "no truth"],
)
def test_a_wrong_query_is_answered_by_one_sentence(tally, query, sentence):
    assert tally(**query) == (400, {"error": sentence})


def test_nothing_is_read_without_a_readers_token(tally, token, url):
    assert tally(token="guess")[0] == 401
    assert tally(token=token)[0] == 401, "a device may send, not read"
    answer = requests.get(f"{url}/v1/tally?from=2026-11-01&to=2026-11-30", timeout=120)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_each_read_of_figures_stands_in_the_trail_with_whose_token_it_was(tally, store):
    tally("2026-11-01", "2026-11-15")
    tally(token="guess")
    tally("2026-13-01")
    with store.reading() as connection:
        (read,) = audit.page(connection)
    assert (read.what, read.who, read.address) == (What.TALLY_READ, "chi (reader)", "127.0.0.1")
    assert read.details == {"period": "2026-11-01 2026-11-15"}


def test_an_unknown_or_revoked_token_is_401(post, kiosk, store, reader):
    assert post(kiosk.batch(), token="guess")[0] == 401
    assert post(kiosk.batch(), token=reader)[0] == 401
    with store.writing() as connection:
        devices.revoke(connection, "quan-1")
    assert post(kiosk.batch())[0] == 401


def test_a_device_that_sent_a_moment_ago_is_401_from_the_moment_when_it_is_revoked(post, kiosk, store):
    assert post(kiosk.batch(1, 3))[0] == 200
    with store.writing() as connection:
        devices.revoke(connection, "quan-1")
    for batch, body in ((kiosk.batch(4), None), (kiosk.batch(9), None), (None, b"no batch at all")):
        assert post(batch, body=body)[0] == 401
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM entries").scalar() == 3


def test_a_request_without_a_token_is_401(url):
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Basic x"}):
        assert requests.post(f"{url}/v1/batches", b"", headers=headers, timeout=120).status_code == 401


def test_another_device_is_403(post):
    status, answer = post(PaperKiosk("quan-2").batch())
    assert (status, answer) == (403, {"error": "This token belongs to quan-1, not to quan-2."})


def test_a_simulated_journal_from_a_real_device_is_403(post):
    status, answer = post(PaperKiosk(simulated=True).batch())
    assert status == 403
    assert "may not send a simulated journal" in answer["error"]


def test_a_body_without_compression_is_taken_too(post, kiosk):
    status, _ = post(None, body=encode(kiosk.batch()), **{"Content-Encoding": "identity"})
    assert status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no gzip",
        gzip.compress(b"")[:-3],
        gzip.compress(b"no header\n"),
        gzip.compress(b'{"protocol":2}\n'),
        gzip.compress(b"\xff\xfe\n"),
        gzip.compress(b"[" * 15_000 + b"\n"),
    ],
    ids=["empty", "no gzip", "cut", "no header", "other protocol", "no UTF-8", "deep"],
)
def test_a_malformed_body_is_400_with_one_sentence(post, body):
    status, answer = post(None, body=body)
    assert status == 400
    assert list(answer) == ["error"]
    assert answer["error"].endswith(".")
    assert "Traceback" not in answer["error"]


def test_every_bit_of_a_batch_that_is_cut_short_is_400(post, kiosk):
    body = encode(kiosk.batch())
    for end in range(1, len(body), 97):
        assert post(None, body=gzip.compress(body[:end]))[0] == 400


@pytest.mark.parametrize(
    "body", [gzip.compress(bytes(MAX_BODY_BYTES + 1)), bytes(MAX_BODY_BYTES + 1)], ids=["bomb", "raw"]
)
def test_a_body_beyond_the_limits_is_413(post, body):
    assert post(None, body=body)[0] == 413


def test_a_batch_of_too_many_lines_is_413(post, kiosk):
    for _ in range(500):
        kiosk.note()
    header = json.dumps(
        {
            "protocol": 1,
            "device": "quan-1",
            "journal": kiosk.journal,
            "first": 1,
            "kept_from": 1,
            "count": kiosk.last,
            "prev": "0" * 64,
            "sent_at": "2026-11-21T03:04:05Z",
            "health": {},
        }
    )
    body = "".join(f"{line}\n" for line in (header, *kiosk.lines)).encode()
    assert post(None, body=gzip.compress(body))[0] == 413


def test_another_encoding_is_415(post, kiosk):
    assert post(kiosk.batch(), **{"Content-Encoding": "br"})[0] == 415


def test_programs_are_answered_in_json_for_other_paths_and_methods_too(url):
    for path in ("/v1/other", "/v1/batches"):
        answer = requests.get(f"{url}{path}", timeout=120)
        assert answer.status_code in (404, 405)
        assert list(answer.json()) == ["error"]


def test_the_centre_says_that_it_is_well_and_what_time_it_is(url):
    answer = requests.get(f"{url}/healthz", timeout=120)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert datetime.strptime(answer.headers["Date"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)


def test_a_database_that_does_not_answer_is_503_and_the_batch_is_taken_later(post, kiosk, store):
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE journals RENAME TO lost")
    status, answer = post(kiosk.batch())
    assert (status, answer) == (503, {"error": "The database does not answer; try again."})
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE lost RENAME TO journals")
    assert post(kiosk.batch())[0] == 200
