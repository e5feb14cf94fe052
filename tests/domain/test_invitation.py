"""A counter in invited mode: the clerk arms one ballot at a time."""

import pytest

from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import Mode, Outcome
from tests.domain.desk_kit import Counter


@pytest.fixture
def counter():
    return Counter(mode=Mode.INVITED).at_work()


def test_nothing_can_be_rated_before_the_invitation(counter):
    assert counter.screen is Screen.INVITATION
    counter.desk.tap("sat")
    assert not counter.journal.of("tap")


def test_an_invitation_arms_one_ballot(counter):
    counter.desk.invite()
    assert counter.desk.view().fresh
    assert counter.desk.view().seconds_limit == 60
    counter.desk.invite()
    counter.desk.tap("sat")
    (opening,) = counter.journal.of("ballot_opened")
    assert opening.mode is Mode.INVITED
    counter.desk.invite()
    assert len(counter.journal.of("ballot_opened")) == 1


def test_an_invitation_waits_its_whole_time_without_a_question(counter):
    counter.desk.invite()
    counter.wait(59)
    assert counter.screen is Screen.RATING
    counter.desk.tap("sat")
    assert counter.journal.of("tap")


def test_silence_is_issued_and_abandoned_never_an_answer(counter):
    counter.desk.invite()
    counter.wait(61)
    assert counter.screen is Screen.INVITATION
    (closing,) = counter.closings
    assert (closing.outcome, closing.answers) == (Outcome.ABANDONED, {})


def test_after_the_thanks_the_next_waits_for_an_invitation(counter):
    counter.desk.invite()
    for _ in range(3):
        counter.desk.tap("very")
    counter.desk.skip_reasons()
    counter.wait(5.5)
    assert counter.screen is Screen.INVITATION


def test_the_next_may_be_invited_during_the_thanks_in_the_own_language(counter):
    counter.desk.invite()
    counter.desk.set_language("en")
    for _ in range(3):
        counter.desk.tap("very")
    counter.desk.skip_reasons()
    counter.desk.invite()
    assert counter.screen is Screen.RATING
    assert counter.desk.view().language == "vi"


def test_an_invitation_that_comes_late_is_closed_as_interrupted(counter):
    counter.journal.late = True
    counter.desk.invite()
    counter.wait(6)
    counter.journal.late = False
    counter.journal.answer()
    assert counter.screen is Screen.INVITATION
    assert counter.closings[0].outcome is Outcome.INTERRUPTED


def test_open_mode_knows_no_invitation():
    counter = Counter().at_work()
    counter.desk.invite()
    assert not counter.journal.of("ballot_opened")
