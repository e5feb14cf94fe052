"""Dossiers from files of the one-stop software, beside what clerks typed at the end of their shifts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from central import audit, catalogue, dossiers, figures
from central.audit import By, What
from central.catalogue import Agency, Catalogue, Department, Placing
from central.dossiers import Returned
from kiosk.domain.figures import Dossiers, Period
from kiosk.domain.participation import participation
from kiosk.domain.tally import Channel, tally_of
from tests.central.kit import DAY, NOW, PaperKiosk

BY = By("van-thu", "10.0.0.5", NOW)
PROVINCE, COMMUNE, OTHER = "tinh", "xa-an-binh", "xa-hoa-loi"
NEXT = DAY + timedelta(days=1)
MONTH = Period(date(2026, 11, 1), date(2026, 11, 30), "Asia/Ho_Chi_Minh")


@pytest.fixture
def commune(store, send):
    """One department under two spellings on two days; of one shift the dossiers are known, of one not.

    The day of each: 3 ballots in a shift with 40 dossiers; the next day: 2 ballots, nobody said how many.
    """
    names = {PROVINCE: None, COMMUNE: PROVINCE, OTHER: PROVINCE}
    with store.writing() as connection:
        catalogue.add(
            connection,
            Catalogue(
                {code: Agency(code, code, parent) for code, parent in names.items()},
                {(COMMUNE, "tu-phap"): Department(COMMUNE, "tu-phap", "Tư pháp – Hộ tịch")},
                (Placing("quan-1", COMMUNE), Placing("quan-2", OTHER)),
            ),
        )
    kiosk = PaperKiosk().start().ask()
    for _ in range(3):
        kiosk.vote("tu-phap", chung="satisfied", shift="1" * 16)
    kiosk.end_shift(40, shift="1" * 16)
    kiosk.at += timedelta(days=1)
    for _ in range(2):
        kiosk.vote("TƯ PHÁP", chung="satisfied", shift="2" * 16)
    kiosk.end_shift(None, shift="2" * 16, department="TƯ PHÁP")
    send(kiosk.batch())
    neighbour = PaperKiosk("quan-2").start().ask()
    neighbour.vote("tu-phap", chung="satisfied")
    neighbour.end_shift(7)
    send(neighbour.batch())


@pytest.fixture
def keep(store, commune):
    def keep(*those, agency=COMMUNE):
        with store.writing() as connection:
            return dossiers.keep(connection, agency, those, file="tra.csv", by=BY)

    return keep


def told(store, agency=COMMUNE, **wish):
    return {one.unit: one for one in figures.of_period(store, MONTH, agency=agency, **wish).dossiers}


def test_without_a_file_what_clerks_typed_stands(store, commune):
    assert told(store) == {"tu-phap": Dossiers("tu-phap", 40, known=1, unknown=1, imported=0, rated=3)}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({DAY: 55}, Dossiers("tu-phap", 55, known=1, unknown=1, imported=55, rated=3)),
        ({NEXT: 10}, Dossiers("tu-phap", 50, known=2, unknown=0, imported=10, rated=5)),
        ({DAY: 55, NEXT: 10}, Dossiers("tu-phap", 65, known=2, unknown=0, imported=65, rated=5)),
        ({DAY: 0}, Dossiers("tu-phap", 0, known=1, unknown=1, imported=0, rated=3)),
        (
            {NEXT + timedelta(days=1): 9},
            Dossiers("tu-phap", 49, known=1, unknown=1, imported=9, rated=3),
        ),
    ],
)
def test_a_file_stands_in_place_of_clerks_on_the_days_that_it_tells_of(store, keep, numbers, expected):
    keep(*(Returned(day, "tu-phap", number) for day, number in numbers.items()))
    assert told(store) == {"tu-phap": expected}


def test_from_above_the_same_numbers_stand_with_their_agencies(store, keep):
    keep(Returned(NEXT, "tu-phap", 10))
    for agency in (PROVINCE, None):
        assert told(store, agency) == {
            COMMUNE: Dossiers(COMMUNE, 50, known=2, unknown=0, imported=10, rated=5),
            OTHER: Dossiers(OTHER, 7, known=1, unknown=0, imported=0, rated=1),
        }


def test_participation_sets_the_ballots_of_these_days_among_their_dossiers(store, keep):
    keep(Returned(DAY, "tu-phap", 55), Returned(NEXT, "tu-phap", 10))
    found = figures.of_period(store, MONTH, agency=COMMUNE)
    _, total = participation(found, tally_of(found), Channel.KIOSK, "chung")
    assert (total.compared, total.dossiers, total.unknown) == (5, 65, 0)


def test_another_agency_s_department_of_the_same_code_is_another(store, keep):
    keep(Returned(DAY, "tu-phap", 99), agency=OTHER)
    assert told(store)["tu-phap"].dossiers == 40
    assert told(store, OTHER)["tu-phap"].dossiers == 99


def test_files_tell_nothing_of_simulated_ballots(store, keep):
    keep(Returned(DAY, "tu-phap", 55))
    assert told(store, simulated=True) == {}


def test_the_same_file_twice_changes_nothing_and_a_later_one_replaces(store, keep, sql):
    first = [Returned(DAY, "tu-phap", 55), Returned(NEXT, "tu-phap", 10)]
    keep(*first)
    again = keep(*first)
    assert (again.rows, again.same) == ((), 2)
    assert sql("SELECT count(*) FROM dossier_files") == [(1,)]
    later = keep(Returned(DAY, "tu-phap", 60), Returned(NEXT, "tu-phap", 10))
    assert later.replaced == ((Returned(DAY, "tu-phap", 60), 55),)
    assert told(store)["tu-phap"].dossiers == 70
    assert sql("SELECT no, number FROM dossiers ORDER BY day, no") == [(1, 55), (2, 60), (1, 10)]
    keep(*first)
    assert told(store)["tu-phap"].dossiers == 65


def test_each_file_is_noted_in_the_trail(store, keep):
    keep(Returned(DAY, "tu-phap", 55))
    keep(Returned(DAY, "tu-phap", 56))
    with store.reading() as connection:
        notes = audit.page(connection, what=What.DOSSIERS_IMPORTED)
        files = dossiers.files(connection, COMMUNE, limit=10)
    assert [(one.about, one.details["replaced"]) for one in notes] == [(COMMUNE, 1), (COMMUNE, 0)]
    assert [(one.by, one.rows, one.dossiers) for one in files] == [("van-thu", 1, 56), ("van-thu", 1, 55)]


@pytest.mark.parametrize("change", ["UPDATE dossiers SET number = 1", "DELETE FROM dossier_files"])
def test_the_database_itself_refuses_to_change_what_a_file_said(store, keep, change):
    keep(Returned(DAY, "tu-phap", 55))
    with pytest.raises(DBAPIError, match="only added to"), store.writing() as connection:
        connection.execute(text(change))
