"""Whatever is tried in whichever order: guesses get ever rarer, nobody is locked out for good."""

import tempfile
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from central import passwords, people, sessions
from central.audit import By
from central.passwords import Hashing
from central.roles import Role
from central.sessions import LockedOut, Session, Wrong
from central.store import Store
from tests.central.kit import examples

NAMES = strategies.sampled_from(["chi", "nobody"])
ADDRESSES = strategies.sampled_from(["10.0.0.1", "10.0.0.2", "2001:db8::7"])
FREE = 5
FORGOTTEN = timedelta(days=1)


class Tries(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.kept_hashing = passwords.HASHING
        passwords.HASHING = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.open(f"sqlite:///{self.folder.name}/centre.sqlite")
        self.now = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)
        self.failures = dict.fromkeys(["chi", "nobody"], 0)
        self.failed_at = dict.fromkeys(["chi", "nobody"], self.now)

    def teardown(self):
        self.store.close()
        self.folder.cleanup()
        passwords.HASHING = self.kept_hashing

    @initialize()
    def an_account(self):
        with self.store.writing() as connection:
            by = By(None, "", self.now)
            self.password = people.add(connection, "chi", Role.PROVINCE, None, by=by)
            people.keep_password(connection, "chi", passwords.HASHING.hashed(self.password))

    @rule(name=NAMES, address=ADDRESSES)
    def guess(self, name, address):
        self.guessed(name, address)

    def guessed(self, name, address):
        answer = self.tried(name, "a wrong one", address)
        if isinstance(answer, LockedOut):
            return answer
        if self.now - self.failed_at[name] > FORGOTTEN:
            self.failures[name] = 0
        if self.failures[name] >= FREE:
            least = min(30 * 2 ** (self.failures[name] - FREE), 900)
            assert self.now - self.failed_at[name] >= timedelta(seconds=least)
        self.failures[name] += 1
        self.failed_at[name] = self.now
        return answer

    @rule(address=ADDRESSES)
    def log_in(self, address):
        if isinstance(self.tried("chi", self.password, address), Session):
            self.failures["chi"] = 0

    @rule(name=NAMES, address=ADDRESSES)
    def wait_as_told(self, name, address):
        answer = self.guessed(name, address)
        if isinstance(answer, LockedOut):
            self.now += timedelta(seconds=answer.seconds)
            assert self.guessed(name, address) == Wrong()

    @rule(seconds=strategies.sampled_from([1, 29, 30, 60, 900, 86_401]))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @invariant()
    def the_right_password_serves_after_a_quarter_of_an_hour(self):
        with self.store.reading() as connection:
            longest = connection.exec_driver_sql("SELECT max(free_at) FROM attempts").scalar() or 0
        assert longest <= self.now.timestamp() + 900

    def tried(self, name, password, address):
        return sessions.begin(self.store, name, password, address=address, now=self.now)


TestTries = Tries.TestCase
TestTries.settings = settings(max_examples=examples(10), stateful_step_count=25, deadline=None)
