"""Form A: the town's published table of 2024, number by number, and what stands beside it."""

from datetime import date
from decimal import Decimal

from kiosk.domain.figures import DayCount
from kiosk.domain.questionnaire import Level, Questionnaire
from kiosk.domain.report_settings import ReportSettings
from kiosk.domain.tally import Channel
from kiosk.reports.report import BarsChart, RowKind, TrendChart
from kiosk.reports.words import KNOWN
from tests.reports.figures_kit import ASKED, PUBLISHED, figures, form, group, paper, rows, table, town


def test_the_published_table_stands_there_number_by_number():
    report = form("a", town())
    levels = [
        [row[f"level_{level}"] for level in ("very_satisfied", "satisfied", "dissatisfied")]
        for row in rows(report, "levels")
    ]
    assert levels == [[row["very_satisfied"], row["satisfied"], row["dissatisfied"]] for row in PUBLISHED]
    assert report.span == "6 tháng đầu năm 2024"
    assert report.remarks == report.marks == ()


def test_its_columns_are_those_that_the_town_published():
    main = table(form("a", town()), "levels")
    assert [column.head for column in main.columns] == [
        "STT",
        "Bộ phận được đánh giá",
        "Nội dung đánh giá",
        "Rất hài lòng",
        "Hài lòng",
        "Không hài lòng",
        "Ghi chú",
    ]
    assert [column.over for column in main.columns] == ["", "", "", *["Mức độ đánh giá"] * 3, ""]


def test_number_and_department_are_one_cell_for_all_their_criteria():
    main = table(form("a", town()), "levels")
    merged = [row.merged for row in main.rows]
    assert merged == [set(), *[{"number", "department"}] * 3] * 3
    assert [row.cells[0] for row in main.rows[::4]] == [1, 2, 3]
    assert main.rows[1].cells[:2] == main.rows[0].cells[:2]


def test_ballots_issued_collected_and_valid_by_department():
    found = rows(form("a", town()), "ballots")
    assert [(row["issued"], row["collected"], row["valid"]) for row in found] == [
        (200, 200, 200),
        (30, 30, 30),
        (50, 50, 50),
        (280, 280, 280),
    ]


def test_the_total_pools_the_counts():
    last = rows(form("a", town()), "shares")[-1]
    assert last["criterion"] == "Đánh giá chung về quá trình giải quyết TTHC"
    assert (last["level_very_satisfied"], last["n"], last["best"]) == (222, 280, Decimal("79.3"))
    assert last["interval"] == (Decimal("98.6"), Decimal("100.0"))


def test_every_share_has_its_n_beside_it():
    for name in ("a", "b", "c", "ranking"):
        for one in form(name, town()).tables:
            keys = {column.key for column in one.columns}
            for column in one.columns:
                if column.kind in {"share", "index"} and column.key != "wanted":
                    n = column.follows.whole if column.follows else column.key.replace("share", "n")
                    assert n in keys, (name, one.key, column.key)


def test_zeros_are_padded_where_the_agency_wants_it():
    assert not table(form("a", town()), "levels").zero_padded
    assert table(form("a", town(), settings=ReportSettings(zero_padded=True)), "levels").zero_padded


def test_in_open_mode_nothing_is_issued_unless_paper_wants_it():
    those = figures(group("a", 7, last="sat"))
    assert rows(form("a", those), "ballots")[0]["issued"] is None
    wanted = form("a", those, settings=ReportSettings(paper_issued=True))
    assert rows(wanted, "ballots")[0]["issued"] == 7
    mixed = figures(
        group("a", 7, last="sat"), group("b", 5, invited=True), group("b", 3, invited=True, last="sat")
    )
    found = rows(form("a", mixed, settings=ReportSettings(paper_issued=True)), "ballots")
    assert [row["issued"] for row in found] == [7, 8, 0, 0, 15]
    assert any("số phiếu phát ra ghi bằng" in remark for remark in wanted.remarks)


