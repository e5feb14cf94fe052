"""What a reader without access to raw lines can't find out, whatever reports stand side by side."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.figures import DayCount, HourCount, ReasonCount
from kiosk.domain.questionnaire import Reason
from kiosk.domain.tally import Channel
from kiosk.reports.output import content_of
from kiosk.reports.report import HeatChart, TrendChart
from kiosk.reports.small_cells import hidden_of
from tests.reports.figures_kit import ASKED, HALF_YEAR, column, figures, form, group, paper, rows, table

UNITS = [one.code for one in ASKED.departments][:3]
CRITERIA = [one.code for one in ASKED.criteria]
LEVELS = [one.code for one in ASKED.levels]
SOURCES = ("valid", "flagged", "paper")
OF_CHANNEL = {Channel.KIOSK: SOURCES[:2], Channel.PAPER: SOURCES[2:], Channel.ALL: SOURCES}
FACTS = [(u, c, lv, s) for u in UNITS for c in CRITERIA for lv in LEVELS for s in SOURCES]
COUNTS = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 2, 5, 30])


def figures_of(facts):
    groups = [
        group(u, count, valid=s == "valid", **{c: lv})
        for (u, c, lv, s), count in facts.items()
        if s != "paper"
    ]
    papers = []
    for u in UNITS:
        counts = {c: {lv: facts[u, c, lv, "paper"] for lv in LEVELS} for c in CRITERIA}
        most = sum(sum(levels.values()) for levels in counts.values())
        papers.append(paper(u, most, most, most, **counts))
    return figures(*groups, papers=tuple(papers))


class Reader:
    """Who writes down each number that is printed, as a sum of facts, and solves the equations."""

    def __init__(self):
        self.solved = {}  # leading fact -> reduced equation

    def learn(self, facts):
        left = self._rest(facts)
        if left:
            lead = next(iter(left))
            self.solved[lead] = {fact: part / left[lead] for fact, part in left.items()}

    def knows(self, facts):
        return not self._rest(facts)

    def _rest(self, facts):
        rest = {fact: Fraction(1) for fact in facts}
        while lead := next((fact for fact in sorted(rest) if fact in self.solved), None):
            factor = rest[lead]
            for fact, part in self.solved[lead].items():
                rest[fact] = rest.get(fact, Fraction(0)) - factor * part
            rest = {fact: part for fact, part in rest.items() if part}
        return dict(sorted(rest.items()))


def facts_of(units, criteria, levels, sources):
    return [(u, c, lv, s) for u in units for c in criteria for lv in levels for s in sources]


def read_everything(those):
    """All that the forms of all channels print, as equations."""
    reader = Reader()
    for channel in Channel:
        options = {"channel": channel, "hide_small": True}
        a, b, c = (form(name, those, **options) for name in ("a", "b", "c"))
        ranking = form("ranking", those, **options)
        sources = OF_CHANNEL[channel]
        printed = [
            *printed_levels(rows(a, "levels"), sources),
            *printed_levels(rows(a, "shares"), sources),
            *printed_levels(
                rows(a, "valid") if table(a, "valid") else [], [s for s in sources if s != "flagged"]
            ),
            *printed_levels(
                [{**row, "criterion": "Đánh giá chung"} for row in rows(b, "participation")], sources
            ),
            *printed_levels([{**row, "department": "Tổng cộng"} for row in rows(c, "criteria")], sources),
            *printed_sums(rows(c, "factors"), sources),
            *printed_sums(rows(ranking, "ranking"), sources),
        ]
        for cell, facts in printed:
            if isinstance(cell, int):
                reader.learn(facts)
    return reader


def units_of(row):
    return [row["department"].lower()] if row.get("department", "").lower() in UNITS else UNITS


def printed_levels(found, sources):
    names = {one.text: one.code for one in ASKED.criteria}
    for row in found:
        if row["criterion"] in names:
            for level in LEVELS:
                criteria = [names[row["criterion"]]]
                yield row[f"level_{level}"], facts_of(units_of(row), criteria, [level], sources)
            if "n" in row:
                yield row["n"], facts_of(units_of(row), criteria, LEVELS, sources)


def printed_sums(found, sources):
    for row in found:
        yield row["n"], facts_of(units_of(row), CRITERIA, LEVELS, sources)
        yield row["satisfied"], facts_of(units_of(row), CRITERIA, ["very", "sat"], sources)


@settings(max_examples=8, deadline=None)
@given(st.lists(COUNTS, min_size=len(FACTS), max_size=len(FACTS)))
def test_no_small_number_can_be_computed_back_from_all_forms_of_all_channels(counts):
    facts = dict(zip(FACTS, counts, strict=True))
    reader = read_everything(figures_of(facts))
    for u in UNITS:
        for c in CRITERIA:
            for channel, sources in OF_CHANNEL.items():
                of_row = facts_of([u], [c], LEVELS, sources)
                n = sum(facts[fact] for fact in of_row)
                if 0 < n < 5:
                    assert not reader.knows(of_row), (u, c, channel)
                    for level in LEVELS:
                        assert not reader.knows(facts_of([u], [c], [level], sources)), (u, c, channel, level)


@settings(max_examples=8, deadline=None)
@given(st.lists(COUNTS, min_size=len(FACTS), max_size=len(FACTS)))
def test_few_flagged_ballots_can_not_be_told_from_the_others(counts):
    facts = dict(zip(FACTS, counts, strict=True))
    reader = read_everything(figures_of(facts))
    for u in [*UNITS, None]:
        for c in CRITERIA:
            flagged = facts_of([u] if u else UNITS, [c], LEVELS, ["flagged"])
            if 0 < sum(facts[fact] for fact in flagged) < 5:
                assert not reader.knows(flagged)


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 60)))
def test_what_is_hidden_is_two_at_least_and_never_few_together(sizes):
    hidden = hidden_of([sizes])
    assert {key for key, n in sizes.items() if 0 < n < 5} <= hidden
    if hidden and sum(sizes.values()) >= 5:
        assert len(hidden) >= 2
        assert sum(sizes[key] for key in hidden) >= 5
    if not any(0 < n < 5 for n in sizes.values()):
        assert not hidden


def test_a_small_row_and_the_next_smallest_are_hidden_and_said():
    those = figures(group("a", 3, last="dis"), group("b", 8, last="sat"), group("c", 20, last="sat"))
    report = form("a", those, hide_small=True)
    shown = [row["level_dis"] for row in rows(report, "levels") if row["criterion"] == "Đánh giá chung"]
    assert shown == ["<5", "ẩn", 0, 0]
    assert [row["collected"] for row in rows(report, "ballots")] == ["<5", "ẩn", 20, 0, 31]
    assert report.marks == ("ĐÃ ẨN SỐ LIỆU CỦA NHÓM NHỎ",)
    assert b'"level_dis": "<5"' in content_of(report, those, "json")
    assert report.words["thu_vao_theo_bo_phan"].splitlines()[:2] == ["A: <5", "B: ẩn"]
    shares = rows(report, "shares")
    assert [row["satisfied"] for row in shares if row["department"] == "A"] == [None, None]


def test_a_total_of_few_is_hidden_too():
    report = form("a", figures(group("a", 3, last="dis")), hide_small=True)
    assert rows(report, "ballots")[-1]["collected"] == "<5"
    assert rows(report, "shares")[-1]["level_dis"] == "<5"
    assert "ty_le_hai_long" not in report.words


def test_a_reason_that_few_chose_is_hidden_and_said():
    asked = replace(ASKED, reasons=(Reason("late", "Chậm hẹn"),))
    chosen = (ReasonCount("a", asked.version, "late", 3),)
    those = figures(group("a", 40, asked=asked, last="sat"), asked=asked, reasons=chosen)
    report = form("c", those, hide_small=True)
    assert column(report, "reasons", "ballots") == ["<5"]
    assert report.marks == ("ĐÃ ẨN SỐ LIỆU CỦA NHÓM NHỎ",)
    assert any("dưới 5 phiếu" in remark for remark in report.remarks)
    assert form("a", those, hide_small=True).marks == ()


def test_readers_with_access_to_raw_lines_see_every_number():
    report = form("a", figures(group("a", 3, last="dis"), group("b", 8, last="sat")))
    assert rows(report, "levels")[1]["level_dis"] == 3
    assert report.marks == ()


def test_nothing_is_said_where_nothing_is_hidden():
    report = form("a", figures(group("a", 30, last="dis")), hide_small=True)
    assert report.marks == report.remarks == ()


def test_charts_leave_out_days_and_hours_of_few():
    first = HALF_YEAR.first
    days = tuple(
        DayCount(first.replace(month=month), "a", n, n, n) for month, n in enumerate((30, 2, 7, 40), 1)
    )
    hours = (HourCount(0, 8, 1, 1, 1), HourCount(0, 9, 30, 30, 30), HourCount(1, 9, 9, 9, 9))
    those = figures(group("a", 79, last="sat"), days=days, hours=hours)
    charts = form("a", those, hide_small=True).charts
    (trend,) = [one for one in charts if isinstance(one, TrendChart)]
    (heat,) = [one for one in charts if isinstance(one, HeatChart)]
    assert [n for _, n, _, _ in trend.points] == [30, 40]
    assert [n for _, _, n, _ in heat.cells] == [30]
