"""After a complete sync of one kiosk, the centre's tally is the object that the kiosk's own report gives.

A real journal, shipped to the real centre: boots with wrong clocks, clock steps, crashes, other
questionnaires, damage and salvage, new enrolments and retention, in any order.
"""

import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, timedelta
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run
from sqlalchemy import select

from central import devices, figures
from central.ingest import NotHeld as NotTaken
from central.ingest import take
from central.schema import entries
from central.store import Store
from kiosk.domain.entries import (
    BallotClosed,
    BallotOpened,
    ClockStep,
    Mode,
    Outcome,
    ShiftClosed,
    ShiftOpened,
    Tap,
    floor_to_step,
    new_id,
)
from kiosk.domain.questionnaire import Criterion, Department, Level
from kiosk.domain.recovery import resume
from kiosk.domain.tally import Period, tally_of
from kiosk.journal import JournalReader
from kiosk.journal.files import ask_for_mending
from kiosk.journal.source import JournalSource
from kiosk.reports import as_json
from sync.answers import Acknowledged, NotHeld
from sync.shipper import Shipper
from sync.wire import decode, encode
from tests.central.databases import put_back
from tests.central.kit import ASKED, examples
from tests.journal.kit import HERE, IN_MEMORY, MORNING, opened, rows, tamper

DEVICES = ["quan-1", "quan-2", "quan-3"]
QUESTIONNAIRES = [
    ASKED,
    replace(ASKED, criteria=(*ASKED.criteria, Criterion("ket-qua", "Kết quả"))),
    replace(ASKED, departments=(Department("tu-phap", "Tên mới"), Department("moi", "Mới"))),
    replace(ASKED, levels=(Level("good", "Tốt"), Level("bad", "Kém", satisfied=False))),
]
NUMBER = st.integers(0, 1000)  # becomes a place in whatever there is


class OneKiosk(RuleBasedStateMachine):
    store: Store

    def __init__(self):
        super().__init__()
        put_back(self.store, {})
        with self.store.writing() as connection:
            for name in DEVICES:
                devices.enrol(connection, name, training=False)
            self.devices = {name: devices.with_name(connection, name) for name in DEVICES}
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY))
        self.path = self.folder / "journal" / "journal.db"
        self.journal, self.shift = None, None
        self.names = DEVICES[:]
        self.asked = ASKED
        self.true, self.wrong_by = MORNING, timedelta(0)
        self.ever_wrong = False
        self.days = {MORNING.date()}
        self._boot()

    def teardown(self):
        self.journal.close()
        shutil.rmtree(self.folder)

    @rule(level=NUMBER, invited=st.booleans(), flagged=st.booleans())
    def vote(self, level, invited, flagged):
        ballot = self._open_ballot(level, Mode.INVITED if invited else Mode.OPEN)
        answers = {criterion.code: self._level(level) for criterion in self.asked.criteria}
        flags = [{"rule": "burst", "version": 1}] if flagged else []
        own = {**ballot, "outcome": Outcome.COMPLETED, "answers": answers, "flags": flags}
        self.journal.append([BallotClosed(at=self._at(), **own)])

    @rule(level=NUMBER)
    def crash_in_a_ballot(self, level):
        self._open_ballot(level, Mode.OPEN)
        self._boot()

    @rule(minutes=st.sampled_from([15, 60, 24 * 60, 3 * 24 * 60]))
    def wait(self, minutes):
        self.true += timedelta(minutes=minutes)
        self.days.add(self.true.date())

    @rule(hours=st.sampled_from([-7, 5, -24, 72, -2000 * 24]))
    def boot_with_a_wrong_clock(self, hours):
        self.wrong_by, self.ever_wrong = timedelta(hours=hours), True
        self._boot()

    @rule()
    def boot_with_a_right_clock(self):
        self.wrong_by = timedelta(0)
        self._boot()

    @rule(hours=st.sampled_from([0, 1, -30]))
    def step_the_clock(self, hours):
        by = timedelta(hours=hours) - self.wrong_by
        self.wrong_by, self.ever_wrong = timedelta(hours=hours), self.ever_wrong or hours != 0
        if by:
            self.journal.append([ClockStep(at=self._at(), seconds=int(by.total_seconds()))])

    @rule(questionnaire=st.sampled_from(QUESTIONNAIRES))
    def ask_otherwise(self, questionnaire):
        self.asked = questionnaire
        self._boot()

    @rule()
    def change_the_shift(self):
        self._close_shift()
        self._open_shift()

    @rule(place=NUMBER, count=st.integers(1, 4))
    def damage_what_the_centre_lacks(self, place, count):
        """Not what it has: then it knows more than the kiosk, and rightly."""
        self.journal.close()
        held, last = self._newest_at_the_centre()
        first = held + 1 + place % max(1, last - held)
        if first > 1:
            self._damage(first, count)
        self._boot()

    # A kiosk whose clock was never wrong says truly from which day on its report is whole.
    @precondition(lambda self: not self.ever_wrong and len(self.names) > 1)
    @rule()
    def enrol_anew(self):
        self.names.pop(0)
        self._boot()

    @precondition(lambda self: not self.ever_wrong)
    @rule()
    def forget(self):
        self._ship()
        self._close_shift()
        self.true += timedelta(days=405)
        self._open_shift()
        self._ship()
        self.journal.forget(days=400, today=self._at().date())
        self.days.add(self.true.date())

    @rule()
    def ship(self):
        self._ship()

    @rule(place=NUMBER)
    def after_a_complete_sync_both_give_the_same_object(self, place):
        self._ship()
        days = sorted(self.days)
        with JournalReader(self.path) as reader:
            kept_from = reader.kept_from_day()
            for day in {days[place % len(days)], days[-1]}:
                for first, last in ((day, day), (day - timedelta(5), day + timedelta(20))):
                    if kept_from is None or first > kept_from:
                        self._compare(reader, Period(first, last, "Asia/Ho_Chi_Minh"))

    def post(self, batch):
        """The way to the centre: what a shipper asks of it."""
        device = self.devices[batch.header.device]
        taken = take(self.store, device, decode(encode(batch)), now=self.true.astimezone(UTC))
        if isinstance(taken, NotTaken):
            return NotHeld(taken.known_through)
        return Acknowledged(taken.through)

    def _compare(self, reader, period):
        own = reader.figures(period.first, period.last, zone=period.time_zone)
        found = figures.of_period(self.store, period)
        assert as_json(tally_of(found)) == as_json(tally_of(own))
        assert _plain(found) == _plain(own)

    def _damage(self, first, count):
        mark = "UPDATE journal SET line = replace(line, '\"id\"', '\"iD\"') WHERE seq BETWEEN ? AND ?"
        tamper(self.path, (mark, first, first + count - 1))
        ask_for_mending(self.path)

    def _newest_at_the_centre(self):
        """The newest entry whose line the centre has, and the newest of all.

        The watermark doesn't tell: a journal that continues another offers again what that one has shipped.
        """
        with self.store.reading() as connection:
            held = set(connection.execute(select(entries.c.line)).scalars())
        found = rows(self.path)
        newest = max((seq for seq, line, _ in found if line in held), default=found[0][0] - 1)
        return newest, found[-1][0]

    def _ship(self):
        with JournalSource(self.path, step_minutes=15, now=self._now, parts=HERE) as source:
            assert Shipper(source, self).once().complete

    def _boot(self):
        """Start the program, after a crash as after a stop."""
        if self.journal:
            self.journal.close()
        self.journal = opened(self.path, device=self.names[0], now=self._now())
        resumed = resume(
            self.journal.open_work(), self.asked, self._now(), step_minutes=15, program="kiosk", version="1"
        )
        self.journal.append(resumed.entries)
        self.shift = resumed.shift
        if self.shift is None:
            self._open_shift()

    def _open_shift(self):
        department = self.asked.departments[0].code
        self.shift = ShiftOpened(at=self._at(), shift=new_id(), department=department)
        self.journal.append([self.shift])

    def _close_shift(self):
        own = {"shift": self.shift.shift, "department": self.shift.department}
        self.journal.append([ShiftClosed(at=self._at(), dossiers=None, **own)])

    def _open_ballot(self, level, mode):
        """What every entry of the ballot says; every criterion is answered."""
        self.days.add(self.true.date())
        ballot = {
            "ballot": new_id(),
            "shift": self.shift.shift,
            "department": self.shift.department,
            "questionnaire": self.asked.version,
        }
        self.journal.append([BallotOpened(at=self._at(), mode=mode, **ballot)])
        for criterion in self.asked.criteria:
            tapped = {"criterion": criterion.code, "level": self._level(level)}
            self.journal.append([Tap(at=self._at(), **tapped, **ballot)])
        return {**ballot, "mode": mode}

    def _level(self, number):
        return self.asked.levels[number % len(self.asked.levels)].code

    def _now(self):
        return self.true + self.wrong_by

    def _at(self):
        return floor_to_step(self._now(), 15)


