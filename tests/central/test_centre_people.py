"""Accounts: who gets in, who does not, and what is noted of it."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from central import audit, passwords, people, roles, sessions
from central.audit import By, What
from central.passwords import Hashing, PasswordError
from central.people import PeopleError
from central.roles import Role
from central.sessions import LockedOut, Session, Wrong

NOW = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)
BY = By("quan-tri", "10.0.0.1", NOW)
ADDRESS = "10.0.0.9"
OWN = "bốn con trâu gặm cỏ"
# Rules that the database has no part in.
on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Counting(Hashing):
    """Real argon2id, of the least cost, that counts how often it is computed."""

    def __init__(self):
        super().__init__(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.computed = 0

    def hashed(self, password):
        self.computed += 1
        return super().hashed(password)

    def is_right(self, kept, password):
        self.computed += 1
        return super().is_right(kept, password)


@pytest.fixture(autouse=True)
def hashing(monkeypatch):
    counting = Counting()
    monkeypatch.setattr(passwords, "HASHING", counting)
    return counting


@pytest.fixture
def add(store):
    """Make an account with a password of its own."""

    def add(name, role=Role.PROVINCE, agency=None):
        with store.writing() as connection:
            initial = people.add(connection, name, role, agency, by=BY)
        session = sessions.begin(store, name, initial, address=ADDRESS, now=NOW)
        sessions.change_password(store, session.person, initial, OWN, address=ADDRESS, now=NOW)

    return add


@pytest.fixture
def log_in(store):
    def log_in(name, password=OWN, *, address=ADDRESS, now=NOW):
        return sessions.begin(store, name, password, address=address, now=now)

    return log_in


@pytest.fixture
def deeds(store):
    """What the trail holds, oldest first."""

    def deeds(*kinds):
        with store.reading() as connection:
            notes = audit.page(connection, limit=1000)
        return [note for note in reversed(notes) if not kinds or note.what in kinds]

    return deeds


def test_who_knows_the_password_is_let_in_and_known_by_the_cookie(store, add, log_in):
    add("chi")
    session = log_in(" Chi ")
    assert isinstance(session, Session)
    person = sessions.current(store, session.secret, NOW + timedelta(minutes=5))
    assert (person.name, person.role, person.agencies, person.must_change) == ("chi", "province", None, False)


@on_one_database
def test_a_password_typed_with_other_marks_is_the_same(add, log_in):
    add("chi")
    assert isinstance(log_in("chi", unicodedata.normalize("NFD", OWN)), Session)


def test_an_initial_password_leads_to_its_change_and_nowhere_else(store, log_in):
    with store.writing() as connection:
        initial = people.add(connection, "chi", Role.AUDITOR, None, by=BY)
    person = log_in("chi", initial).person
    assert person.must_change
    assert not roles.may_see(person, None)
    assert not roles.sees_raw(person)
    changed = sessions.change_password(store, person, initial, OWN, address=ADDRESS, now=NOW)
    assert not changed.person.must_change
    assert not sessions.current(store, changed.secret, NOW).must_change
    assert log_in("chi", initial) == Wrong()


@on_one_database
def test_an_initial_password_serves_for_a_week(store, log_in):
    with store.writing() as connection:
        initial = people.add(connection, "chi", Role.AUDITOR, None, by=BY)
    assert isinstance(log_in("chi", initial, now=NOW + timedelta(days=6)), Session)
    assert log_in("chi", initial, now=NOW + timedelta(days=7)) == Wrong()


def test_a_session_ends_when_it_rests_and_after_ten_hours_anyway(store, add, log_in):
    add("chi")
    rested = log_in("chi").secret
    assert sessions.current(store, rested, NOW + timedelta(minutes=59))
    assert sessions.current(store, rested, NOW + timedelta(minutes=118))
    assert sessions.current(store, rested, NOW + timedelta(minutes=179)) is None
    busy = log_in("chi").secret
    for minutes in range(0, 600, 30):
        assert sessions.current(store, busy, NOW + timedelta(minutes=minutes))
    assert sessions.current(store, busy, NOW + timedelta(minutes=600)) is None


def test_logging_out_ends_the_session(store, add, log_in, deeds):
    add("chi")
    secret = log_in("chi").secret
    for _ in range(2):
        sessions.end(store, secret, address=ADDRESS, now=NOW)
    assert sessions.current(store, secret, NOW) is None
    assert [note.who for note in deeds(What.LOGOUT)] == ["chi"]


def test_a_new_password_ends_all_other_sessions(store, add, log_in):
    add("chi")
    elsewhere, here = log_in("chi"), log_in("chi")
    changed = sessions.change_password(
        store, here.person, OWN, "một mật khẩu hoàn toàn khác", address=ADDRESS, now=NOW
    )
    assert sessions.current(store, elsewhere.secret, NOW) is None
    assert sessions.current(store, here.secret, NOW) is None
    assert sessions.current(store, changed.secret, NOW).name == "chi"
    assert log_in("chi") == Wrong()


@on_one_database
def test_guessing_the_old_password_at_its_change_is_waited_for_too(store, add, log_in):
    add("chi")
    person = log_in("chi").person
    tries = [
        sessions.change_password(
            store, person, f"{n} guessed", "một mật khẩu hoàn toàn khác", address="", now=NOW
        )
        for n in range(6)
    ]
    assert tries == [Wrong()] * 5 + [LockedOut(30)]


@pytest.mark.parametrize(
    ("password", "code"),
    [("quá ngắn", "short"), ("x" * 257, "long"), ("aaaaaaaaaaaaaa", "easy"), ("day-la-thuy-linh", "easy")],
)
@on_one_database
def test_a_weak_password_is_refused_in_a_sentence(store, add, log_in, password, code):
    add("thuy-linh")
    person = log_in("thuy-linh").person
    with pytest.raises(PasswordError) as refused:
        sessions.change_password(store, person, OWN, password, address=ADDRESS, now=NOW)
    assert refused.value.code == code
    assert password not in str(refused.value)


@on_one_database
def test_the_old_password_is_no_new_one(store, add, log_in):
    add("chi")
    with pytest.raises(PasswordError, match="another one"):
        sessions.change_password(store, log_in("chi").person, OWN, OWN, address=ADDRESS, now=NOW)


def test_disabling_an_account_ends_its_sessions_and_lets_nobody_in(store, add, log_in):
    add("chi")
    secret = log_in("chi").secret
    with store.writing() as connection:
        people.disable(connection, "chi", by=BY)
    assert sessions.current(store, secret, NOW) is None
    assert log_in("chi") == Wrong()
    with store.writing() as connection:
        people.enable(connection, "chi", by=BY)
    assert isinstance(log_in("chi"), Session)


@on_one_database
def test_a_new_role_counts_at_once(store, add, log_in):
    add("chi", Role.AUDITOR)
    secret = log_in("chi").secret
    with store.writing() as connection:
        people.set_role(connection, "chi", Role.PROVINCE, None, by=BY)
    assert not roles.sees_raw(sessions.current(store, secret, NOW))


def test_the_last_administrator_stays(store, add):
    add("an", Role.ADMINISTRATOR)
    with store.writing() as connection:
        for change in (
            lambda: people.disable(connection, "an", by=BY),
            lambda: people.set_role(connection, "an", Role.PROVINCE, None, by=BY),
        ):
            with pytest.raises(PeopleError, match="only administrator"):
                change()
    add("binh", Role.ADMINISTRATOR)
    with store.writing() as connection:
        people.disable(connection, "an", by=BY)


@pytest.mark.parametrize(
    ("account", "code"),
    [
        (("Nguyễn Văn A", Role.PROVINCE, None), "name"),
        (("x", Role.PROVINCE, None), "name"),
        (("chi", Role.AGENCY, None), "agency"),
        (("chi", Role.PROVINCE, "binh-duong"), "agency"),
        (("THERE", Role.PROVINCE, None), "taken"),
    ],
)
@on_one_database
def test_an_account_that_can_not_be_is_refused(store, add, account, code):
    add("there")
    with store.writing() as connection, pytest.raises(PeopleError) as refused:
        people.add(connection, *account, by=BY)
    assert refused.value.code == code


@on_one_database
def test_nobody_learns_which_names_exist(store, add, log_in, hashing):
    """The same answers, the same waits and the same number of hash computations, try by try."""
    add("chi")
    add("gone")
    with store.writing() as connection:
        people.disable(connection, "gone", by=BY)
    courses = []
    for number, name in enumerate(("chi", "gone", "nobody", "x" * 300, "")):
        course = []
        for second in range(0, 400, 10):
            before = hashing.computed
            now = NOW + timedelta(seconds=second)
            answer = log_in(name, "a wrong one", address=f"10.1.0.{number}", now=now)
            course.append((answer, hashing.computed - before))
        courses.append(course)
    assert all(course == courses[0] for course in courses)
    assert {computed for _, computed in courses[0]} == {0, 1}


def test_waits_grow_and_a_right_login_ends_them(add, log_in):
    add("chi")
    now, waits = NOW, []
    while len(waits) < 7:
        answer = log_in("chi", "a wrong one", now=now)
        if isinstance(answer, LockedOut):
            waits.append(answer.seconds)
            now += timedelta(seconds=answer.seconds)
    assert waits == [30, 60, 120, 240, 480, 900, 900]
    assert isinstance(log_in("chi", now=now), Session)
    assert log_in("chi", "a wrong one", now=now) == Wrong()
    assert isinstance(log_in("chi", now=now), Session)


@on_one_database
def test_while_one_waits_even_the_right_password_does_not_serve(add, log_in):
    add("chi")
    for _ in range(5):
        log_in("chi", "a wrong one")
    assert log_in("chi") == LockedOut(30)


def test_many_guesses_at_the_same_moment_gain_nothing(add, log_in):
    add("chi")
    with ThreadPoolExecutor(8) as workers:
        answers = list(workers.map(lambda number: log_in("chi", f"guess {number}"), range(16)))
    assert answers.count(Wrong()) == 5


@on_one_database
def test_an_address_that_tries_many_names_waits_too_and_others_do_not(add, log_in):
    add("chi")
    for number in range(20):
        assert log_in(f"name{number}", "a wrong one", address="2001:db8::1") == Wrong()
    assert log_in("chi", address="2001:db8::2") == LockedOut(30)
    assert isinstance(log_in("chi", address="2001:db8:0:1::1"), Session)


@on_one_database
def test_a_right_login_does_not_free_its_address_of_the_guesses_from_there(add, log_in):
    add("chi")
    for number in range(19):
        log_in(f"name{number}", "a wrong one")
        assert isinstance(log_in("chi"), Session)
    log_in("name20", "a wrong one")
    assert log_in("chi") == LockedOut(30)


def test_failures_are_forgotten_after_a_day(store, add, log_in):
    for _ in range(4):
        log_in("chi", "a wrong one")
    tomorrow = NOW + timedelta(days=1, seconds=1)
    for _ in range(5):
        assert log_in("chi", "a wrong one", now=tomorrow) == Wrong()
    assert isinstance(log_in("chi", "a wrong one", now=tomorrow), LockedOut)
    log_in("another", "a wrong one", address="10.7.7.7", now=tomorrow + timedelta(days=2))
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM attempts")) == 2


@on_one_database
def test_a_reset_password_ends_the_wait(store, add, log_in):
    add("chi")
    for _ in range(5):
        log_in("chi", "a wrong one")
    with store.writing() as connection:
        initial = people.reset_password(connection, "chi", by=BY)
    assert log_in("chi", initial).person.must_change


@on_one_database
def test_a_password_kept_by_weaker_parameters_is_kept_anew(store, add, log_in, monkeypatch):
    add("chi")
    stronger = Hashing(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    monkeypatch.setattr(passwords, "HASHING", stronger)
    assert isinstance(log_in("chi"), Session)
    with store.reading() as connection:
        assert not stronger.is_outdated(people.find(connection, "chi").password_hash)
    assert isinstance(log_in("chi"), Session)


def test_each_deed_is_noted_with_who_when_and_from_where(store, add, log_in, deeds):
    add("chi")
    log_in("chi")
    log_in("chi", "a wrong one")
    log_in("my password typed here", "a wrong one")
    told = [(note.what, note.who, note.about, note.address) for note in deeds()]
    assert told == [
        ("person_added", "quan-tri", "chi", "10.0.0.1"),
        ("login", "chi", "", ADDRESS),
        ("password_changed", "chi", "chi", ADDRESS),
        ("login", "chi", "", ADDRESS),
        ("login_failed", None, "chi", ADDRESS),
        ("login_failed", None, "", ADDRESS),
    ]
    assert all(note.at == NOW for note in deeds())


@on_one_database
def test_the_beginning_of_a_wait_is_noted_and_the_tries_during_it_are_not(log_in, deeds):
    for _ in range(50):
        log_in("chi", "a wrong one")
    assert [note.what for note in deeds()] == ["login_failed"] * 5 + ["locked_out"]


@pytest.mark.parametrize("change", ["UPDATE audit SET who = NULL", "DELETE FROM audit"])
def test_the_trail_can_only_be_added_to(store, log_in, deeds, change):
    log_in("chi", "a wrong one")
    with pytest.raises(DBAPIError, match="only added to"), store.writing() as connection:
        connection.execute(text(change))
    assert len(deeds()) == 1


def test_the_trail_is_read_page_by_page(store, add, log_in):
    add("chi")
    for _ in range(7):
        log_in("chi")
    with store.reading() as connection:
        first = audit.page(connection, who="chi", what=What.LOGIN, limit=5)
        second = audit.page(connection, who="chi", what=What.LOGIN, before=first[-1].no, limit=5)
    assert [len(first), len(second)] == [5, 3]
    assert first[-1].no > second[0].no


@on_one_database
def test_a_form_key_belongs_to_one_session(add, log_in):
    add("chi")
    one, other = log_in("chi").secret, log_in("chi").secret
    assert sessions.is_form_key(one, sessions.form_key(one))
    assert not sessions.is_form_key(one, sessions.form_key(other))
    assert not sessions.is_form_key(one, "ố")
    assert one not in sessions.form_key(one)


@on_one_database
def test_no_secret_is_kept_or_noted_as_it_is(store, add, log_in):
    add("chi")
    secret = log_in("chi").secret
    log_in("chi", "a guess of somebody's")
    with store.reading() as connection:
        for table in ("people", "person_sessions", "attempts", "audit"):
            kept = repr(connection.execute(text(f"SELECT * FROM {table}")).all())
            assert OWN not in kept
            assert secret not in kept
            assert "a guess" not in kept
