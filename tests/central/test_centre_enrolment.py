"""One-time codes: from a new device to its token, and what they do not do."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import requests
from hypothesis import given, strategies
from sqlalchemy import text

from central import audit, catalogue, devices, enrolment
from central.audit import By
from central.catalogue import Agency, Catalogue, CatalogueError
from central.devices import EnrolmentError
from central.enrolment import LockedOut, Refused
from central.imports import BundleRefusedError, import_bundle
from sync.bundle import write_bundle
from sync.enrolment import CodeError, Enrolled, OtherDevice, new_code, plain, written
from tests.central.kit import PaperKiosk, PaperSource
from tests.central.server import serving

NOW = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)
BY = By("quan-tri", "10.0.0.1", NOW)
HERE = "10.0.0.9"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture
def code_for(store):
    def code_for(name="quan-1", **options):
        with store.writing() as connection:
            return plain(enrolment.give_code(connection, name, agency=None, by=BY, **options))

    return code_for


@pytest.fixture
def redeem(store):
    def redeem(code, *, address=HERE, now=NOW, device=None):
        return enrolment.redeem(store, code, device=device, address=address, now=now)

    return redeem


@pytest.fixture
def known(store):
    """The name of the device that a token is good for; using a new one settles it, as a request does."""

    def known(token):
        with store.writing() as connection:
            device = devices.with_token(connection, token)
            if device and device.is_next:
                devices.settle(connection, device)
        return device and device.name

    return known


def test_a_code_becomes_a_token_once(code_for, redeem, known):
    code = code_for()
    given = redeem(code)
    assert given.device == known(given.token) == "quan-1"
    assert redeem(code) == Refused()


def test_of_many_who_use_a_code_at_the_same_moment_one_gets_the_token(code_for, redeem):
    code = code_for()
    with ThreadPoolExecutor(8) as workers:
        answers = list(workers.map(lambda _: redeem(code), range(8)))
    assert sorted(type(answer).__name__ for answer in answers) == ["Enrolled"] + ["Refused"] * 7


def test_a_code_expires(code_for, redeem):
    code = code_for(hours=2)
    assert redeem(code, now=NOW + timedelta(hours=2)) == Refused()
    assert isinstance(redeem(code, now=NOW + timedelta(minutes=119)), Enrolled)


def test_a_newer_code_takes_the_place_of_the_one_before(code_for, redeem):
    older, newer = code_for(), code_for()
    assert redeem(older) == Refused()
    assert isinstance(redeem(newer), Enrolled)


def test_until_the_new_token_is_used_the_old_one_works(store, code_for, redeem, known):
    old = redeem(code_for()).token
    assert known(old) == "quan-1"
    with store.writing() as connection:
        code = plain(enrolment.renew(connection, "quan-1", by=BY))
    assert known(old) == "quan-1"
    new = redeem(code).token
    assert known(old) == "quan-1"
    assert known(new) == "quan-1"
    assert known(old) is None
    assert known(new) == "quan-1"


def test_a_new_token_may_come_by_stick_before_it_comes_by_network(store, tmp_path, code_for, redeem, known):
    old = redeem(code_for()).token
    known(old)
    new = redeem(code_for()).token
    kiosk = PaperKiosk("quan-1").start()
    for token in (old, new):
        write_bundle(tmp_path / token[:8], PaperSource(kiosk), token=token, sent_at=NOW)
    for token in (old, new):
        assert import_bundle(store, tmp_path / token[:8], now=NOW).entries == kiosk.last
    with pytest.raises(BundleRefusedError, match="another token"):
        import_bundle(store, tmp_path / old[:8], now=NOW)
    assert (known(old), known(new)) == (None, "quan-1")


def test_revoking_ends_tokens_and_code(store, code_for, redeem, known):
    old = redeem(code_for()).token
    new = redeem(code_for()).token
    code = code_for()
    with store.writing() as connection:
        devices.revoke(connection, "quan-1", by=BY)
    assert (known(old), known(new), redeem(code)) == (None, None, Refused())


def test_a_revoked_device_comes_back_by_a_code_and_its_old_token_does_not(store, code_for, redeem, known):
    old = redeem(code_for()).token
    known(old)
    with store.writing() as connection:
        devices.revoke(connection, "quan-1", by=BY)
    new = redeem(code_for(training=True)).token
    assert (known(old), known(new)) == (None, "quan-1")
    with store.reading() as connection:
        assert devices.with_name(connection, "quan-1").training


def test_a_working_device_does_not_change_between_real_and_training(code_for):
    code_for()
    with pytest.raises(EnrolmentError, match="central revoke quan-1"):
        code_for(training=True)


def test_only_what_is_enrolled_is_renewed_moved_or_revoked(store):
    for deed in (
        lambda connection: enrolment.renew(connection, "nobody", by=BY),
        lambda connection: devices.revoke(connection, "nobody", by=BY),
        lambda connection: devices.move(connection, "nobody", None, since=NOW.date(), by=BY),
    ):
        with pytest.raises(EnrolmentError, match="No device nobody"), store.writing() as connection:
            deed(connection)


def test_a_device_belongs_to_an_agency_that_there_is(store):
    with store.writing() as connection:
        catalogue.add(connection, Catalogue({"xa-a": Agency("xa-a", "Xã A", None)}))
        enrolment.give_code(connection, "quan-1", agency="xa-a", by=BY)
        assert [(one.device, one.agency) for one in catalogue.read(connection).placings] == [
            ("quan-1", "xa-a")
        ]
    with pytest.raises(CatalogueError, match="no agency xa-b"), store.writing() as connection:
        enrolment.give_code(connection, "quan-2", agency="xa-b", by=BY)


def test_a_code_for_another_device_stays_good(code_for, redeem):
    code = code_for()
    assert redeem(code, device="quan-2") == OtherDevice("quan-1")
    assert isinstance(redeem(code, device="quan-1"), Enrolled)


def test_who_guesses_codes_waits_and_others_do_not(code_for, redeem):
    code = code_for()
    for _ in range(10):
        assert redeem(new_code()) == Refused()
    assert redeem(code) == LockedOut(30)
    assert isinstance(redeem(code, address="10.0.0.10"), Enrolled)


def test_what_happens_is_noted_and_no_secret_is_kept(store, code_for, redeem):
    code = code_for()
    token = redeem(code).token
    redeem(code)
    with store.reading() as connection:
        notes = audit.page(connection)
        kept = [
            repr(connection.execute(text(f"SELECT * FROM {table}")).all()) for table in ("devices", "audit")
        ]
    assert [(note.what, note.who, note.about) for note in reversed(notes)] == [
        ("device_code_given", "quan-tri", "quan-1"),
        ("device_enrolled", None, "quan-1"),
        ("code_refused", None, ""),
    ]
    assert not any(secret in table for secret in (code, written(code), token) for table in kept)


@given(strategies.integers(0, 11), strategies.sampled_from(LETTERS), strategies.integers(0, 10))
def test_one_wrong_letter_or_two_in_each_others_place_are_noticed(place, letter, swapped):
    code = new_code()
    wrong = code[:place] + letter + code[place + 1 :]
    turned = code[:swapped] + code[swapped + 1] + code[swapped] + code[swapped + 2 :]
    for typed in {wrong, turned} - {code}:
        with pytest.raises(CodeError, match="mistyped"):
            plain(typed)


def test_a_code_may_be_typed_as_people_type():
    code = new_code()
    typed = written(code).lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", written(code))
    assert plain(f"  {typed}\n") == code


@pytest.mark.parametrize("typed", ["", "7K3M", "7K3M-Q2XD-9HTU", "7K3M-Q2XD-9HT4-7K3M", "ế" * 12])
def test_what_is_no_code_is_told(typed):
    with pytest.raises(CodeError, match="twelve letters"):
        plain(typed)


class TestOverHttp:
    @pytest.fixture
    def database_url(self, tmp_path):
        return f"sqlite:///{tmp_path}/centre.sqlite"

    @pytest.fixture
    def ask(self, store):
        with serving(store, now=lambda: NOW, behind_proxy=True) as url:

            def ask(members, **headers):
                return requests.post(f"{url}/v1/enrolments", json=members, headers=headers, timeout=120)

            yield ask

    def test_a_code_gives_name_and_token(self, ask, code_for, known):
        answer = ask({"code": written(code_for())})
        assert answer.status_code == 200
        assert known(answer.json()["token"]) == answer.json()["device"] == "quan-1"
        assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("members", [{}, [], {"code": 7}, {"code": "7K3M"}, {"code": None}])
    def test_what_is_no_code_is_told(self, ask, members):
        assert ask(members).status_code == 400

    def test_a_body_is_bounded(self, ask):
        assert ask({"code": "7" * 2000}).status_code == 413

    def test_an_unknown_code_is_refused_and_many_are_waited_for(self, ask):
        # What stands before the last address is the guesser's own invention.
        answers = [ask({"code": new_code()}, **{"X-Forwarded-For": f"1.2.3.{n}, {HERE}"}) for n in range(11)]
        assert [answer.status_code for answer in answers] == [403] * 10 + [429]
        assert answers[-1].headers["Retry-After"] == "30"

    def test_a_code_for_another_device_names_it(self, ask, code_for):
        answer = ask({"code": code_for(), "device": "quan-2"})
        assert (answer.status_code, answer.json()["device"]) == (409, "quan-1")
