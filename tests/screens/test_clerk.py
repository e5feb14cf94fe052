"""The clerk: login, PIN, end of shift, the clerk's own sheet."""

from dataclasses import replace

import pytest

from kiosk.domain.questionnaire import Department
from kiosk.ui.canned import CITY, TOWN
from kiosk.ui.gallery.scenes.clerk import SIXTEEN
from tests.screens.pages import (
    DossiersPage,
    InvitationPage,
    LoginPage,
    PinPage,
    RatingPage,
    ShiftPage,
)
from tests.screens.pilot import LAPTOP, PORTRAIT

LOCKED = {"tu-phap-ho-tich": "2580"}


def with_departments(count):
    departments = tuple(Department(f"bo-phan-{n}", f"Bộ phận số {n}") for n in range(1, count + 1))
    return replace(TOWN, departments=departments)


@pytest.fixture
def at_shift_sheet(counter):
    kiosk = counter()
    kiosk.on_duty().touch_names()
    return kiosk


def test_a_department_without_a_pin_opens_with_one_touch(counter):
    kiosk = counter()
    assert isinstance(kiosk.page.choose("Địa chính"), RatingPage)
    assert kiosk.journal.of("shift_opened")[0].department == "dia-chinh"
    assert kiosk.reads("Địa chính · Quầy 2")


def test_a_locked_department_says_so_and_asks_for_its_pin(counter):
    kiosk = counter(pins=LOCKED)
    assert kiosk.reads("Cần mã PIN")
    page = kiosk.page.choose("Tư pháp – Hộ tịch")
    assert isinstance(page, PinPage)
    assert isinstance(page.type("2580").open(), RatingPage)


def test_a_wrong_pin_is_named_and_can_be_typed_again(counter):
    page = counter(pins=LOCKED).page.choose("Tư pháp – Hộ tịch").type("1234").open()
    assert page.reads("Mã PIN chưa đúng. Xin nhập lại.")
    assert isinstance(page.type("2580").open(), RatingPage)


def test_a_typed_digit_can_be_deleted(counter):
    page = counter(pins=LOCKED).page.choose("Tư pháp – Hộ tịch").type("259").delete().type("80")
    assert isinstance(page.open(), RatingPage)


def test_the_pin_is_never_shown(counter):
    kiosk = counter(pins=LOCKED)
    page = kiosk.page.choose("Tư pháp – Hộ tịch")
    empty = kiosk.words
    page.type("7")
    assert sorted(kiosk.words) == sorted([*empty, "Mở"])


def test_without_a_digit_there_is_nothing_to_open_with(counter):
    kiosk = counter(pins=LOCKED)
    kiosk.page.choose("Tư pháp – Hộ tịch")
    assert not kiosk.reads("Mở")


def test_after_several_wrong_pins_the_next_try_must_wait(counter):
    kiosk = counter(pins=LOCKED)
    page = kiosk.page.choose("Tư pháp – Hộ tịch")
    for _ in range(3):
        page = page.type("1").open()
    page.type("2580")
    assert kiosk.reads("Mã PIN chưa đúng. Xin chờ 1 giây.") or kiosk.reads(
        "Mã PIN chưa đúng. Xin chờ 2 giây."
    )
    assert not kiosk.reads("Mở")
    kiosk.wait(3)
    assert isinstance(page.open(), RatingPage)


def test_from_the_pin_one_returns_to_the_departments(counter):
    page = counter(pins=LOCKED).page.choose("Tư pháp – Hộ tịch").type("25").leave()
    assert isinstance(page, LoginPage)


def test_a_forgotten_pin_screen_returns_to_the_departments(counter):
    kiosk = counter(pins=LOCKED)
    kiosk.page.choose("Tư pháp – Hộ tịch")
    assert isinstance(kiosk.wait(31), LoginPage)


def test_the_keyboard_chooses_tiles_and_types_pins(counter):
    kiosk = counter(pins=LOCKED)
    kiosk.pilot.key("1")
    assert isinstance(kiosk.page, PinPage)
    for key in ("2", "numpad5", "9", "backspace", "8", "0", "enter"):
        kiosk.pilot.key(key)
    assert isinstance(kiosk.page, RatingPage)


def test_the_names_on_the_strip_open_the_clerks_sheet(counter):
    page = counter().on_duty().touch_names()
    assert isinstance(page, ShiftPage)
    assert page.reads("Đang trực: Địa chính")


def test_the_clerks_sheet_stays_shut_while_a_citizen_is_under_way(counter):
    kiosk = counter()
    kiosk.on_duty().answer()
    page = kiosk.page.touch_names()
    assert isinstance(page, RatingPage)


def test_the_clerk_returns_to_the_rating_screen(at_shift_sheet):
    assert isinstance(at_shift_sheet.page.back(), RatingPage)


