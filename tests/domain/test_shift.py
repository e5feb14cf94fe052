"""The clerk at the desk: login, the number of dossiers, another department, the end of a shift."""

import pytest

from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import Mode, ShiftOpened
from tests.domain.desk_kit import MORNING, Counter, Pins


@pytest.fixture
def counter():
    return Counter().at_work()


@pytest.fixture
def locked():
    """A shift is open at a department that has a PIN; the other one has another PIN."""
    counter = Counter(pins=Pins(tu_phap="1234", dia_chinh="5678")).at_work()
    counter.desk.enter_pin("1234")
    counter.desk.open_shift_menu()
    return counter


def kinds(counter):
    return [one.kind for one in counter.journal.entries]


def note(counter, dossiers):
    counter.desk.open_shift_menu()
    counter.desk.ask_dossiers(ending=False)
    counter.desk.note_dossiers(dossiers)


def test_the_shift_ends_with_the_number_of_dossiers(counter):
    counter.desk.open_shift_menu()
    counter.desk.ask_dossiers()
    counter.desk.close_shift(10_000)  # no counter returns so many
    assert counter.screen is Screen.DOSSIERS
    counter.desk.close_shift(37)
    assert counter.screen is Screen.LOGIN
    assert counter.journal.of("shift_closed")[0].dossiers == 37
    assert counter.desk.view().last_department == "tu-phap"


def test_the_number_of_dossiers_may_stay_unknown(counter):
    counter.desk.open_shift_menu()
    counter.desk.close_shift(None)
    assert counter.journal.of("shift_closed")[0].dossiers is None


def test_the_clerks_sheet_does_not_open_over_a_citizen(counter):
    counter.desk.tap("sat")
    counter.desk.open_shift_menu()
    assert counter.screen is Screen.RATING


def test_a_clerks_sheet_left_open_goes_away(counter):
    counter.desk.open_shift_menu()
    counter.wait(31)
    assert counter.screen is Screen.RATING
    assert not counter.journal.of("shift_closed")


def test_a_number_noted_can_be_corrected_until_the_shift_ends_with_it(counter):
    counter.desk.open_shift_menu()
    counter.desk.ask_dossiers(ending=False)
    assert not counter.desk.view().ending
    counter.desk.close_shift(5)  # this pad only notes
    counter.desk.note_dossiers(12)
    assert (counter.screen, counter.desk.view().dossiers) == (Screen.SHIFT, 12)
    counter.desk.ask_dossiers(ending=False)
    counter.desk.note_dossiers(10_000)  # no counter returns so many
    assert counter.screen is Screen.DOSSIERS
    counter.desk.note_dossiers(13)
    counter.desk.ask_dossiers()
    assert counter.desk.view().ending
    assert counter.desk.view().dossiers == 13
    assert kinds(counter) == ["shift_opened", "note", "note"]
    counter.desk.close_shift(14)
    assert counter.journal.of("shift_closed")[0].dossiers == 14


def test_a_number_noted_is_kept_by_the_journal_before_the_screen_says_so(counter):
    counter.desk.open_shift_menu()
    counter.desk.ask_dossiers(ending=False)
    counter.journal.late = True
    counter.desk.note_dossiers(12)
    assert (counter.screen, counter.desk.view().dossiers) == (Screen.DOSSIERS, None)
    counter.journal.answer()
    assert (counter.screen, counter.desk.view().dossiers) == (Screen.SHIFT, 12)
    shift, note = counter.journal.entries
    assert (note.about, note.data) == ("dossiers_noted", {"shift": shift.shift, "dossiers": 12})


def test_who_goes_back_without_another_number_writes_nothing(counter):
    counter.desk.open_shift_menu()
    for _ in range(2):
        counter.desk.ask_dossiers(ending=False)
        counter.desk.note_dossiers(12)
        assert counter.screen is Screen.SHIFT
    assert kinds(counter) == ["shift_opened", "note"]


