"""The clerk: login, PIN, change of department, dossiers, end of shift."""

from dataclasses import replace

import pytest

from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.questionnaire import Department
from kiosk.ui.canned import CITY, TOWN
from kiosk.ui.gallery.scenes.clerk import SIXTEEN
from kiosk.ui.hours import clock_in_words
from kiosk.ui.widgets.tile import Pill
from tests.screens.pages import (
    DossiersPage,
    InvitationPage,
    LoginPage,
    PinPage,
    RatingPage,
    ShiftPage,
)
from tests.screens.pilot import LAPTOP, PORTRAIT, Finger
from tests.screens.reading import plain

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


def test_the_clerk_is_told_since_when_dossiers_are_counted(at_shift_sheet):
    texts, since = at_shift_sheet.sheet.texts, at_shift_sheet.view.on_duty_since
    time = plain(clock_in_words(since.time(), texts))
    assert at_shift_sheet.reads(f"từ {time}")
    page = at_shift_sheet.page.note()
    assert page.reads(f"Tính từ khi đăng nhập lúc {time}")
    assert page.back().end().reads(f"Số hồ sơ đã trả từ khi đăng nhập lúc {time}")


def test_the_clerks_sheet_stays_shut_while_a_citizen_is_under_way(counter):
    kiosk = counter()
    kiosk.on_duty().answer()
    page = kiosk.page.touch_names()
    assert isinstance(page, RatingPage)


def test_the_clerk_returns_to_the_rating_screen(at_shift_sheet):
    assert isinstance(at_shift_sheet.page.back(), RatingPage)


def test_a_forgotten_clerks_sheet_returns_by_itself(at_shift_sheet):
    assert isinstance(at_shift_sheet.wait(31), RatingPage)


def closings(kiosk):
    return [(shift.department, shift.dossiers) for shift in kiosk.journal.of("shift_closed")]


def test_a_shift_ends_with_the_number_of_dossiers_after_a_last_look(at_shift_sheet):
    page = at_shift_sheet.page.end()
    assert isinstance(page, DossiersPage)
    page = page.type("12").go_on()
    assert page.reads("Kết thúc phiên trực với 12 hồ sơ?")
    assert closings(at_shift_sheet) == []
    assert isinstance(page.end(), LoginPage)
    assert closings(at_shift_sheet) == [("dia-chinh", 12)]


def test_the_number_can_be_corrected_before_it_is_final(at_shift_sheet):
    page = at_shift_sheet.page.end().type("1235").go_on()
    assert page.reads("Kết thúc phiên trực với 1.235 hồ sơ?")
    page = page.correct().delete().type("4")
    assert page.reads("1.234")
    page.go_on().end()
    assert closings(at_shift_sheet) == [("dia-chinh", 1234)]


def test_a_fifth_digit_is_not_taken(at_shift_sheet):
    page = at_shift_sheet.page.end().type("99999")
    assert page.reads("9.999")


def test_a_shift_ends_without_a_number_as_unknown(at_shift_sheet):
    page = at_shift_sheet.page.end().type("5").go_on_without_number()
    assert page.reads("Kết thúc phiên trực, không ghi số hồ sơ?")
    assert isinstance(page.end(), LoginPage)
    assert closings(at_shift_sheet) == [("dia-chinh", None)]


def test_nought_dossiers_is_a_number(at_shift_sheet):
    at_shift_sheet.page.end().type("0").go_on().end()
    assert closings(at_shift_sheet) == [("dia-chinh", 0)]


def test_from_the_dossiers_one_can_go_back_without_ending_the_shift(at_shift_sheet):
    assert isinstance(at_shift_sheet.page.end().type("5").back(), ShiftPage)
    assert closings(at_shift_sheet) == []


def test_a_forgotten_last_look_ends_no_shift(at_shift_sheet):
    at_shift_sheet.page.end().type("5").go_on()
    assert isinstance(at_shift_sheet.wait(31), RatingPage)
    assert closings(at_shift_sheet) == []


def test_the_keyboard_gives_the_number_but_only_a_touch_ends_the_shift(at_shift_sheet):
    page = at_shift_sheet.page.end()
    for key in ("1", "2", "enter", "enter", "enter", "7"):
        at_shift_sheet.pilot.key(key)
    assert page.reads("Kết thúc phiên trực với 12 hồ sơ?")
    assert closings(at_shift_sheet) == []


def test_a_number_is_noted_meanwhile_and_stands_there_at_the_end(at_shift_sheet):
    page = at_shift_sheet.page.note().type("12").note()
    assert isinstance(page, ShiftPage)
    assert page.reads("Hồ sơ đã trả: 12")
    page = page.end()
    assert page.reads("12")
    assert page.reads("Số đã lưu. Nhập số mới để thay.")
    page.go_on().end()
    assert closings(at_shift_sheet) == [("dia-chinh", 12)]


