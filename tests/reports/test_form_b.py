"""Form B: dossiers, ratings by channel, formulas that name columns, targets met or not."""

from decimal import Decimal

import pytest

from kiosk.domain.figures import Dossiers
from kiosk.domain.questionnaire import Level, Questionnaire
from kiosk.domain.report_settings import ReportSettings
from kiosk.domain.tally import Channel
from kiosk.reports.report import ShareChart
from tests.reports.figures_kit import ASKED, column, figures, form, group, paper, rows, table

BALLOTS = (group("a", 40, last="very"), group("a", 8, last="dis"), group("b", 30, last="sat"))


def formulas(report):
    return {column.key: column.formula for column in table(report, "participation").columns if column.formula}


def test_a_few_ballots_meet_no_target():
    report = form("b", figures(group("a", 29, last="sat")))
    assert column(report, "targets", "met") == [None, None]
    assert column(report, "participation", "met_satisfied") == [None] * 5
    assert column(form("b", figures(group("a", 30, last="sat"))), "targets", "met") == [None, True]


def test_participation_is_ratings_among_dossiers():
    those = figures(
        *BALLOTS, dossiers=(Dossiers("a", 100, 4, 0, rated=48), Dossiers("b", 100, 4, 0, rated=30))
    )
    a, b, *_, total = rows(form("b", those), "participation")
    assert (a["dossiers"], a["kiosk"], a["share"], a["met_share"]) == (100, 48, Decimal("48.0"), True)
    assert (b["share"], b["met_share"]) == (Decimal("30.0"), False)
    assert (total["dossiers"], total["kiosk"], total["share"]) == (200, 78, Decimal("39.0"))
    assert total["met_share"] is False


def test_the_levels_are_those_of_the_one_criterion_that_stands_for_all():
    first = figures(group("a", 40, first="dis", last="very"))
    assert rows(form("b", first), "participation")[0]["level_very"] == 40
    other = form("b", first, settings=ReportSettings(overall="first"))
    assert rows(other, "participation")[0]["level_dis"] == 40
    assert "Thời gian" in table(other, "participation").title


def test_columns_are_numbered_and_formulas_name_them():
    those = figures(*BALLOTS, dossiers=(Dossiers("a", 100, 4, 0), Dossiers("b", 90, 4, 0)))
    report = form("b", those)
    assert table(report, "participation").numbered
    assert formulas(report) == {
        "n": "8=5+6+7",
        "satisfied": "9=(5+6):8",
        "best": "10=5:8",
        "share": "11=4:3",
    }


def test_only_what_is_known_is_compared_and_how_much_that_is_is_said():
    those = figures(*BALLOTS, dossiers=(Dossiers("a", 100, 3, 1, rated=36), Dossiers("b", 0, 0, 2, rated=0)))
    report = form("b", those)
    a, b, *_, total = rows(report, "participation")
    assert (a["kiosk"], a["compared"], a["share"]) == (48, 36, Decimal("36.0"))
    assert a["note"] == "1/4 phiên không rõ số hồ sơ"
    assert (b["dossiers"], b["compared"], b["share"], b["met_share"]) == (None, None, None, None)
    assert (total["compared"], total["share"]) == (36, Decimal("36.0"))
    assert "Số hồ sơ mới biết ở 3 trên 6 phiên trực" in " ".join(report.remarks)
    assert formulas(report)["share"] == "12=5:3"


def test_a_store_that_cannot_tell_ratings_apart_is_owned_up_to():
    report = form("b", figures(*BALLOTS, dossiers=(Dossiers("a", 100, 3, 1),)))
    assert "có thể cao hơn thực tế" in " ".join(report.remarks)


def test_imported_dossiers_count_without_any_shift():
    report = form("b", figures(*BALLOTS, dossiers=(Dossiers("a", 96, 0, 0, imported=96),)))
    assert rows(report, "participation")[0]["share"] == Decimal("50.0")


def test_channels_have_columns_of_their_own():
    those = figures(
        *BALLOTS,
        dossiers=(Dossiers("a", 100, 4, 0, rated=48),),
        papers=(paper("a", 20, 12, 12, last={"sat": 12}),),
    )
    a = rows(form("b", those, channel=Channel.ALL), "participation")[0]
    assert (a["kiosk"], a["paper"], a["rated"], a["n"], a["share"]) == (48, 12, 60, 60, Decimal("60.0"))
    assert "paper" not in rows(form("b", those), "participation")[0]
    assert "kiosk" not in rows(form("b", those, channel=Channel.PAPER), "participation")[0]
    assert rows(form("b", those, channel=Channel.PAPER), "participation")[0]["share"] == Decimal("12.0")


def test_more_ratings_than_dossiers_are_a_contradiction():
    report = form("b", figures(*BALLOTS, dossiers=(Dossiers("a", 40, 4, 0, rated=48),)))
    assert "A: số lượt đánh giá (48) nhiều hơn số hồ sơ đã trả (40)." in report.remarks


@pytest.mark.parametrize(("satisfied", "met"), [(799, False), (800, True)])
def test_a_target_is_met_before_rounding(satisfied, met):
    those = figures(group("a", satisfied, last="very"), group("a", 1000 - satisfied, last="dis"))
    assert rows(form("b", those), "participation")[0]["met_satisfied"] is met
    assert rows(form("b", those), "targets")[1]["met"] is False


def test_a_small_sample_meets_and_misses_nothing():
    row = rows(form("b", figures(group("a", 1, last="dis"))), "participation")[0]
    assert (row["met_satisfied"], row["note"]) == (None, "không rõ số hồ sơ; mẫu nhỏ")


def test_the_targets_of_the_whole_agency():
    those = figures(*BALLOTS, dossiers=(Dossiers("a", 100, 4, 0, rated=48),))
    rated, satisfied = rows(form("b", those), "targets")
    assert (rated["part"], rated["whole"], rated["share"], rated["met"]) == (48, 100, Decimal("48.0"), True)
    assert (satisfied["part"], satisfied["whole"], satisfied["wanted"]) == (70, 78, Decimal(95))
    assert satisfied["met"] is False


def test_the_size_of_a_good_sample_is_named():
    report = form("b", figures(*BALLOTS, dossiers=(Dossiers("a", 3000, 9, 0, rated=48),)))
    assert "3.000 hồ sơ: cỡ mẫu nên có từ 353 phiếu" in " ".join(report.remarks)


def test_a_department_on_another_scale_has_no_counts_in_the_columns_of_this_one():
    other = Questionnaire(
        ASKED.departments, ASKED.criteria, (Level("good", "Tốt"), Level("bad", "Kém", satisfied=False))
    )
    those = figures(
        group("a", 40, last="very"), group("b", 50, asked=other, last="good"), questionnaires=(ASKED, other)
    )
    a, b, *_ = rows(form("b", those), "participation")
    assert (a["n"], a["met_satisfied"]) == (None, None)
    assert (b["n"], b["level_good"]) == (50, 50)


def test_its_chart_sets_ratings_against_dossiers():
    those = figures(*BALLOTS, dossiers=(Dossiers("a", 100, 4, 0, rated=48),))
    (chart,) = [one for one in form("b", those).charts if isinstance(one, ShareChart)]
    assert (chart.target, chart.rows) == (Decimal(40), (("A", 48, 100),))