def test_a_number_noted_that_the_journal_refuses_is_not_shown_as_noted(counter):
    note(counter, 12)
    counter.journal.refusing = True
    note(counter, 13)
    assert counter.screen is Screen.OUT_OF_SERVICE
    counter.journal.refusing = False
    counter.wait(6)
    assert (counter.screen, counter.desk.view().dossiers) == (Screen.RATING, 12)


def test_a_resumed_shift_has_the_number_noted_for_it_and_ends_with_it():
    shift = ShiftOpened(at=MORNING, shift="s", department="tu-phap")
    counter = Counter(shift=shift, dossiers=12)
    assert counter.desk.view().dossiers == 12
    counter.desk.open_shift_menu()
    counter.desk.change_department("dia-chinh")
    assert counter.journal.of("shift_closed")[0].dossiers == 12


def test_an_end_without_a_number_that_the_journal_refused_takes_no_noted_number_away(counter):
    note(counter, 12)
    counter.journal.refusing = True
    counter.desk.close_shift(None)
    assert counter.screen is Screen.OUT_OF_SERVICE
    counter.journal.refusing = False
    counter.wait(6)
    assert (counter.screen, counter.desk.view().dossiers) == (Screen.RATING, 12)


def test_a_number_of_an_end_that_was_refused_can_be_noted(counter):
    counter.desk.open_shift_menu()
    counter.journal.refusing = True
    counter.desk.close_shift(14)
    counter.journal.refusing = False
    counter.wait(6)
    note(counter, 14)
    assert counter.journal.of("note")[-1].data["dossiers"] == 14


def test_a_new_shift_has_no_number_noted(counter):
    counter.desk.open_shift_menu()
    counter.desk.ask_dossiers(ending=False)
    counter.desk.note_dossiers(12)
    counter.desk.close_shift(12)
    counter.at_work()
    assert counter.desk.view().dossiers is None


def test_a_number_that_the_journal_refused_is_offered_again(counter):
    counter.desk.open_shift_menu()
    counter.journal.refusing = True
    counter.desk.close_shift(12)
    assert counter.screen is Screen.OUT_OF_SERVICE
    counter.journal.refusing = False
    counter.wait(6)
    assert (counter.screen, counter.desk.view().dossiers) == (Screen.RATING, 12)


def test_another_department_ends_one_shift_and_opens_the_next_as_one_transaction(counter):
    counter.desk.open_shift_menu()
    counter.desk.ask_dossiers(ending=False)
    counter.desk.note_dossiers(12)
    counter.journal.late = True
    counter.desk.change_department("dia-chinh")
    ((entries, _),) = counter.journal.held
    assert [(one.kind, one.department) for one in entries] == [
        ("shift_closed", "tu-phap"),
        ("shift_opened", "dia-chinh"),
    ]
    assert entries[0].dossiers == 12
    assert entries[0].shift != entries[1].shift
    counter.journal.answer()
    view = counter.desk.view()
    assert (view.screen, view.on_duty, view.last_department, view.dossiers) == (
        Screen.RATING,
        "dia-chinh",
        "tu-phap",
        None,
    )


def test_the_view_tells_since_when_somebody_is_on_duty_in_the_steps_of_the_journal(counter):
    assert counter.desk.view().on_duty_since == MORNING.replace(minute=0, second=0)
    counter.wait(600)
    counter.desk.open_shift_menu()
    counter.desk.change_department("dia-chinh")
    assert counter.desk.view().on_duty_since == MORNING.replace(minute=15, second=0)
    counter.desk.open_shift_menu()
    counter.desk.ask_dossiers()
    counter.desk.close_shift(None)
    assert counter.desk.view().on_duty_since is None


def test_a_change_that_the_journal_refuses_leaves_the_shift_as_it_was(counter):
    counter.desk.open_shift_menu()
    counter.journal.refusing = True
    counter.desk.change_department("dia-chinh")
    assert counter.screen is Screen.OUT_OF_SERVICE
    counter.journal.refusing = False
    counter.wait(6)
    assert counter.desk.view().on_duty == "tu-phap"
    counter.desk.tap("sat")
    assert counter.journal.of("tap")[0].shift == counter.journal.of("shift_opened")[0].shift