def test_valid_ballots_have_a_table_of_their_own_where_some_are_flagged():
    assert table(form("a", town()), "valid") is None
    report = form("a", figures(group("a", 9, last="sat"), group("a", 1, valid=False, last="very")))
    assert rows(report, "levels")[1]["level_very"] == 1
    assert rows(report, "valid")[1]["level_very"] == 0
    assert rows(report, "ballots")[0]["valid"] == 9


def test_two_scales_stand_in_two_tables_and_are_said():
    other = Questionnaire(
        ASKED.departments, ASKED.criteria, (Level("good", "Tốt"), Level("bad", "Kém", satisfied=False))
    )
    those = figures(
        group("a", 5, last="sat"), group("a", 6, asked=other, last="good"), questionnaires=(ASKED, other)
    )
    report = form("a", those)
    assert [one.key for one in report.tables] == ["ballots", "levels", "levels-2", "shares", "shares-2"]
    assert any("2 thang đo" in remark for remark in report.remarks)


def test_simulated_numbers_are_marked():
    assert form("a", town(simulated=True)).marks == ("SỐ LIỆU MÔ PHỎNG",)


def test_channels_never_mix_unseen():
    those = figures(group("a", 10, last="sat"), papers=(paper("a", 8, 7, 6, last={"very": 6}),))
    kiosk, of_paper, pooled = (form("a", those, channel=channel) for channel in Channel)
    assert [rows(one, "ballots")[0]["collected"] for one in (kiosk, of_paper, pooled)] == [10, 7, 17]
    assert [rows(one, "levels")[1]["level_very"] for one in (kiosk, of_paper, pooled)] == [0, 6, 6]
    assert "7 phiếu giấy" in " ".join(kiosk.remarks)
    assert of_paper.title.endswith("(phiếu giấy)")
    assert "gộp" in pooled.title


def test_paper_numbers_that_contradict_themselves_are_said():
    odd = (paper("a", 5, 7, 6, last={"very": 9}),)
    remarks = form("a", figures(papers=odd), channel=Channel.PAPER).remarks
    assert any("không khớp nhau" in remark for remark in remarks)
    assert any("“Đánh giá chung”: tổng các mức độ (9) nhiều hơn" in remark for remark in remarks)


def test_its_charts_hold_the_counts_of_the_table():
    (bars,) = [one for one in form("a", town()).charts if isinstance(one, BarsChart)]
    assert bars.rows[-1] == ("Đánh giá chung về quá trình giải quyết TTHC", 280, (222, 58, 0))
    assert bars.levels == (("Rất hài lòng", True), ("Hài lòng", True), ("Không hài lòng", False))


def test_a_running_text_finds_its_figures():
    words = form("a", town()).words
    assert set(words) <= KNOWN
    assert (words["thu_vao"], words["so_tieu_chi"], words["ty_le_hai_long"]) == ("280", "4", "100,0%")
    assert words["phat_ra_theo_bo_phan"].splitlines()[2] == "Địa chính: 50"


def test_a_period_in_which_nothing_was_asked_is_no_fault():
    empty = figures(units=(), questionnaires=())
    for name in ("a", "b", "c", "ranking"):
        report = form(name, empty)
        assert all(
            row.kind is RowKind.TOTAL or one.key == "targets" for one in report.tables for row in one.rows
        )
    assert "chưa hỏi gì" in form("a", empty).remarks[0]


def test_heads_are_english_where_english_is_asked_for():
    report = form("a", town(), language="en")
    assert report.span == "the first half of 2024"
    assert [column.head for column in table(report, "levels").columns][3:6] == [
        "Very satisfied",
        "Satisfied",
        "Dissatisfied",
    ]


def test_one_week_is_no_trend_and_two_are():
    weeks = [DayCount(date(2024, 3, day), "a", 40, 80, 60) for day in (5, 6, 12)]
    charts = [
        form("a", figures(group("a", 120, last="sat"), days=tuple(weeks[:number]))).charts
        for number in (2, 3)
    ]
    assert [[chart.key for chart in one if isinstance(chart, TrendChart)] for one in charts] == [
        [],
        ["trend"],
    ]
