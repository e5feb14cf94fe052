"""Periods in words, as reports name them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.reports.span import span

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-01-01", "2024-06-30", "6 tháng đầu năm 2024"),
        ("2024-07-01", "2024-12-31", "6 tháng cuối năm 2024"),
        ("2024-01-01", "2024-09-30", "9 tháng đầu năm 2024"),
        ("2025-10-01", "2025-12-31", "Quý IV năm 2025"),
        ("2025-01-01", "2025-03-31", "Quý I năm 2025"),
        ("2024-01-01", "2024-12-31", "năm 2024"),
        ("2024-02-01", "2024-02-29", "tháng 2 năm 2024"),
        ("2024-02-01", "2024-02-28", "từ ngày 01/02/2024 đến ngày 28/02/2024"),
        ("2025-09-16", "2025-12-15", "từ ngày 16/09/2025 đến ngày 15/12/2025"),
        ("2025-02-01", "2025-04-30", "từ ngày 01/02/2025 đến ngày 30/04/2025"),
        ("2024-01-01", "2025-12-31", "từ ngày 01/01/2024 đến ngày 31/12/2025"),
        ("2024-03-05", "2024-03-05", "ngày 05/03/2024"),
    ],
)
def test_a_period_has_its_name(first, last, words):
    assert span(date.fromisoformat(first), date.fromisoformat(last)) == words


def test_english_where_it_is_asked_for():
    assert span(date(2025, 10, 1), date(2025, 12, 31), "en") == "quarter IV of 2025"
    assert span(date(2024, 3, 1), date(2024, 3, 31), "en") == "March 2024"


@given(st.tuples(DAYS, DAYS).map(sorted), st.tuples(DAYS, DAYS).map(sorted))
def test_two_periods_never_share_a_name(one, other):
    assert (one == other) == (span(*one) == span(*other))
