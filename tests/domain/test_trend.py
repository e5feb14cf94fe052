"""Trends: which step, where it begins, and that nothing is lost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.figures import DayCount, HourCount, Period
from kiosk.domain.trend import Step, share_of_hour, step_of, trend

NEW_YEAR = date(2024, 1, 1)  # a Monday


def period(days, first=NEW_YEAR):
    return Period(first, first + timedelta(days=days - 1), "Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(("days", "step"), [(1, Step.DAY), (31, Step.DAY), (92, Step.WEEK), (182, Step.WEEK)])
def test_the_longer_the_period_the_longer_the_step(days, step):
    assert step_of(period(days)) is step
    assert step_of(period(366)) is Step.MONTH


def test_weeks_begin_on_mondays_and_the_first_where_the_period_does():
    thursday = NEW_YEAR + timedelta(days=3)
    days = [DayCount(thursday + timedelta(days=more), "a", 10, 20, 15) for more in (0, 1, 4, 10)]
    found = trend(days, period(60, thursday))
    assert [one.first for one in found] == [thursday, NEW_YEAR + timedelta(7)]
    assert [one.ballots for one in found] == [20, 20]


def test_units_are_added_and_the_interval_is_of_ballots():
    days = [DayCount(NEW_YEAR, unit, 50, 100, satisfied) for unit, satisfied in (("a", 100), ("b", 80))]
    (one,) = trend(days, period(1))
    assert (one.share, one.interval) == (Decimal("90.0"), (Decimal("82.6"), Decimal("94.5")))


def test_a_day_without_known_answers_has_no_share():
    (one,) = trend([DayCount(NEW_YEAR, "a", 3, 0, 0)], period(1))
    assert (one.share, one.interval) == (None, None)


def test_an_hour_of_few_ballots_says_nothing():
    assert share_of_hour(HourCount(0, 8, 29, 58, 58), 30) is None
    assert share_of_hour(HourCount(0, 8, 30, 60, 45), 30) == Decimal("75.0")


@given(st.integers(1, 800), st.lists(st.tuples(st.integers(0, 799), st.integers(1, 9)), max_size=60))
def test_no_ballot_is_lost_and_every_stretch_lies_within(length, given_on):
    days = [DayCount(NEW_YEAR + timedelta(more % length), "a", n, n, n) for more, n in given_on]
    found = trend(days, period(length))
    assert sum(one.ballots for one in found) == sum(day.ballots for day in days)
    assert all(NEW_YEAR <= one.first < NEW_YEAR + timedelta(length) for one in found)
    assert [one.first for one in found] == sorted({one.first for one in found})