def test_a_forgotten_clerks_sheet_returns_by_itself(at_shift_sheet):
    assert isinstance(at_shift_sheet.wait(31), RatingPage)


def test_a_shift_ends_with_the_number_of_dossiers(at_shift_sheet):
    page = at_shift_sheet.page.end()
    assert isinstance(page, DossiersPage)
    assert isinstance(page.type("12").end(), LoginPage)
    assert at_shift_sheet.journal.of("shift_closed")[0].dossiers == 12


def test_the_number_can_be_corrected_before_it_is_final(at_shift_sheet):
    page = at_shift_sheet.page.end().type("1235").delete().type("4")
    assert page.reads("1.234")
    page.end()
    assert at_shift_sheet.journal.of("shift_closed")[0].dossiers == 1234


def test_a_fifth_digit_is_not_taken(at_shift_sheet):
    page = at_shift_sheet.page.end().type("99999")
    assert page.reads("9.999")


def test_a_shift_ends_without_a_number_as_unknown(at_shift_sheet):
    page = at_shift_sheet.page.end().type("5").end_without_number()
    assert isinstance(page, LoginPage)
    assert at_shift_sheet.journal.of("shift_closed")[0].dossiers is None


def test_nought_dossiers_is_a_number(at_shift_sheet):
    at_shift_sheet.page.end().type("0").end()
    assert at_shift_sheet.journal.of("shift_closed")[0].dossiers == 0


def test_from_the_dossiers_one_can_go_back_without_ending_the_shift(at_shift_sheet):
    assert isinstance(at_shift_sheet.page.end().type("5").back(), RatingPage)
    assert at_shift_sheet.journal.of("shift_closed") == []


def test_after_a_shift_its_department_is_marked_at_login(at_shift_sheet):
    page = at_shift_sheet.page.end().end_without_number()
    assert page.reads("Ca trước")


def test_open_mode_has_nobody_to_invite(at_shift_sheet):
    assert not at_shift_sheet.reads("Mời một người dân đánh giá")


def test_the_clerks_sheet_invites_in_invited_mode(counter):
    kiosk = counter(mode="invited")
    page = kiosk.on_duty()
    assert isinstance(page, InvitationPage)
    kiosk.pilot.tap(kiosk.sheet.strip.clerk)
    assert isinstance(kiosk.page.invite(), RatingPage)
    assert len(kiosk.journal.of("ballot_opened")) == 1


def test_twelve_departments_stand_on_one_page(counter):
    kiosk = counter(questionnaire=CITY)
    assert len(kiosk.sheet.tiles) == 12
    assert not kiosk.reads("Trang 1 / 2")


@pytest.mark.parametrize("size", [LAPTOP, PORTRAIT], ids=["landscape", "portrait"])
def test_sixteen_departments_stand_on_one_page(counter, size):
    kiosk = counter(questionnaire=with_departments(16), size=size)
    assert len(kiosk.sheet.tiles) == 16
    sizes = {tile.words.setting.size for tile in kiosk.sheet.tiles}
    assert len(sizes) == 1
    assert min(sizes) >= 36
    assert isinstance(kiosk.page.choose("Bộ phận số 16"), RatingPage)


def test_sixteen_long_names_are_equal_in_size_and_in_at_most_three_lines(counter):
    kiosk = counter(questionnaire=SIXTEEN)
    settings = [tile.words.setting for tile in kiosk.sheet.tiles]
    assert {setting.size for setting in settings} == {34}
    assert max(len(setting.lines) for setting in settings) <= 3
    assert all(setting.fits for setting in settings)


def test_more_departments_stand_on_further_pages(counter):
    kiosk = counter(questionnaire=with_departments(17))
    assert kiosk.reads("Trang 1 / 2")
    kiosk.tap("Trang sau")
    assert kiosk.reads("Trang 2 / 2")
    assert not kiosk.reads("Bộ phận số 12")
    kiosk.tap("Trang trước")
    assert isinstance(kiosk.page.choose("Bộ phận số 12"), RatingPage)


def test_a_department_of_the_last_page_can_be_chosen(counter):
    kiosk = counter(questionnaire=with_departments(17))
    kiosk.tap("Trang sau")
    kiosk.page.choose("Bộ phận số 17")
    assert kiosk.view.department.name == "Bộ phận số 17"


def test_in_portrait_forty_departments_still_have_pages(counter):
    kiosk = counter(questionnaire=with_departments(40), size=PORTRAIT)
    assert kiosk.reads("Trang 1 / 3")
    kiosk.tap("Trang sau")
    kiosk.tap("Trang sau")
    assert isinstance(kiosk.page.choose("Bộ phận số 40"), RatingPage)
