"""Form C: factors, reasons by count, and the rules that flagged ballots."""

from decimal import Decimal

from kiosk.config import load
from kiosk.domain.figures import FlagCount, ReasonCount
from kiosk.domain.questionnaire import Criterion, Department, Factor, Questionnaire, Reason
from kiosk.domain.screening import RULES
from kiosk.domain.tally import Channel
from kiosk.reports import form_notes
from kiosk.reports.report import RowKind
from tests.reports.figures_kit import LEVELS, ROOT, figures, form, group, rows, table, town

ASKED = Questionnaire(
    (Department("a", "A"), Department("b", "B")),
    (
        Criterion("papers", "Giấy tờ", factor="procedures"),
        Criterion("time", "Thời hạn", factor="procedures"),
        Criterion("manners", "Thái độ", factor="officer"),
        Criterion("all", "Chung"),
    ),
    LEVELS,
    (Reason("late", "Chậm hẹn"), Reason("again", "Đi lại nhiều lần")),
    (Factor("officer", "Công chức"), Factor("procedures", "Thủ tục")),
)
ANSWERS = (
    group("a", 30, asked=ASKED, papers="very", time="sat", manners="sat", all="sat"),
    group("a", 10, asked=ASKED, papers="dis", time="sat"),
    group("b", 20, asked=ASKED, manners="dis"),
)


def test_a_few_ballots_are_not_set_against_the_target():
    told = form("c", figures(group("a", 1, last="sat"))).remarks
    assert told == ("Tỷ lệ hài lòng chung 100,0% (n = 1): mẫu nhỏ, chưa so với chỉ tiêu từ 95%.",)


def test_a_factor_pools_its_criteria():
    found = rows(form("c", figures(*ANSWERS, asked=ASKED)), "factors")
    assert [(row["factor"], row["criteria"], row["satisfied"], row["n"], row["share"]) for row in found] == [
        ("Công chức", 1, 30, 50, Decimal("60.0")),
        ("Thủ tục", 2, 70, 80, Decimal("87.5")),
        ("Chưa xếp vào yếu tố nào", 1, 30, 30, Decimal("100.0")),
        ("Chung", 4, 130, 160, Decimal("81.3")),
    ]


def test_criteria_stand_under_their_factor():
    report = form("c", figures(*ANSWERS, asked=ASKED))
    told = [(row.kind, row.cells[0]) for row in table(report, "criteria").rows]
    assert told == [
        (RowKind.HEADING, "Công chức"),
        (RowKind.BODY, "Thái độ"),
        (RowKind.HEADING, "Thủ tục"),
        (RowKind.BODY, "Giấy tờ"),
        (RowKind.BODY, "Thời hạn"),
        (RowKind.HEADING, "Chưa xếp vào yếu tố nào"),
        (RowKind.BODY, "Chung"),
    ]


def test_departments_stand_beside_each_other_by_factor():
    a, b, total = rows(form("c", figures(*ANSWERS, asked=ASKED)), "units")
    assert (a["n_procedures"], a["share_procedures"]) == (80, Decimal("87.5"))
    assert (b["n_procedures"], b["share_procedures"]) == (0, None)
    assert (total["n_officer"], total["share_officer"]) == (50, Decimal("60.0"))


def test_reasons_are_counted_of_the_ballots_collected():
    those = figures(
        *ANSWERS,
        asked=ASKED,
        reasons=(ReasonCount("a", ASKED.version, "again", 6), ReasonCount("b", ASKED.version, "again", 9)),
    )
    found = rows(form("c", those), "reasons")
    assert [(row["reason"], row["ballots"], row["n"], row["share"]) for row in found] == [
        ("Đi lại nhiều lần", 15, 60, Decimal("25.0")),
        ("Chậm hẹn", 0, 60, Decimal("0.0")),
    ]


def test_flagged_ballots_stand_by_rule_and_version():
    flagged = group("a", 6, valid=False, asked=ASKED, all="sat")
    flags = (FlagCount("a", "burst", 1, 4), FlagCount("b", "burst", 2, 1), FlagCount("a", "unheard_of", 1, 2))
    report = form("c", figures(*ANSWERS, flagged, asked=ASKED, flags=flags))
    found = [(row["rule"], row["version"], row["ballots"]) for row in rows(report, "screening")]
    assert found == [
        ("Nhiều phiếu liền nhau quá nhanh", 1, 4),
        ("Nhiều phiếu liền nhau quá nhanh", 2, 1),
        ("unheard_of", 1, 2),
    ]
    assert "Phiếu hợp lệ: 60. Không xóa phiếu nào" in table(report, "screening").notes[0]


def test_every_rule_of_screening_has_words():
    assert {rule.__name__ for rule, _ in RULES} == set(form_notes._RULES)


def test_paper_has_neither_reasons_nor_flags():
    those = figures(*ANSWERS, asked=ASKED, flags=(FlagCount("a", "burst", 1, 4),))
    report = form("c", those, channel=Channel.PAPER)
    assert table(report, "reasons") is table(report, "screening") is None
    assert report.charts == ()


def test_the_target_is_met_or_not():
    assert "81,3% (n = 160): chưa đạt chỉ tiêu từ 95%" in form("c", figures(*ANSWERS, asked=ASKED)).remarks[0]
    assert ": đạt chỉ tiêu từ 95%" in form("c", town()).remarks[0]


def test_the_example_of_five_factors_makes_the_form():
    asked = load(ROOT / "assets/examples/nam-yeu-to.toml").questionnaire
    assert [one.text for one in asked.factors] == [
        "Tiếp cận dịch vụ hành chính công",
        "Thủ tục hành chính",
        "Công chức giải quyết công việc",
        "Kết quả giải quyết thủ tục hành chính",
        "Tiếp nhận, giải quyết phản ánh, kiến nghị",
    ]
    answers = {one.code: "satisfied" for one in asked.criteria}
    found = rows(form("c", figures(group("ho-tich", 50, asked=asked, **answers), asked=asked)), "factors")
    assert [row["factor"] for row in found[:-1]] == [one.text for one in asked.factors]
    assert all(row["criteria"] >= 2 for row in found)
