"""The ranking: shared ranks, changes in percentage points, small samples below."""

from decimal import Decimal

from kiosk.domain.report_settings import ReportSettings
from kiosk.reports.report import Kind, RowKind
from tests.reports.figures_kit import figures, form, group, rows, table


def unit(code, satisfied, dissatisfied):
    return group(code, satisfied, last="sat"), group(code, dissatisfied, last="dis")


NOW = figures(*unit("a", 60, 40), *unit("b", 90, 10), *unit("c", 45, 5), *unit("d", 29, 0))
BEFORE = figures(*unit("a", 70, 30), *unit("b", 10, 0), *unit("d", 50, 50))


def test_equal_indices_share_a_rank_and_the_next_is_left_out():
    found = rows(form("ranking", NOW), "ranking")
    assert [(row["rank"], row["department"], row["index"]) for row in found] == [
        (1, "B", Decimal("90.0")),
        (1, "C", Decimal("90.0")),
        (3, "A", Decimal("60.0")),
        (None, "D", Decimal("100.0")),
        ("", "Tổng cộng", Decimal("80.3")),
    ]


def test_small_samples_stand_below_and_are_said():
    report = form("ranking", NOW)
    assert [row.kind for row in table(report, "ranking").rows][3] is RowKind.LEFT_OUT
    assert rows(report, "ranking")[3]["note"] == "mẫu nhỏ"
    assert "dưới 30 phiếu" in report.remarks[0]
    assert rows(form("ranking", NOW, settings=ReportSettings(small_sample=29)), "ranking")[0]["rank"] == 1


def test_the_interval_is_of_ballots_not_of_answers():
    two = figures(group("a", 50, first="sat", last="sat"), group("a", 50, first="dis", last="dis"))
    one = figures(group("a", 50, last="sat"), group("a", 50, last="dis"))
    assert rows(form("ranking", two), "ranking")[0]["n"] == 200
    assert (
        rows(form("ranking", two), "ranking")[0]["interval"]
        == rows(form("ranking", one), "ranking")[0]["interval"]
    )


def test_changes_are_percentage_points_where_both_samples_are_large():
    report = form("ranking", NOW, BEFORE)
    found = {
        row["department"]: (row["previous_ballots"], row["previous"], row["change"])
        for row in rows(report, "ranking")
    }
    assert found["A"] == (100, Decimal("70.0"), Decimal("-10.0"))
    assert found["B"] == (10, None, None)
    assert found["C"] == (0, None, None)
    assert found["D"] == (100, Decimal("50.0"), None)
    (change,) = [column for column in table(report, "ranking").columns if column.kind is Kind.POINTS]
    assert change.over == "So với 6 tháng đầu năm 2024"


def test_without_another_period_there_is_no_column_for_it():
    assert "previous" not in rows(form("ranking", NOW), "ranking")[0]


def test_where_no_unit_is_ranked_no_chart_says_that_there_were_no_ballots():
    assert [chart.key for chart in form("ranking", NOW).charts] == ["ranking"]
    assert form("ranking", figures(*unit("d", 29, 0))).charts == ()
