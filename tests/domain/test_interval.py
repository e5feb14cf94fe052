"""Intervals against published values, and samples that are large enough."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.interval import sample_hint, wilson


# Newcombe (1998), Statistics in Medicine 17, table I: Wilson's method without continuity correction.
@pytest.mark.parametrize(
    ("part", "n", "low", "high"),
    [(81, 263, "25.5", "36.6"), (15, 148, "6.2", "16.0"), (0, 20, "0.0", "16.1"), (1, 29, "0.6", "17.2")],
)
def test_published_intervals(part, n, low, high):
    assert wilson(Fraction(part, n), n) == (Decimal(low), Decimal(high))


def test_nobody_gives_no_interval():
    assert wilson(Fraction(0), 0) is None


def test_successes_need_not_be_whole():
    low, high = wilson(Fraction(2, 3), 10)
    assert wilson(Fraction(6, 10), 10)[0] < low
    assert high < wilson(Fraction(7, 10), 10)[1]


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_mirrors(case):
    part, n = case
    low, high = wilson(Fraction(part, n), n)
    assert Decimal(0) <= low <= high <= Decimal(100)
    assert low - Decimal("0.05") <= Decimal(100 * part) / n <= high + Decimal("0.05")
    other_low, other_high = wilson(Fraction(n - part, n), n)
    assert abs(100 - high - other_low) <= Decimal("0.1")
    assert abs(100 - low - other_high) <= Decimal("0.1")


@pytest.mark.parametrize(("dossiers", "hint"), [(3000, 353), (400, 200), (1, 1), (0, 0), (10**9, 400)])
def test_the_sample_that_yamane_asks_for(dossiers, hint):
    assert sample_hint(dossiers) == hint