def test_the_first_digit_typed_takes_the_place_of_the_number_noted(at_shift_sheet):
    page = at_shift_sheet.page.note().type("12").note().end().type("27")
    assert page.reads("27")
    assert not page.reads("Số đã lưu. Nhập số mới để thay.")


def test_the_number_noted_can_be_corrected_digit_by_digit(at_shift_sheet):
    assert at_shift_sheet.page.note().type("12").note().end().delete().type("5").reads("15")


def test_the_number_noted_can_be_taken_back(at_shift_sheet):
    page = at_shift_sheet.page.note().type("12").note()
    page = page.tap("Hồ sơ đã trả: 12").forget()
    assert isinstance(page, ShiftPage)
    assert not page.reads("Hồ sơ đã trả: 12")


def test_back_from_noting_changes_nothing(at_shift_sheet):
    page = at_shift_sheet.page.note().type("12").note()
    page = page.tap("Hồ sơ đã trả: 12").type("99").back()
    assert page.reads("Hồ sơ đã trả: 12")


def test_after_a_shift_its_department_is_marked_at_login(at_shift_sheet):
    page = at_shift_sheet.page.end().go_on_without_number().end()
    assert page.reads("Phiên trước")


def test_two_touches_change_the_department(counter):
    kiosk = counter()
    page = kiosk.on_duty().touch_names().change("Văn hóa – Xã hội")
    assert isinstance(page, RatingPage)
    assert page.reads("Văn hóa – Xã hội · Quầy 2")
    assert closings(kiosk) == [("dia-chinh", None)]


def test_the_number_noted_goes_with_the_department_that_is_left(at_shift_sheet):
    page = at_shift_sheet.page.note().type("12").note().change("Văn hóa – Xã hội")
    assert closings(at_shift_sheet) == [("dia-chinh", 12)]
    page = page.touch_names()
    assert page.reads("Ghi số hồ sơ đã trả")


def test_the_department_on_duty_is_not_among_those_to_change_to(at_shift_sheet):
    leads = [(tile.content.lead, tile.text) for tile in at_shift_sheet.sheet.departments.tiles]
    assert leads == [(1, "Tư pháp – Hộ tịch"), (2, "Văn hóa – Xã hội")]


def test_a_digit_changes_the_department_by_its_number_at_login(at_shift_sheet):
    at_shift_sheet.pilot.key("3")
    assert isinstance(at_shift_sheet.page, ShiftPage)
    at_shift_sheet.pilot.key("2")
    assert isinstance(at_shift_sheet.page, RatingPage)
    assert at_shift_sheet.view.department.code == "vhxh"


def test_a_locked_department_is_changed_to_by_its_pin(counter):
    kiosk = counter(pins=LOCKED)
    page = kiosk.on_duty().touch_names().change("Tư pháp – Hộ tịch")
    assert isinstance(page, PinPage)
    assert page.reads("Nhập mã PIN của bộ phận")
    assert isinstance(page.leave(), ShiftPage)
    assert isinstance(kiosk.page.change("Tư pháp – Hộ tịch").type("2580").open(), RatingPage)
    assert kiosk.view.department.code == "tu-phap-ho-tich"


@pytest.fixture
def at_locked_shift_sheet(counter):
    kiosk = counter(pins=LOCKED)
    kiosk.page.choose("Tư pháp – Hộ tịch").type("2580").open().touch_names()
    return kiosk


def test_a_locked_department_is_left_by_its_own_pin(at_locked_shift_sheet):
    kiosk = at_locked_shift_sheet
    assert all(tile.content.locked for tile in kiosk.sheet.departments.tiles)
    page = kiosk.page.change("Địa chính")
    assert page.reads("Tư pháp – Hộ tịch")
    assert page.reads("Nhập mã PIN của bộ phận đang trực")
    assert isinstance(page.type("2580").open(), RatingPage)
    assert kiosk.view.department.code == "dia-chinh"


def test_nobody_ends_the_shift_of_a_locked_department_without_its_pin(at_locked_shift_sheet):
    page = at_locked_shift_sheet.page.end()
    assert isinstance(page, PinPage)
    page = page.type("2580").open()
    assert isinstance(page, DossiersPage)
    assert isinstance(page.go_on_without_number().end(), LoginPage)


@pytest.mark.parametrize("size", [LAPTOP, PORTRAIT], ids=["landscape", "portrait"])
@pytest.mark.parametrize("mode", ["open", "invited"])
def test_with_sixteen_departments_every_other_one_stands_on_the_clerks_sheet(counter, size, mode):
    kiosk = counter(questionnaire=SIXTEEN, size=size, mode=mode)
    kiosk.page.choose("Hộ tịch")
    kiosk.pilot.key("f9")
    assert len(kiosk.sheet.departments.tiles) == 15
    assert isinstance(kiosk.page.change("Công an xã"), RatingPage if mode == "open" else InvitationPage)


