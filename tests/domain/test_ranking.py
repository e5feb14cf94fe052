"""Ranks over any standings."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.questionnaire import Criterion, Department, Level, Questionnaire
from kiosk.domain.ranking import ranking
from kiosk.domain.tally import BallotGroup, Period, tally

LEVELS = (Level("good", "Tốt"), Level("bad", "Kém", satisfied=False))
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31), "Asia/Ho_Chi_Minh")
COUNTS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=12)


def counted(counts):
    codes = [f"u{number}" for number in range(len(counts))]
    asked = Questionnaire(
        tuple(Department(code, code) for code in codes), (Criterion("all", "Chung"),), LEVELS
    )
    groups = [
        BallotGroup(code, asked.version, False, True, {"all": level}, count)
        for code, both in zip(codes, counts, strict=True)
        for level, count in zip(("good", "bad"), both, strict=True)
    ]
    return tally(groups, [asked], YEAR, simulated=False)


@given(COUNTS)
def test_a_rank_is_one_more_than_the_number_of_better_units(counts):
    found = ranking(counted(counts), None, 30)
    for one in found.ranked:
        assert one.rank == 1 + sum(other.index > one.index for other in found.ranked)
    assert [one.rank for one in found.ranked] == sorted(one.rank for one in found.ranked)


@given(COUNTS)
def test_everybody_stands_somewhere_and_small_samples_have_no_rank(counts):
    found = ranking(counted(counts), None, 30)
    assert len(found.ranked) + len(found.left_out) == len(counts)
    assert all(one.ballots >= 30 for one in found.ranked)
    assert all(one.ballots < 30 and one.rank is None for one in found.left_out)
    assert found.total.ballots == sum(map(sum, counts))


def test_the_total_pools_and_is_no_mean():
    found = ranking(counted([(100, 0), (0, 1)]), None, 1)
    assert found.total.index == Decimal("99.0")
