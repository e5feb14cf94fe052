"""Agencies in a tree, departments under several spellings, devices that move: all is told, and once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from central import catalogue, catalogue_file, figures
from central.catalogue import Agency, Catalogue, CatalogueError, Department, Placing, normal
from kiosk.domain.tally import Period, tally_of
from tests.central.kit import DAY, PaperKiosk

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), "Asia/Ho_Chi_Minh")
WHOLE = """
[[agencies]]
code = "tinh"
name = "Tỉnh"

[[agencies]]
code = "xa-a"
name = "UBND xã A"
parent = "tinh"

[[agencies.departments]]
code = "ho-tich"
name = "Hộ tịch"
aliases = ["Tư pháp"]

[[agencies]]
code = "xa-b"
name = "UBND xã B"
parent = "tinh"
valid_from = 2025-07-01

[[devices]]
code = "quan-1"
agency = "xa-a"
valid_to = 2026-11-20

[[devices]]
code = "quan-1"
agency = "xa-b"
valid_from = 2026-11-21

[[devices]]
code = "quan-2"
agency = "xa-a"
"""


@pytest.fixture
def known(store, tmp_path):
    (tmp_path / "catalogue.toml").write_text(WHOLE, encoding="utf-8")
    with store.writing() as connection:
        catalogue.add(connection, catalogue_file.load(tmp_path / "catalogue.toml"))


@pytest.fixture
def told(store):
    def told(agency=None, period=YEAR):
        return figures.of_period(store, period, agency=agency)

    return told


def _collected(found):
    return {one.code: one.collected for one in tally_of(found).departments if one.collected}


@pytest.fixture
def moved(send):
    """A kiosk with two ballots on its first agency's last day, and one on its second's first."""
    kiosk = PaperKiosk().start().ask()
    kiosk.vote("tu_phap", chung="satisfied", reasons=("cham-hen",))
    kiosk.vote("Tu-Phap", chung="dissatisfied")
    kiosk.end_shift(10)
    kiosk.at += timedelta(days=1)
    kiosk.vote("tu-phap", chung="satisfied")
    send(kiosk.batch())
    return kiosk


@pytest.mark.parametrize("code", ["tu-phap", "Tu_phap", "TƯ PHÁP", " tư  pháp ", "tu–phap"])
def test_case_marks_spaces_and_dashes_make_no_other_code(code):
    assert normal(code) == "tu-phap"


def test_d_with_a_stroke_is_a_d():
    assert normal("Địa chính") == "dia-chinh"


def test_a_device_that_moved_counts_for_the_agency_of_the_ballots_day(known, moved, told):
    assert _collected(told("tinh")) == {"xa-a": 2, "xa-b": 1}
    assert _collected(told()) == {"xa-a": 2, "xa-b": 1}
    assert sum(_collected(told("xa-b")).values()) == 1


def test_days_hours_reasons_and_dossiers_follow_the_device(known, moved, told):
    first, second = told("xa-a"), told("xa-b")
    assert [(day.day, day.unit, day.ballots) for day in first.days] == [(DAY, "ho-tich", 2)]
    assert [hour.ballots for hour in second.hours] == [1]
    assert [(one.unit, one.ballots) for one in first.reasons] == [("ho-tich", 1)]
    assert [(one.unit, one.dossiers, one.known) for one in first.dossiers] == [("ho-tich", 10, 1)]
    assert second.dossiers == second.reasons == ()


def test_what_is_compared_with_is_the_same_without_what_costs_most(store, known, moved, told):
    with store.reading() as connection:
        compared = figures.told(connection, YEAR, agency="xa-a", over_time=False)
    assert compared == replace(told("xa-a"), days=(), hours=())


def test_departments_typed_otherwise_are_one(known, moved, told):
    assert _collected(told("xa-a")) == {"ho-tich": 2}
    names = {one.code: one.name for one in told("xa-a").units}
    assert names["ho-tich"] == "Hộ tịch"


def test_what_no_agency_has_is_shown_and_in_no_agencys_report(known, send, told):
    stray = PaperKiosk("quan-9").start().ask()
    stray.vote(chung="satisfied")
    send(stray.batch())
    assert _collected(told()) == {"chua-xep": 1}
    assert [one.name for one in told().units if one.code == "chua-xep"] == ["Chưa xếp"]
    assert _collected(told("tinh")) == {}


def test_units_are_those_valid_in_the_period(known, told):
    before = Period(date(2025, 1, 1), date(2025, 6, 30), "Asia/Ho_Chi_Minh")
    assert [one.code for one in told("tinh", before).units] == ["xa-a"]
    assert [one.code for one in told("tinh").units] == ["xa-a", "xa-b"]


def test_without_a_catalogue_all_is_told_by_department(moved, told):
    assert _collected(told()) == {"tu_phap": 1, "Tu-Phap": 1, "tu-phap": 1}


@pytest.mark.parametrize("period", [(1, 30), (11, 25), (20, 20), (21, 30)])
def test_months_and_days_make_the_same_sum(known, moved, told, period):
    first, last = (date(2026, 11, day) for day in period)
    found = told("tinh", Period(first, last, "Asia/Ho_Chi_Minh"))
    expected = 2 * (first <= DAY) * (last >= DAY) + (last >= DAY + timedelta(1))
    assert tally_of(found).total.collected == expected


def test_an_unknown_agency_is_refused(told):
    with pytest.raises(CatalogueError, match="xa-z"):
        told("xa-z")


def test_what_is_exported_is_imported_again_as_it_was(known, store, tmp_path):
    with store.writing() as connection:
        whole = catalogue.read(connection)
        (tmp_path / "again.toml").write_text(catalogue_file.dump(whole), encoding="utf-8")
        assert catalogue_file.load(tmp_path / "again.toml") == whole
        catalogue.add(connection, whole)
        assert catalogue.read(connection) == whole


def test_a_spreadsheet_serves_as_well(tmp_path):
    table = "what;code;name;agency;valid_from;valid_to;aliases\r\nagency;xa-a;Xã A;;;;\r\n"
    table += "department;ho-tich;Hộ tịch;xa-a;;;tu-phap|tp\r\ndevice;quan-1;;xa-a;2026-01-02;;\r\n"
    (tmp_path / "c.csv").write_text(table, encoding="utf-8-sig")
    assert catalogue_file.load(tmp_path / "c.csv") == Catalogue(
        {"xa-a": Agency("xa-a", "Xã A")},
        {("xa-a", "ho-tich"): Department("xa-a", "ho-tich", "Hộ tịch", ("tu-phap", "tp"))},
        (Placing("quan-1", "xa-a", date(2026, 1, 2)),),
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (Catalogue({"a": Agency("a", "A", "b")}), "no agency b"),
        (Catalogue({"a": Agency("a", "A", "b"), "b": Agency("b", "B", "a")}), "below itself"),
        (Catalogue({"chua-xep": Agency("chua-xep", "A")}), "is kept"),
        (
            Catalogue(
                {"a": Agency("a", "A")},
                {("a", one): Department("a", one, one, ("x",)) for one in ("d", "e")},
            ),
            "means both",
        ),
        (
            Catalogue({"a": Agency("a", "A")}, {}, (Placing("q", "a"), Placing("q", "a", DAY))),
            "placed twice",
        ),
    ],
)
def test_what_cannot_stand_is_refused_whole(store, more, said):
    with store.writing() as connection:
        with pytest.raises(CatalogueError, match=said):
            catalogue.add(connection, more)
        assert catalogue.read(connection) == Catalogue()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[agencies]]\ncode = "a"\n', "agencies 1: name is missing"),
        ('[[agencies]]\ncode = "a"\nname = "A"\nnmae = "B"\n', "nmae means nothing"),
        ('[[devices]]\ncode = "q"\nagency = "a"\nvalid_from = "soon"\n', "valid_from is no day"),
        ("[[agencies", "save it as UTF-8"),
    ],
)
def test_a_fault_in_a_file_names_its_place(tmp_path, text, said):
    (tmp_path / "c.toml").write_text(text)
    with pytest.raises(CatalogueError, match=said):
        catalogue_file.load(tmp_path / "c.toml")


def test_a_device_placed_anew_keeps_its_past(known, store):
    with store.writing() as connection:
        catalogue.place(connection, "quan-2", "xa-b", since=DAY)
        catalogue.place(connection, "quan-7", "xa-b", since=date.min)
        placed = [one for one in catalogue.read(connection).placings if one.device != "quan-1"]
    assert placed == [
        Placing("quan-2", "xa-a", valid_to=DAY - timedelta(days=1)),
        Placing("quan-2", "xa-b", DAY),
        Placing("quan-7", "xa-b"),
    ]