def test_a_counter_of_one_department_has_none_to_change_to(counter):
    page = counter(questionnaire=with_departments(1)).page.choose("Bộ phận số 1").touch_names()
    assert page.reads("Máy này chỉ phục vụ một bộ phận.")
    assert isinstance(page.back(), RatingPage)


def test_the_administrators_pin_is_asked_for_and_a_wrong_one_named(counter):
    kiosk = counter(pins={"admin": "13579"})
    kiosk.desk.ask_admin()
    kiosk.wait(1)
    page = kiosk.page
    assert page.reads("Quản trị máy")
    assert page.reads("Nhập mã PIN quản trị")
    page = page.type("2580").open()
    assert page.reads("Mã PIN chưa đúng. Xin nhập lại.")
    assert isinstance(page.leave(), LoginPage)


def test_without_an_administrators_pin_the_screen_says_how_to_set_one(counter):
    kiosk = counter()
    kiosk.desk.ask_admin()
    kiosk.wait(1)
    page = kiosk.page
    assert page.reads("Chưa đặt mã PIN quản trị")
    kiosk.pilot.key("1")
    kiosk.pilot.key("enter")
    assert not any(text.isdigit() for text in kiosk.words)
    assert isinstance(page.leave(), LoginPage)


def scrambled(counter):
    kiosk = counter(pins=LOCKED, settings=DeskSettings(scramble_pins=True))
    return kiosk, kiosk.page.choose("Tư pháp – Hộ tịch")


def places(kiosk):
    keys = kiosk.sheet.pad.keys
    return tuple(sorted("0123456789", key=lambda digit: (-keys[digit].y, keys[digit].x)))


def test_a_scrambled_pad_stands_as_the_desk_says(counter):
    kiosk, page = scrambled(counter)
    assert places(kiosk) == tuple(str(digit) for digit in kiosk.view.scrambled)
    assert isinstance(page.type("2580").open(), RatingPage)


def test_after_a_wrong_try_a_scrambled_pad_is_another_one(counter):
    kiosk, page = scrambled(counter)
    orders = {places(kiosk)}
    for _ in range(2):
        page = page.type("1111").open()
        assert page.reads("Mã PIN chưa đúng. Xin nhập lại.")
        orders.add(places(kiosk))
    assert places(kiosk) == tuple(str(digit) for digit in kiosk.view.scrambled)
    assert len(orders) > 1


def test_on_the_keyboard_digits_stay_digits_when_the_pad_is_scrambled(counter):
    kiosk, _ = scrambled(counter)
    for key in ("2", "5", "8", "0", "enter"):
        kiosk.pilot.key(key)
    assert isinstance(kiosk.page, RatingPage)


def touch_thrice(kiosk, words):
    """An unsteady finger: three touches in a quarter of a second, all at one place."""
    kiosk.pilot.hear_again()
    where = kiosk.pilot.middle_of(kiosk.find(words))
    for _ in range(3):
        Finger(kiosk.pilot, *where).down().up()
        kiosk.pilot.time.seconds += 0.1


@pytest.mark.parametrize("department", [one.name for one in TOWN.departments])
def test_a_doubled_touch_on_a_tile_opens_a_shift_and_presses_nothing_below(counter, department):
    kiosk = counter()
    touch_thrice(kiosk, department)
    assert len(kiosk.journal.of("shift_opened")) == 1
    assert kiosk.levels == []
    assert isinstance(kiosk.page, RatingPage)


def test_a_doubled_touch_on_open_presses_nothing_below(counter):
    kiosk = counter(pins=LOCKED)
    kiosk.page.choose("Tư pháp – Hộ tịch").type("2580")
    touch_thrice(kiosk, "Mở")
    assert kiosk.levels == []
    assert isinstance(kiosk.page, RatingPage)


def test_a_doubled_touch_on_the_clerks_sheet_changes_the_department_once(at_shift_sheet):
    touch_thrice(at_shift_sheet, "Văn hóa – Xã hội")
    assert len(at_shift_sheet.journal.of("shift_opened")) == 2
    assert at_shift_sheet.levels == []


def test_a_doubled_touch_on_invite_invites_once_and_answers_nothing(counter):
    kiosk = counter(mode="invited")
    kiosk.on_duty()
    kiosk.pilot.key("f9")
    touch_thrice(kiosk, "Mở phiếu đánh giá · F8")
    assert len(kiosk.journal.of("ballot_opened")) == 1
    assert kiosk.levels == []


