"""What the campaign's frame makes of a promise's cases."""

import pytest

from tests.campaign.__main__ import member_of, status_of
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


def test_nothing_tried_without_a_reason_is_a_broken_promise(effort):
    trial = try_promise(of(), effort)

    assert (trial.held, trial.broke) == (False, True)


def test_what_a_machine_lacks_makes_a_promise_neither_held_nor_broken(effort):
    trial = try_promise(of(None, then=NotTriedError("there is no gcc here")), effort)

    assert (trial.cases, trial.failures, trial.held, trial.broke) == (0, 0, False, False)
    assert trial.not_tried == "there is no gcc here"


def test_what_broke_before_something_lacked_stays_broken(effort):
    trial = try_promise(of("the tap is gone", then=NotTriedError("there is no gcc here")), effort)

    assert (trial.cases, trial.failures, trial.broke) == (1, 1, True)


def test_what_cannot_be_tried_here_fails_the_long_form_alone(effort):
    held, lacking, broken = (
        try_promise(case, effort) for case in (of(None), of(then=NotTriedError("no gcc")), of("gone"))
    )

    assert (status_of([held], long=False), status_of([held], long=True)) == (0, 0)
    assert (status_of([held, lacking], long=False), status_of([held, lacking], long=True)) == (0, 1)
    assert (status_of([held, broken], long=False), status_of([broken], long=True)) == (1, 1)


def test_the_sheet_has_four_members_a_promise(effort):
    member = member_of(try_promise(of(then=NotTriedError("no gcc")), effort))

    assert member == {"promise": "It holds.", "cases": 0, "failures": 0, "seconds": 0.0}


def test_no_two_promises_are_the_same():
    names = [promise.name for subject in SUBJECTS for promise in promises_of(subject)]

    assert len(set(names)) == len(names)
    assert all(name.endswith(".") for name in names)
