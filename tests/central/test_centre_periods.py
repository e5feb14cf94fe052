"""The periods that pages offer, and what they are compared with."""

from datetime import date

import pytest
from starlette.datastructures import QueryParams

from central.pages.question import Question, former, spans
from central.web import AnswerError


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("last_month", date(2023, 12, 1), date(2023, 12, 31)),
        ("last_quarter", date(2023, 10, 1), date(2023, 12, 31)),
        ("this_quarter", date(2024, 1, 1), date(2024, 3, 31)),
        ("second_half", date(2024, 7, 1), date(2024, 12, 31)),
        ("last_year", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_periods_are_whole_ones_over_the_turn_of_the_year(word, first, last):
    assert spans(date(2024, 1, 31))[word] == (first, last)


@pytest.mark.parametrize(
    ("days", "before", "year_before"),
    [
        (
            (date(2024, 1, 1), date(2024, 6, 30)),
            (date(2023, 7, 1), date(2023, 12, 31)),
            (date(2023, 1, 1), date(2023, 6, 30)),
        ),
        (
            (date(2024, 2, 1), date(2024, 2, 29)),
            (date(2024, 1, 1), date(2024, 1, 31)),
            (date(2023, 2, 1), date(2023, 2, 28)),
        ),
        (
            (date(2024, 9, 16), date(2024, 12, 15)),
            (date(2024, 6, 17), date(2024, 9, 15)),
            (date(2023, 9, 16), date(2023, 12, 15)),
        ),
    ],
)
def test_a_period_is_compared_with_the_one_before_and_a_year_before(days, before, year_before):
    assert former(*days) == {"before": before, "year_before": year_before}


@pytest.mark.parametrize(
    "query",
    ["from=2024-06-30&to=2024-01-01", "from=x&to=2024-01-01", "from=0001-01-01&to=2024-01-01", "from=2024"],
)
def test_odd_days_are_refused(query):
    with pytest.raises(AnswerError):
        Question.of(QueryParams(query), date(2024, 1, 1))


def test_a_question_stands_in_its_own_link():
    asked = Question(date(2024, 1, 1), date(2024, 6, 30), "tinh", simulated=True, channel="all")
    query = asked.link("/table").partition("?")[2]
    assert Question.of(QueryParams(query), date(2026, 1, 1)) == asked
