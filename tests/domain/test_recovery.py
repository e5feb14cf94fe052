"""What a start writes after a crash, after a night, and after an update."""

from datetime import timedelta

import pytest

from kiosk.domain.entries import BallotOpened, Mode, Outcome, ShiftOpened, Tap, floor_to_step
from kiosk.domain.questionnaire import Department, Questionnaire
from kiosk.domain.recovery import OpenWork, resume
from tests.domain.desk_kit import ASKED, StillClock

NOW = StillClock().wall
FLOORED = floor_to_step(NOW, 15)
NAMES = {"ballot": "b", "shift": "s", "department": "tu-phap", "questionnaire": ASKED.version}


def shift(at=NOW, department="tu-phap"):
    return ShiftOpened(at=at, shift="s", department=department)


def opened(at=FLOORED):
    return BallotOpened(at=at, mode=Mode.OPEN, **NAMES)


def tap(criterion, level, at=FLOORED):
    return Tap(at=at, criterion=criterion, level=level, **NAMES)


def resumed(work, asked=ASKED, now=NOW):
    return resume(work, asked, now, step_minutes=15, program="hai-long", version="1.2.3")


def kinds(resumption):
    return [entry.kind for entry in resumption.entries]


def test_a_new_journal_begins_with_a_start_and_the_questionnaire():
    first = resumed(OpenWork())
    assert kinds(first) == ["start", "questionnaire"]
    assert first.entries[0].version == "1.2.3"
    assert first.shift is None


def test_an_unchanged_questionnaire_is_not_written_again():
    assert kinds(resumed(OpenWork(questionnaire=ASKED.version))) == ["start"]


def test_after_a_crash_at_noon_the_shift_goes_on():
    work = OpenWork(shift=shift(NOW - timedelta(hours=3)), questionnaire=ASKED.version)
    assert kinds(resumed(work)) == ["start"]
    assert resumed(work).shift == work.shift


@pytest.mark.parametrize("dossiers", [0, 12])
def test_what_was_noted_goes_on_with_its_shift_and_closes_an_older_one(dossiers):
    work = OpenWork(shift=shift(), dossiers=dossiers, questionnaire=ASKED.version)
    assert resumed(work).dossiers == dossiers
    older = OpenWork(shift=shift(NOW - timedelta(days=1)), dossiers=dossiers, questionnaire=ASKED.version)
    first = resumed(older)
    assert first.entries[1].dossiers == dossiers
    assert first.dossiers is None


def test_an_older_shift_closes_with_dossiers_unknown_where_none_were_noted():
    work = OpenWork(shift=shift(NOW - timedelta(days=1)), questionnaire=ASKED.version)
    first = resumed(work)
    assert kinds(first) == ["start", "shift_closed"]
    assert first.entries[1].dossiers is None
    assert first.shift is None


def test_a_shift_of_a_department_that_is_gone_closes():
    asked = Questionnaire((Department("moi", "Mới"),), ASKED.criteria, ASKED.levels)
    assert kinds(resumed(OpenWork(shift=shift(), questionnaire=ASKED.version), asked)) == [
        "start",
        "shift_closed",
        "questionnaire",
    ]


def test_an_open_ballot_closes_as_interrupted_from_its_last_taps():
    taps = [tap("chung", "dis"), tap("thoi-gian", "very"), tap("chung", "sat")]
    work = OpenWork(shift=shift(), ballot=opened(), taps=taps, questionnaire=ASKED.version)
    closing = resumed(work).entries[0]
    assert closing.outcome is Outcome.INTERRUPTED
    assert closing.answers == {"chung": "sat", "thoi-gian": "very"}
    assert closing.ballot == "b"


@pytest.mark.parametrize(
    ("age", "believed"),
    [(timedelta(hours=20), True), (timedelta(days=20_000), False), (timedelta(-1), False)],
)
def test_an_open_ballot_keeps_its_day_if_the_clock_of_that_day_can_be_believed(age, believed):
    given = NOW.replace(minute=0, second=0) - age
    work = OpenWork(ballot=opened(given), taps=[tap("chung", "sat", given)], questionnaire=ASKED.version)
    first = resumed(work)
    (closing,) = [entry for entry in first.entries if entry.kind == "ballot_closed"]
    assert (closing.at == given) is believed
    # Only a closing that stands after the start is moved when this start's clock is put right.
    assert kinds(first) == (["ballot_closed", "start"] if believed else ["start", "ballot_closed"])
