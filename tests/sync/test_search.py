"""The last entry that a restored centre holds is found in few questions, whatever happens meanwhile."""

import copy
import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.answers import Busy, Failed, NotHeld, Refused
from sync.pace import Pace
from sync.search import Search
from sync.status import Fault
from tests.sync.memory_source import MemorySource
from tests.sync.shipping import Rig


@st.composite
def searches(draw):
    low = draw(st.integers(0, 10_000))
    high = draw(st.integers(low - 1, low + 10_000))
    answer = draw(st.integers(low, max(low, high)))
    hint = draw(st.integers(0, 30_000) | st.just(answer))
    return low, high, answer, hint


@given(searches())
def test_any_search_ends_at_the_last_entry_held_in_few_questions(case):
    low, high, answer, hint = case
    search = Search(low=low, high=high, hint=hint)
    questions = 0
    while (seq := search.question()) is not None:
        assert low < seq <= high
        questions += 1
        if seq <= answer:
            search.held(seq)
        else:
            search.missing(seq)

    assert search.low == answer
    assert questions <= math.log2(max(1, high - low + 1)) + 3
    if hint == answer:
        assert questions <= 2


@given(searches(), st.integers(0, 20_000))
def test_a_search_ends_though_retention_goes_on_meanwhile(case, removed):
    low, high, _, hint = case
    search = Search(low=low, high=high, hint=hint)
    search.removed_through(removed)
    while (seq := search.question()) is not None:
        assert seq > removed
        search.missing(seq)

    assert search.low == max(low, removed)


def restored(source, through):
    """Return a rig whose centre has lost everything after `through`, which the kiosk does not know yet."""
    rig = Rig(source)
    rig.steps_until_quiet()
    rig.centre.rules.lose_after(through)
    rig.centre.batches.clear()
    rig.clock.seconds += 900
    return rig


@pytest.mark.parametrize("through", [0, 1, 2, 499, 500, 1233])
def test_a_restored_centre_gets_back_what_it_lost(through):
    source = MemorySource(entries=1234)
    rig = restored(source, through)

    rig.step()
    rig.steps_until_quiet()

    assert rig.centre.rules.holds_all(source)
    assert rig.status.rewound == 1
    assert all(report.fault is None for report in rig.reports)
    empty, full = rig.centre.counts.count(0), [count for count in rig.centre.counts if count]
    assert empty <= 3
    assert sum(full) == 1234 - through


def test_new_entries_find_out_too():
    source = MemorySource(entries=20)
    rig = restored(source, 7)
    source.append()
    rig.steps_until_quiet()

    assert rig.centre.rules.holds_all(source)
    assert rig.centre.counts == [1, 0, 0, 14]


@pytest.mark.parametrize("hint", [0, 1, 5, 6, 8, 999, 2**52])
def test_a_wrong_hint_costs_questions_and_no_entry(hint):
    source = MemorySource(entries=1000)
    rig = restored(source, 7)
    rig.centre.will(NotHeld(hint))

    rig.step()
    rig.steps_until_quiet()

    assert rig.centre.rules.holds_all(source)
    assert sum(rig.centre.counts) == 993
    assert rig.centre.counts.count(0) < 15


@pytest.mark.parametrize("failure", [Failed(Fault.OFFLINE), Busy(5.0), Refused(Fault.UNAUTHORISED)])
def test_a_search_goes_on_where_it_was_after_a_failure(failure):
    source = MemorySource(entries=1000)
    rig = restored(source, 7)
    rig.centre.will(NotHeld(600))  # a bad hint, so that several questions are needed
    rig.step()
    asked = []
    while not rig.centre.batches[-1].lines:
        rig.centre.will(failure)
        rig.step()
        assert rig.status.fault
        rig.step()
        asked.append(rig.centre.batches[-1].header.first - 1)
    rig.steps_until_quiet()

    assert rig.centre.rules.holds_all(source)
    assert asked[-1] == 7
    assert len(asked) < 15
    assert len(set(asked[:-1])) == len(asked[:-1])


def test_a_search_begins_again_after_a_restart():
    source = MemorySource(entries=1000)
    rig = restored(source, 7)
    rig.centre.will(NotHeld(600))
    rig.step()
    rig.step()
    again = Rig(source)
    again.centre.rules = rig.centre.rules

    again.step()
    again.steps_until_quiet()

    assert again.centre.rules.holds_all(source)