EXAMPLES = {"sqlite": 10, "postgresql": 3}


def test_after_a_complete_sync_the_centre_gives_what_the_kiosk_reports(request, store):
    database = request.node.callspec.params["database_url"]
    machine = type("OnThisStore", (OneKiosk,), {"store": store})
    checked = settings(
        max_examples=examples(EXAMPLES[database]),
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run(machine, settings=checked)


@pytest.fixture
def salvaged(store):
    """A kiosk that asked otherwise, took a ballot, shipped, and was salvaged: nothing of it shipped since."""
    kiosk = type("OnThisStore", (OneKiosk,), {"store": store})()
    kiosk.ask_otherwise(QUESTIONNAIRES[2])
    kiosk.vote(level=0, invited=True, flagged=False)
    kiosk.ship()
    kiosk.boot_with_a_right_clock()
    kiosk.damage_what_the_centre_lacks(place=0, count=1)
    yield kiosk
    kiosk.teardown()


QUESTIONNAIRE, BALLOT = 3, 9  # places in the salvaged journal, which the centre has from the former one


@pytest.mark.parametrize("place", [QUESTIONNAIRE, BALLOT])
def test_a_second_damage_to_what_the_centre_lacks_spares_what_it_has_of_the_former_journal(salvaged, place):
    salvaged.damage_what_the_centre_lacks(place, count=4)
    salvaged.after_a_complete_sync_both_give_the_same_object(0)


def test_the_centre_keeps_the_names_and_ballots_that_a_second_damage_takes_from_the_kiosk(store, salvaged):
    period = Period(MORNING.date(), MORNING.date(), "Asia/Ho_Chi_Minh")
    before = tally_of(figures.of_period(store, period))
    salvaged.journal.close()
    salvaged._damage(first=2, count=100)
    salvaged._boot()
    salvaged.ship()
    with JournalReader(salvaged.path) as reader:
        assert not reader.ballot_groups(period.first, period.last)
    assert before.total.collected == 1
    assert tally_of(figures.of_period(store, period)) == before


def _plain(found):
    """Figures in one order, without the heads, which a centre has of journals with ballots alone."""
    return replace(
        found,
        heads=(),
        groups=tuple(sorted(found.groups, key=str)),
        dossiers=tuple(sorted(found.dossiers, key=attrgetter("unit"))),
    )
