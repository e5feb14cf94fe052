"""The published table of the town, the pooling rules, and shares that never lie."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.questionnaire import Criterion, Department, Level, Questionnaire
from kiosk.domain.tally import BallotGroup, Period, percent, tally
from kiosk.reports import as_json

LEVELS = (
    Level("very_satisfied", "Rất hài lòng"),
    Level("satisfied", "Hài lòng"),
    Level("dissatisfied", "Không hài lòng", satisfied=False),
)
ASKED = Questionnaire(
    (Department("tu-phap-ho-tich", "Tư pháp – Hộ tịch"), Department("vhxh", "VHXH")),
    (Criterion("thoi-gian", "Thời gian giải quyết"), Criterion("chung", "Đánh giá chung")),
    LEVELS,
)
HALF_YEAR = Period(date(2024, 1, 1), date(2024, 6, 30), "Asia/Ho_Chi_Minh")


def group(department="vhxh", count=1, *, invited=True, valid=True, asked=ASKED, **answers):
    answers = {code.replace("_", "-"): level for code, level in answers.items()}
    return BallotGroup(department, asked.version, invited, valid, answers, count)


def half_year(*groups, questionnaires=(ASKED,)):
    return tally(groups, questionnaires, HALF_YEAR, simulated=False)


def row(table, department, criterion):
    (found,) = [r for r in department_of(table, department).criteria if r.code == criterion]
    return found


def department_of(table, code):
    return next(d for d in table.departments if d.code == code)


def test_counts_n_and_shares_stand_by_department_and_criterion():
    table = half_year(
        group("tu-phap-ho-tich", 153, thoi_gian="very_satisfied", chung="very_satisfied"),
        group("tu-phap-ho-tich", 16, thoi_gian="very_satisfied", chung="satisfied"),
        group("tu-phap-ho-tich", 31, thoi_gian="satisfied", chung="satisfied"),
    )
    told = as_json(table)["departments"][0]
    assert (told["issued"], told["collected"], told["valid"]) == (200, 200, 200)
    assert told["criteria"][0] == {
        "code": "thoi-gian",
        "name": "Thời gian giải quyết",
        "n": 200,
        "counts": {"very_satisfied": 169, "satisfied": 31, "dissatisfied": 0},
        "satisfied_percent": "100.0",
        "very_satisfied_percent": "84.5",
    }


def test_the_total_pools_counts_and_is_no_mean_of_percentages():
    table = half_year(
        group("tu-phap-ho-tich", 153, chung="very_satisfied"),
        group("tu-phap-ho-tich", 47, chung="satisfied"),
        group("vhxh", 28, chung="very_satisfied"),
        group("vhxh", 2, chung="satisfied"),
        group("dia-chinh", 41, chung="very_satisfied"),
        group("dia-chinh", 9, chung="satisfied"),
    )
    overall = as_json(table)["total"]["criteria"][1]
    assert overall["n"] == 280
    assert overall["very_satisfied_percent"] == "79.3"


def test_a_department_that_left_the_questionnaire_is_still_counted():
    table = half_year(group("dia-chinh", 3, chung="satisfied"))
    assert [d.code for d in table.departments] == ["tu-phap-ho-tich", "vhxh", "dia-chinh"]
    assert table.total.collected == 3


def test_a_skipped_criterion_makes_n_smaller_than_the_ballots():
    table = half_year(
        group(count=5, chung="satisfied"), group(count=2, thoi_gian="satisfied", chung="satisfied")
    )
    assert department_of(table, "vhxh").collected == 7
    assert row(table, "vhxh", "thoi-gian").n == 2


def test_silence_is_issued_and_never_collected():
    table = half_year(group(count=4), group(count=1, chung="dissatisfied"))
    vhxh = department_of(table, "vhxh")
    assert (vhxh.issued, vhxh.collected) == (5, 1)


def test_nobody_issues_anything_in_open_mode_unless_paper_wants_it():
    ballots = group(count=3, invited=False, chung="satisfied")
    assert half_year(ballots).total.issued is None


def test_a_flag_leaves_the_first_table_and_shows_in_the_second():
    table = half_year(group(count=9, chung="satisfied"), group(count=1, valid=False, chung="very_satisfied"))
    vhxh = department_of(table, "vhxh")
    assert (vhxh.collected, vhxh.valid) == (10, 9)
    assert row(table, "vhxh", "chung").n == 10
    assert vhxh.valid_criteria[1].n == 9


def test_two_scales_of_one_criterion_never_mix():
    other = Questionnaire(
        ASKED.departments, ASKED.criteria, (Level("good", "Tốt"), Level("bad", "Kém", satisfied=False))
    )
    table = half_year(
        group(count=4, chung="satisfied"),
        group(count=6, asked=other, chung="good"),
        questionnaires=(ASKED, other),
    )
    rows = [r for r in department_of(table, "vhxh").criteria if r.code == "chung"]
    assert [(r.n, next(iter(r.counts))) for r in rows] == [(6, "good"), (4, "very_satisfied")]
    assert any("2 thang đo" in warning.vi for warning in table.warnings)


def test_names_are_those_of_the_newest_questionnaire():
    renamed = Questionnaire(
        ASKED.departments, (ASKED.criteria[0], Criterion("chung", "Đánh giá chung mới")), LEVELS
    )
    table = half_year(
        group(count=1, chung="satisfied"),
        group(count=1, asked=renamed, chung="satisfied"),
        questionnaires=(ASKED, renamed),
    )
    assert row(table, "vhxh", "chung").name == "Đánh giá chung mới"
    assert row(table, "vhxh", "chung").n == 2


def test_a_criterion_that_no_questionnaire_names_breaks_no_table():
    other = Questionnaire(ASKED.departments, ASKED.criteria, (Level("good", "Tốt"),))
    table = half_year(
        group(count=1, gia_ca="satisfied"),
        group(count=1, asked=other, gia_ca="good"),
        questionnaires=(ASKED, other),
    )
    assert [r.n for r in department_of(table, "vhxh").criteria if r.code == "gia-ca"] == [1, 1]
    assert any("gia-ca" in warning.vi for warning in table.warnings)


def test_an_unknown_level_is_named_and_not_counted():
    table = half_year(group(count=2, chung="splendid"))
    assert row(table, "vhxh", "chung").n == 0
    assert any("mức độ" in warning.vi for warning in table.warnings)


def test_a_share_of_nothing_is_a_dash():
    table = half_year()
    told = as_json(table)["departments"][0]["criteria"][0]
    assert told["n"] == 0
    assert told["satisfied_percent"] is None


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (1, 2001, "0.0"), (222, 280, "79.3"), (1, 1, "100.0")],
)
def test_shares_are_rounded_half_up(part, whole, expected):
    assert percent(part, whole) == Decimal(expected)


@given(st.lists(st.tuples(st.sampled_from(["vhxh", "x"]), st.integers(1, 50), st.booleans()), max_size=8))
def test_the_departments_always_sum_to_the_total(those):
    table = half_year(*(group(d, n, valid=v, chung="satisfied") for d, n, v in those))
    assert sum(d.collected for d in table.departments) == table.total.collected
    assert sum(d.valid for d in table.departments) == table.total.valid
    assert sum(d.criteria[1].n for d in table.departments) == table.total.criteria[1].n