def test_a_centre_restored_again_in_the_middle_of_the_search_gets_everything():
    source = MemorySource(entries=1000)
    rig = restored(source, 600)
    rig.centre.will(NotHeld(300))
    for _ in range(3):
        rig.step()
    rig.centre.rules.held.clear()
    rig.steps_until_quiet()

    assert rig.centre.rules.holds_all(source)


def test_a_kiosk_restored_from_a_backup_goes_on_beside_its_old_branch():
    source = MemorySource(entries=10)
    backup = copy.deepcopy(source)
    Rig(source).steps_until_quiet()
    rig = Rig(source)
    rig.steps_until_quiet()
    for _ in range(5):
        backup.append('{"id":"after the backup"}')
    other = Rig(backup)
    other.centre.rules = rig.centre.rules
    other.steps_until_quiet()

    assert rig.centre.rules.holds_all(source)
    assert rig.centre.rules.holds_all(backup)


def test_a_rewritten_journal_is_sent_again_from_the_first_entry_that_differs():
    source = MemorySource(entries=1000)
    rig = Rig(source)
    rig.steps_until_quiet()
    honest = list(rig.centre.rules.held)
    source.rewrite(300, '{"id":"forged"}')
    rig.clock.seconds += 900
    rig.step()
    rig.steps_until_quiet()

    assert rig.centre.rules.holds_all(source)
    assert set(honest) < set(rig.centre.rules.held)
    assert len(rig.centre.rules.held) == 1000 + 701


def test_where_the_centre_lacks_what_retention_removed_sending_begins_at_what_is_kept():
    source = MemorySource(entries=1000)
    rig = restored(source, 100)
    source.remove_through(400)
    rig.step()
    rig.steps_until_quiet()

    assert rig.centre.rules.holds_all(source)
    assert rig.centre.rules.gaps(source.journal()) == {400}
    assert sum(rig.centre.counts) == 600


def test_what_one_copy_has_removed_the_other_copy_still_gives():
    shortened = MemorySource(entries=10)
    rig = restored(shortened, 0)
    whole = copy.deepcopy(shortened)
    shortened.remove_through(5)
    rig.step()
    rig.steps_until_quiet()
    assert rig.centre.rules.gaps(shortened.journal()) == {5}

    other = Rig(whole)  # it takes everything for acknowledged, and the newest entry is indeed held
    other.centre.rules = rig.centre.rules
    other.step()
    other.steps_until_quiet()

    assert rig.centre.rules.holds_all(whole)
    assert rig.centre.rules.gaps(shortened.journal()) == set()


def test_retention_in_the_middle_of_a_search_changes_where_sending_begins():
    source = MemorySource(entries=1000)
    rig = restored(source, 100)
    rig.centre.will(NotHeld(600))
    for _ in range(3):
        rig.step()
    source.remove_through(900)
    rig.steps_until_quiet()

    assert rig.centre.rules.holds_all(source)
    assert rig.centre.rules.gaps(source.journal()) == {900}


def test_a_centre_that_lacks_even_the_beginning_contradicts_the_contract():
    rig = Rig(MemorySource(entries=10))
    rig.centre.will(*[NotHeld(0)] * 5)
    waits = [rig.step() for _ in range(5)]

    assert rig.status.fault is Fault.CONTRADICTION
    assert waits == [2, 4, 8, 16, 32]
    rig.steps_until_quiet()
    assert rig.centre.rules.holds_all(rig.source)


def test_two_centres_behind_one_address_that_know_different_things_are_a_fault_not_a_storm():
    source = MemorySource(entries=10)
    rig = Rig(source)
    rig.steps_until_quiet()
    rig.centre.will(*[NotHeld(5)] * 300)
    rig.clock.seconds += 900
    before = rig.clock.seconds
    for _ in range(100):
        rig.step()

    assert Fault.CONTRADICTION in {report.fault for report in rig.reports}
    assert rig.clock.seconds - before > 3600


def test_a_search_waits_between_questions_as_between_batches():
    rig = restored(MemorySource(entries=1000), 7)
    rig.centre.will(NotHeld(600))

    assert [rig.step() for _ in range(4)] == [Pace.pause] * 4


def test_random_restores_at_random_moments_always_end_with_everything_held():
    random = Random(11)
    source = MemorySource(entries=300)
    rig = Rig(source, random=random)
    for _ in range(300):
        for _ in range(random.randint(0, 3)):
            source.append()
        if random.random() < 0.1:
            rig.centre.rules.lose_after(random.randint(0, source.last()))
        rig.step()
    rig.clock.seconds += 900
    rig.step()
    rig.steps_until_quiet()

    assert rig.centre.rules.holds_all(source)
