"""What the campaign's frame makes of a promise's cases."""

import pytest

from tests.campaign.promise import Effort, NotTriedError, Promise
from tests.campaign.promises import SUBJECTS, promises_of
from tests.campaign.trial import try_promise


@pytest.fixture
def effort(tmp_path):
    return Effort(long=False, seed=7, folder=tmp_path)


def of(*cases, then=None):
    def run(effort):
        yield from cases
        if then:
            raise then

    return Promise("It holds.", run)


def test_a_promise_is_held_when_each_case_holds(effort):
    trial = try_promise(of(None, None), effort)

    assert (trial.promise, trial.cases, trial.failures, trial.held) == ("It holds.", 2, 0, True)


def test_a_case_that_broke_is_counted_and_told(effort):
    trial = try_promise(of(None, "the tap is gone, seed 7"), effort)

    assert (trial.cases, trial.failures, trial.held) == (2, 1, False)
    assert trial.told == ("the tap is gone, seed 7",)


def test_a_case_that_raises_is_counted_and_told_with_its_seed(effort):
    trial = try_promise(of(None, then=AssertionError("gone")), effort)

    assert (trial.cases, trial.failures, trial.held) == (2, 1, False)
    assert "seed 7" in trial.told[0]
    assert "gone" in trial.told[0]


def test_nothing_tried_is_no_promise_held(effort):
    assert not try_promise(of(), effort).held
    trial = try_promise(of(then=NotTriedError("there is no gcc here")), effort)

    assert (trial.cases, trial.failures, trial.held) == (0, 0, False)
    assert trial.told == ("not tried: there is no gcc here",)


def test_no_two_promises_are_the_same():
    names = [promise.name for subject in SUBJECTS for promise in promises_of(subject)]

    assert len(set(names)) == len(names)
    assert all(name.endswith(".") for name in names)