def test_a_doubled_touch_at_the_end_opens_no_shift(at_shift_sheet):
    at_shift_sheet.page.end().type("12").go_on()
    touch_thrice(at_shift_sheet, "Kết thúc phiên trực")
    assert isinstance(at_shift_sheet.page, LoginPage)
    assert len(at_shift_sheet.journal.of("shift_opened")) == 1


@pytest.mark.parametrize("size", [LAPTOP, PORTRAIT], ids=["landscape", "portrait"])
@pytest.mark.parametrize("words", ["Tiếp tục", "Không rõ số hồ sơ"])
def test_a_doubled_touch_never_ends_a_shift(counter, size, words):
    kiosk = counter(size=size)
    kiosk.on_duty().touch_names().end().type("12")
    kiosk.pilot.hear_again()
    where = kiosk.pilot.middle_of(kiosk.find(words))
    for _ in range(4):
        Finger(kiosk.pilot, *where).down().up()
        kiosk.pilot.time.seconds += 0.4
    assert isinstance(kiosk.page, DossiersPage)
    assert closings(kiosk) == []


def test_open_mode_has_nobody_to_invite(at_shift_sheet):
    assert not at_shift_sheet.reads("Mở phiếu đánh giá · F8")


def test_the_clerks_sheet_invites_in_invited_mode(counter):
    kiosk = counter(mode="invited")
    page = kiosk.on_duty()
    assert isinstance(page, InvitationPage)
    kiosk.pilot.tap(kiosk.sheet.strip.clerk)
    assert isinstance(kiosk.page.invite(), RatingPage)
    assert len(kiosk.journal.of("ballot_opened")) == 1


def test_twelve_departments_stand_on_one_page(counter):
    kiosk = counter(questionnaire=CITY)
    assert len(kiosk.sheet.departments.tiles) == 12
    assert not kiosk.reads("Trang 1 / 2")


@pytest.mark.parametrize("size", [LAPTOP, PORTRAIT], ids=["landscape", "portrait"])
def test_sixteen_departments_stand_on_one_page(counter, size):
    kiosk = counter(questionnaire=with_departments(16), size=size)
    assert len(kiosk.sheet.departments.tiles) == 16
    sizes = {tile.words.setting.size for tile in kiosk.sheet.departments.tiles}
    assert len(sizes) == 1
    assert min(sizes) >= 36
    assert isinstance(kiosk.page.choose("Bộ phận số 16"), RatingPage)


def test_sixteen_long_names_are_equal_in_size_and_in_at_most_three_lines(counter):
    kiosk = counter(questionnaire=SIXTEEN)
    settings = [tile.words.setting for tile in kiosk.sheet.departments.tiles]
    assert {setting.size for setting in settings} == {34}
    assert max(len(setting.lines) for setting in settings) <= 3
    assert all(setting.fits for setting in settings)


@pytest.mark.parametrize("questionnaire", [TOWN, CITY, SIXTEEN], ids=["3", "12", "16"])
@pytest.mark.parametrize("size", [LAPTOP, PORTRAIT], ids=["landscape", "portrait"])
def test_the_tag_of_the_last_shift_stands_within_its_own_tile(counter, size, questionnaire):
    kiosk = counter(questionnaire=questionnaire, size=size)
    kiosk.page.choose(questionnaire.departments[0].name).touch_names().end().go_on_without_number().end()
    tile = kiosk.sheet.departments.tiles[0]
    tag = next(part for part in tile.children if isinstance(part, Pill))
    assert tile.y < tag.y
    assert tag.top < tile.top
    assert tag.right < tile.right


def test_more_departments_stand_on_further_pages(counter):
    kiosk = counter(questionnaire=with_departments(25))
    assert kiosk.reads("Trang 1 / 3")
    kiosk.tap("Trang sau")
    assert kiosk.reads("Trang 2 / 3")
    assert not kiosk.reads("Bộ phận số 12")
    kiosk.tap("Trang trước")
    assert isinstance(kiosk.page.choose("Bộ phận số 12"), RatingPage)


def test_a_department_of_the_last_page_can_be_chosen(counter):
    kiosk = counter(questionnaire=with_departments(25))
    kiosk.tap("Trang sau")
    kiosk.tap("Trang sau")
    kiosk.page.choose("Bộ phận số 25")
    assert kiosk.view.department.name == "Bộ phận số 25"


def test_in_portrait_forty_departments_still_have_pages(counter):
    kiosk = counter(questionnaire=with_departments(40), size=PORTRAIT)
    assert kiosk.reads("Trang 1 / 3")
    kiosk.tap("Trang sau")
    kiosk.tap("Trang sau")
    assert isinstance(kiosk.page.choose("Bộ phận số 40"), RatingPage)