def test_a_change_that_comes_late_is_a_change(counter):
    counter.desk.open_shift_menu()
    counter.journal.late = True
    counter.desk.change_department("dia-chinh")
    counter.wait(6)
    assert counter.screen is Screen.OUT_OF_SERVICE
    counter.journal.answer()
    assert (counter.screen, counter.desk.view().on_duty) == (Screen.RATING, "dia-chinh")


def test_there_is_no_change_to_the_same_or_an_unknown_department_or_over_a_citizen(counter):
    counter.desk.open_shift_menu()
    counter.desk.change_department("tu-phap")
    counter.desk.change_department("nowhere")
    counter.desk.cancel()
    counter.desk.change_department("dia-chinh")
    counter.desk.tap("sat")
    counter.desk.change_department("dia-chinh")
    assert len(counter.journal.of("shift_opened")) == 1


def test_an_armed_ballot_keeps_its_shift():
    counter = Counter(mode=Mode.INVITED).at_work()
    counter.desk.open_shift_menu()
    counter.desk.invite()
    counter.desk.change_department("dia-chinh")
    counter.desk.open_shift_menu()
    assert counter.screen is Screen.RATING
    counter.wait(61)
    assert counter.closings[0].shift == counter.journal.of("shift_opened")[0].shift
    assert len(counter.journal.of("shift_opened")) == 1


def test_a_locked_department_is_taken_over_with_its_own_pin(locked):
    locked.desk.change_department("dia-chinh")
    view = locked.desk.view()
    assert (view.screen, view.pin_for, view.department.code, view.on_duty) == (
        Screen.PIN,
        "dia-chinh",
        "dia-chinh",
        "tu-phap",
    )
    locked.desk.enter_pin("1234")
    assert locked.screen is Screen.PIN
    locked.desk.enter_pin("5678")
    assert locked.desk.view().on_duty == "dia-chinh"


def test_a_locked_department_is_left_with_its_pin_where_the_next_has_none():
    counter = Counter(pins=Pins(tu_phap="1234")).at_work()
    counter.desk.enter_pin("1234")
    counter.desk.open_shift_menu()
    counter.desk.change_department("dia-chinh")
    assert counter.desk.view().pin_for == "tu-phap"
    counter.desk.cancel()
    assert counter.screen is Screen.SHIFT
    counter.desk.change_department("dia-chinh")
    counter.desk.enter_pin("1234")
    assert counter.desk.view().on_duty == "dia-chinh"


@pytest.mark.parametrize("ending", [True, False])
def test_no_citizen_gives_the_number_of_dossiers_of_a_locked_department(locked, ending):
    locked.desk.ask_dossiers(ending=ending)
    assert (locked.screen, locked.desk.view().pin_for) == (Screen.PIN, "tu-phap")
    locked.desk.close_shift(3)
    locked.desk.note_dossiers(3)
    assert locked.screen is Screen.PIN
    locked.desk.enter_pin("1234")
    assert (locked.screen, locked.desk.view().ending) == (Screen.DOSSIERS, ending)


def test_no_citizen_ends_the_shift_of_a_locked_department(locked):
    locked.desk.close_shift(3)
    assert locked.screen is Screen.PIN
    locked.wait(61)
    assert locked.screen is Screen.RATING
    assert kinds(locked) == ["shift_opened"]
    locked.desk.open_shift_menu()
    locked.desk.close_shift(3)
    locked.desk.enter_pin("1234")
    assert locked.journal.of("shift_closed")[0].dossiers == 3


def test_the_clerks_sheet_speaks_the_main_language_again(counter):
    counter.desk.set_language("en")
    counter.desk.set_easy(on=True)
    counter.desk.open_shift_menu()
    assert (counter.desk.view().language, counter.desk.view().easy) == ("vi", False)
