"""Paper ballots that people type in: what may be kept, what counts for a period, and what stays."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from central import audit, catalogue, departments, figures, papers, papers_form
from central.audit import By, What
from central.catalogue import Agency, Catalogue, Department, Placing
from central.papers import ChangedMeanwhileError, PaperError, Sheet
from kiosk.domain.figures import Period
from kiosk.domain.tally import Channel, tally_of
from kiosk.reports.forms import build
from tests.central.kit import ASKED, NOW, PaperKiosk, name

TODAY = date(2026, 11, 21)
BY = By("van-thu", "10.0.0.5", NOW)
PROVINCE, COMMUNE = "tinh", "xa-an-binh"
SHEET = Sheet(
    COMMUNE,
    "tu-phap",
    ASKED.version,
    date(2026, 11, 1),
    date(2026, 11, 20),
    issued=60,
    collected=50,
    valid=40,
    counts={
        "thai-do": {"very_satisfied": 30, "satisfied": 6, "dissatisfied": 4},
        "chung": {"very_satisfied": 20, "satisfied": 15, "dissatisfied": 0},
    },
)
MONTH = Period(date(2026, 11, 1), date(2026, 11, 30), "Asia/Ho_Chi_Minh")
on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def commune(store, send):
    """A commune with two departments and one kiosk, which had one ballot."""
    with store.writing() as connection:
        catalogue.add(
            connection,
            Catalogue(
                {one.code: one for one in (Agency(PROVINCE, "Tỉnh"), Agency(COMMUNE, "Xã", PROVINCE))},
                {
                    (COMMUNE, code): Department(COMMUNE, code, called, aliases)
                    for code, called, aliases in (
                        ("tu-phap", "Tư pháp – Hộ tịch", ("HT",)),
                        ("dia-chinh", "Địa chính", ()),
                    )
                },
                (Placing("quan-1", COMMUNE),),
            ),
        )
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(thai_do="satisfied", chung="satisfied")
    send(kiosk.batch())


@pytest.fixture
def enter(store, commune):
    def enter(sheet=SHEET, *, after=0, called=None):
        called = called or name()
        with store.writing() as connection:
            papers.enter(connection, called, sheet, after=after, today=TODAY, by=BY)
        return called

    return enter


def told(store, agency=COMMUNE, period=MONTH):
    return figures.of_period(store, period, agency=agency)


def test_a_sheet_counts_for_its_department_and_for_the_agencies_above(store, enter):
    enter()
    enter(replace(SHEET, department="HT"))
    for agency, unit in ((COMMUNE, "tu-phap"), (PROVINCE, COMMUNE), (None, COMMUNE)):
        (paper,) = told(store, agency).papers
        assert (paper.unit, paper.issued, paper.collected, paper.valid) == (unit, 120, 100, 80)
        assert paper.counts["thai-do"] == {"very_satisfied": 60, "satisfied": 12, "dissatisfied": 8}


def test_channels_are_pooled_only_where_somebody_asks_for_all(store, enter):
    enter()
    found = told(store)
    collected = {channel: tally_of(found, channel).total.collected for channel in Channel}
    assert collected == {Channel.KIOSK: 1, Channel.PAPER: 50, Channel.ALL: 51}
    assert "Chưa gồm 50 phiếu giấy thu về trong kỳ." in build("a", found, agency="Xã").remarks


def test_a_period_that_cuts_a_sheet_leaves_it_out_and_says_so(store, enter):
    enter()
    cut = told(store, period=replace(MONTH, first=date(2026, 11, 2)))
    assert (cut.papers, cut.papers_cut) == ((), 1)
    remark = "1 bảng kê phiếu giấy chỉ có một phần trong kỳ nên không tính vào kỳ này."
    assert remark in build("a", cut, agency="Xã").remarks
    assert told(store, period=replace(MONTH, first=date(2026, 11, 21))).papers_cut == 0


def test_a_questionnaire_that_was_asked_elsewhere_lends_its_names(store, enter, send):
    five = replace(ASKED, criteria=ASKED.criteria[:1])
    other = PaperKiosk("quan-9").start().ask(five)
    send(other.batch())
    enter(replace(SHEET, questionnaire=five.version, counts={"thai-do": {"satisfied": 40}}))
    found = told(store)
    assert [one.version for one in found.questionnaires] == [five.version, ASKED.version]
    (row, _) = tally_of(found, Channel.PAPER).total.criteria
    assert row.counts["satisfied"] == 40


def test_paper_ballots_are_never_among_simulated_ones(store, enter):
    enter()
    assert figures.of_period(store, MONTH, agency=COMMUNE, simulated=True).papers == ()


@on_one_database
@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"collected": 61}, [("collected", "more_than_issued")]),
        ({"valid": 51}, [("valid", "more_than_collected")]),
        ({"valid": 36}, [("thai-do", "more_than_valid")]),
        ({"issued": -1}, [("issued", "negative"), ("collected", "more_than_issued")]),
        ({"last": date(2026, 11, 22)}, [("last", "future")]),
        ({"last": date(2026, 10, 31)}, [("last", "backwards")]),
        ({"first": date(2025, 11, 1)}, [("last", "long")]),
        ({"first": date(1999, 1, 1)}, [("first", "early"), ("last", "long")]),
        (
            {"issued": 10, "collected": 20, "valid": 30, "last": date(2027, 1, 1)},
            [
                ("last", "future"),
                ("collected", "more_than_issued"),
                ("valid", "more_than_collected"),
                ("thai-do", "more_than_valid"),
                ("chung", "more_than_valid"),
            ],
        ),
    ],
)
def test_what_contradicts_itself_is_told_field_by_field_and_not_kept(store, enter, changed, faults):
    with pytest.raises(PaperError) as caught:
        enter(replace(SHEET, **changed))
    assert [(fault.field, fault.word) for fault in caught.value.faults] == faults
    assert told(store).papers == ()


def test_a_correction_counts_and_the_former_version_stays(store, enter):
    sheet = enter()
    enter(replace(SHEET, issued=70), after=1, called=sheet)
    assert told(store).papers[0].issued == 70
    with store.reading() as connection:
        kept = papers.history(connection, sheet)
    assert [(one.version, one.sheet.issued, one.by) for one in kept] == [
        (2, 70, "van-thu"),
        (1, 60, "van-thu"),
    ]


def test_the_same_form_sent_twice_is_kept_once(store, enter):
    sheet = enter()
    enter(called=sheet)
    with store.reading() as connection:
        assert len(papers.history(connection, sheet)) == 1


@on_one_database
def test_who_corrects_another_version_than_stands_is_refused(store, enter):
    sheet = enter()
    enter(replace(SHEET, issued=70), after=1, called=sheet)
    with pytest.raises(ChangedMeanwhileError):
        enter(replace(SHEET, issued=80), after=1, called=sheet)
    assert told(store).papers[0].issued == 70


def test_a_withdrawn_sheet_counts_no_more_and_stays(store, enter):
    sheet = enter()
    with store.writing() as connection:
        papers.withdraw(connection, sheet, after=1, by=BY)
    assert told(store).papers == ()
    with store.reading() as connection:
        assert [one.withdrawn for one in papers.history(connection, sheet)] == [True, False]
        trail = [one.what for one in audit.page(connection, limit=2)]
    assert trail == [What.PAPER_WITHDRAWN, What.PAPER_ENTERED]


@pytest.mark.parametrize("change", ["UPDATE papers SET issued = 1", "DELETE FROM papers"])
def test_the_database_itself_refuses_to_change_a_version(store, enter, change):
    enter()
    with pytest.raises(DBAPIError, match="only added to"), store.writing() as connection:
        connection.execute(text(change))


@on_one_database
def test_departments_are_found_by_code_name_and_alias(store, commune):
    with store.reading() as connection:
        known = departments.of_agency(connection, COMMUNE)
    assert [one.code for one in known.units] == ["dia-chinh", "tu-phap"]
    assert {known.find(one) for one in ("tu-phap", "Tư pháp", "ht", "TƯ PHÁP - HỘ TỊCH")} == {"tu-phap"}
    assert known.find("xây dựng") is None


def test_a_form_shows_what_it_reads_and_reads_what_it_shows():
    typed = papers_form.typed_of(SHEET, ASKED)
    assert papers_form.read(typed, COMMUNE, "tu-phap", ASKED, TODAY) == SHEET


def test_a_form_tells_what_it_cannot_read_and_nothing_that_follows_from_it():
    typed = {**papers_form.typed_of(SHEET, ASKED), "issued": "", "last": "mai", "c0l1": "1.5", "c1l2": "99"}
    with pytest.raises(PaperError) as caught:
        papers_form.read(typed, COMMUNE, "tu-phap", ASKED, TODAY)
    assert [(one.field, one.word) for one in caught.value.faults] == [
        ("last", "day"),
        ("issued", "number"),
        ("c0l1", "number"),
        ("chung", "more_than_valid"),
    ]


def test_a_form_takes_thousands_points():
    typed = {**papers_form.typed_of(SHEET, ASKED), "issued": "1.234"}
    assert papers_form.read(typed, COMMUNE, "tu-phap", ASKED, TODAY).issued == 1234
