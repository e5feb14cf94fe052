"""`kiosk setup` by touches alone: what is asked, where it says what is wrong, what it hands on."""

from dataclasses import replace

import pytest

from kiosk.setup.answers import Step
from kiosk.ui.administration import Finding, State
from kiosk.ui.setup.layouts import rows_of
from kiosk.ui.setup.tones import with_tone
from kiosk.ui.widgets.part import Rule
from tests.screens.pilot import FULL_HD, LAPTOP, PORTRAIT, Finger
from tests.screens.reading import touchables
from tests.screens.setup_kit import TOWN, SetupCounter
from tests.screens.setup_scenes import FULL


@pytest.fixture
def setup(pilot):
    """A bare PC; `setup(size=…, answers=…)` for another."""

    def make(**choices):
        return SetupCounter(pilot, **choices)

    return make


def at(setup, step, **choices):
    counter = setup(**{"answers": FULL, **choices})
    counter.app.turn_to_step(step)
    return counter


@pytest.mark.parametrize(
    ("size", "language"), [(LAPTOP, "vi"), (FULL_HD, "en"), (PORTRAIT, "vi"), (PORTRAIT, "en")]
)
def test_the_whole_way_by_touches_alone(setup, size, language):
    pc = setup(size=size)
    pc.tap({"vi": "Tiếng Việt", "en": "English"}[language])
    pc.tap_text("endpoint_example").tap_keys(*"hl", ".gov.vn").tap_text("typed")
    pc.tap_text("code_example").tap_keys(*"DKRSXK8HA5CS").tap_text("typed")
    pc.tap_text("ask")
    assert (pc.port.asked[0].endpoint, pc.port.asked[0].code) == (
        "https://hl.gov.vn/v1/batches",
        "DKRSXK8HA5CS",
    )
    pc.said("hoabinh-01")
    assert pc.reads(pc.text("place_told", device="hoabinh-01"))
    pc.tap_text("agency_example").tap_keys("x", "a", "nga", "space", *"hoa", "huyen").tap_text("typed", "on")
    pc.tap("Văn hóa – Xã hội").tap_text("remove")
    pc.tap_text("add").tap_keys(*"thu", "sac", "space", *"y").tap_text("typed", "on")
    pc.tap(pc.app.look.texts("pin.admin")).type_pin("2468").type_pin("2468").tap_text("on")
    for spot in list(pc.page.spots):
        pc.pilot.tap(spot)
    pc.tap_text("on", "write")
    saved = pc.port.saved[0]
    assert (saved.agency, saved.device, saved.pins) == ("Xã hòa", "hoabinh-01", {"admin": "2468"})
    assert [(one.code, one.name) for one in saved.departments] == [
        ("tu-phap-ho-tich", "Tư pháp – Hộ tịch"),
        ("dia-chinh", "Địa chính"),
        ("thu-y", "Thú y"),
    ]
    assert saved.touch_works
    pc.written()
    assert pc.reads(pc.text("all_good"))
    pc.tap_text("start")
    assert pc.app.done


def test_without_a_department_there_is_one_way_on_to_enter_the_first(setup):
    pc = at(setup, Step.DEPARTMENTS, answers=replace(FULL, departments=()))
    assert pc.reads(pc.text("departments_none"))
    assert not pc.reads(pc.text("on"))
    pc.tap_text("add").tap_keys(*"thu", "sac", "space", *"y").tap_text("typed")
    assert pc.reads(pc.text("departments_help"))
    assert pc.reads(pc.text("on"))


def test_leaving_at_the_first_page_hands_nothing_on(setup):
    pc = setup()
    pc.tap("Thoát")
    assert not pc.app.done
    assert pc.port.saved == []


def test_setup_speaks_english_from_the_first_touch(setup):
    pc = setup()
    pc.tap("English")
    assert pc.reads("Server")


@pytest.mark.parametrize("named", ["endpoint", "code"])
def test_what_the_server_refuses_is_told_beside_the_field_and_nothing_is_lost(setup, named):
    pc = at(setup, Step.CENTRE)
    pc.tap("Thử kết nối").said(**{named: "Máy chủ không nhận."})
    assert pc.reads("Máy chủ không nhận.")
    assert pc.answers == FULL


def test_a_fault_goes_with_the_answer_that_had_it(setup):
    pc = at(setup, Step.CENTRE)
    pc.tap("Thử kết nối").said(code="Mã đã dùng.")
    pc.tap("DKRS-XK8H-A5CS").tap("Xóa hết").tap_keys(*"DKRS").tap("Xong")
    assert not pc.reads("Mã đã dùng.")


def test_a_mistyped_code_is_told_without_asking_the_server(setup):
    pc = at(setup, Step.CENTRE, answers=replace(FULL, code="DKRS-XK8H-A5CT"))
    pc.tap("Thử kết nối")
    assert pc.port.asked == []
    assert pc.reads("Mã sai: mã có mười hai chữ và số, như DKRS-XK8H-A5CS; đọc lại từng chữ")


def test_without_a_code_the_server_is_not_asked(setup):
    pc = at(setup, Step.CENTRE, answers=replace(FULL, code=""))
    pc.tap("Thử kết nối")
    assert pc.port.asked == []
    assert pc.reads("Còn thiếu mã; nếu chưa có, chọn “Để sau”")


def test_later_goes_on_without_a_code_and_then_asks_for_the_name(setup):
    pc = at(setup, Step.CENTRE)
    pc.tap("Để sau")
    assert (pc.answers.code, pc.answers.endpoint) == ("", FULL.endpoint)
    assert pc.reads("Tên máy ở máy chủ")


def test_going_back_while_the_server_is_asked_drops_its_answer(setup):
    pc = at(setup, Step.CENTRE)
    pc.tap("Thử kết nối").tap("Quay lại")
    assert pc.port.job.cancelled
    pc.said("other")
    assert pc.page.step is Step.CENTRE
    assert pc.answers.device == FULL.device


def test_what_is_missing_is_told_beside_its_field(setup):
    pc = at(setup, Step.PLACE, answers=replace(FULL, agency="", device="", device_told=False))
    pc.tap("Tiếp tục")
    assert pc.words.count("Còn thiếu") == 2
    assert pc.page.step is Step.PLACE


def test_one_department_at_least_is_needed(setup):
    pc = at(setup, Step.DEPARTMENTS, answers=replace(FULL, departments=FULL.departments[:1]))
    pc.tap("Tư pháp – Hộ tịch").tap("Xóa bộ phận")
    assert "Tiếp tục" not in pc.words


def test_two_departments_of_one_name_are_told(setup):
    pc = at(setup, Step.DEPARTMENTS, answers=FULL.with_department("Địa chính"))
    pc.tap("Tiếp tục")
    assert pc.reads('Có hai bộ phận tên "Địa chính"')


def test_what_clears_a_line_springs_back_for_it_may_be_wanted_again(setup):
    pc = at(setup, Step.PLACE)
    pc.tap(FULL.agency).tap("Xóa hết")
    assert pc.page.keyboard.text == ""
    assert not any(part.pressed for part in touchables(pc.page))


def test_the_summary_names_every_department_where_there_is_room(setup):
    pc = at(setup, Step.SUMMARY, size=PORTRAIT)
    assert pc.reads(", ".join(one.name for one in FULL.departments))


def test_the_lines_of_the_summary_are_equally_thick(setup):
    """On a screen of few pixels too, where two units are between one of them and two."""
    pc = at(setup, Step.SUMMARY, size=LAPTOP)
    strip, *lines = [part.height for part in pc.page.walk(restrict=True) if isinstance(part, Rule)]
    assert strip
    assert len(lines) == 8
    assert len(set(lines)) == 1


def test_leaving_the_keyboard_changes_nothing(setup):
    pc = at(setup, Step.DEPARTMENTS)
    pc.tap("Địa chính").tap_keys("a").tap("Quay lại")
    assert pc.answers == FULL


def test_without_the_administrators_pin_one_does_not_go_on(setup):
    pc = at(setup, Step.PINS, answers=replace(FULL, pins={}))
    pc.tap("Tiếp tục")
    assert pc.reads("Cần đặt mã PIN quản trị.")


def test_a_pin_of_a_former_time_is_enough(setup):
    pc = at(setup, Step.PINS, answers=replace(FULL, pins={}, pins_kept=frozenset({"admin"})))
    pc.tap("Tiếp tục")
    assert pc.page.step is Step.TOUCH


def test_a_short_pin_and_two_that_differ_are_not_taken(setup):
    pc = at(setup, Step.PINS, answers=replace(FULL, pins={}))
    pc.tap("Quản trị máy").type_pin("123")
    assert pc.reads("Mã PIN phải có 4–8 chữ số")
    pc.type_pin("1234").type_pin("1235")
    assert pc.reads("Hai lần nhập không giống nhau. Xin nhập lại từ đầu.")
    assert pc.answers.pins == {}


def test_no_digit_of_a_pin_is_shown(setup):
    pc = at(setup, Step.PINS)
    pc.tap("Quản trị máy")
    before = pc.words
    for digit in "9753":
        pc.pilot.tap(pc.page.pad.keys[digit])
    assert sorted(pc.words) == sorted([*before, "Tiếp tục"])


def test_a_corner_that_feels_nothing_can_be_passed_and_the_summary_says_so(setup):
    pc = at(setup, Step.TOUCH, answers=replace(FULL, touch_works=False))
    for spot in pc.page.spots[1:]:
        pc.pilot.tap(spot)
    pc.tap("Bỏ qua")
    assert pc.reads("chưa thử hết")


def test_what_could_not_be_written_is_told_and_can_be_tried_again(setup):
    pc = at(setup, Step.SUMMARY)
    pc.tap("Ghi cấu hình").failed("ổ đĩa đầy")
    assert pc.reads("Chưa cài đặt xong")
    assert pc.reads("Lỗi · ổ đĩa đầy")
    assert not pc.app.done
    pc.tap("Làm lại")
    assert len(pc.port.saved) == 2


def test_what_the_last_look_found_is_shown_with_its_cure(setup):
    pc = at(setup, Step.SUMMARY, starts=False)
    pc.tap("Ghi cấu hình").written([Finding(State.WARNING, "Màn hình tự tắt", "tắt chế độ ngủ")])
    assert pc.reads("Lưu ý · Màn hình tự tắt")
    assert pc.reads("Cần làm: tắt chế độ ngủ.")
    pc.tap("Xong")
    assert pc.app.done


def test_every_finding_can_be_read_leaf_by_leaf_without_a_terminal(setup):
    findings = [Finding(State.WARNING, f"Điều thứ {number}", "sửa") for number in range(1, 9)]
    pc = at(setup, Step.SUMMARY)
    pc.tap("Ghi cấu hình").written(findings)
    seen = [word for word in pc.words if "Điều thứ" in word]
    while len(seen) < len(findings):
        pc.tap(next(word for word in pc.words if word.startswith("Xem tiếp")))
        seen += [word for word in pc.words if "Điều thứ" in word]
    assert seen == [f"Lưu ý · Điều thứ {number}" for number in range(1, 9)]


def test_a_real_keyboard_types_goes_on_and_back(setup):
    pc = at(setup, Step.PLACE, answers=replace(FULL, agency=""))
    pc.tap("UBND xã …")
    for text in ("X", "ã", " ", "H"):
        pc.pilot.window.dispatch("on_textinput", text)
    pc.pilot.key("backspace")
    pc.pilot.key("enter")
    assert pc.answers.agency == "Xã"
    pc.pilot.key("enter")
    assert pc.page.step is Step.DEPARTMENTS
    pc.pilot.key("escape")
    assert pc.page.step is Step.PLACE


def test_a_shift_holds_for_one_letter_and_twice_for_all(setup):
    pc = at(setup, Step.DEPARTMENTS)
    pc.tap("Thêm bộ phận").tap_keys("a", "b", "shift", "đ", "e", "shift", "shift", "g", "h", "shift", "i")
    assert pc.page.keyboard.text == "AbĐeGHi"


def test_another_size_of_the_window_keeps_page_and_answers(setup):
    pc = at(setup, Step.PINS)
    pc.pilot.window.size = (1920, 1080)
    pc.pilot.frame(2)
    assert pc.page.step is Step.PINS
    assert pc.answers == FULL
    pc.pilot.window.size = (1366, 768)


def test_a_finger_that_comes_with_the_change_of_pages_presses_nothing(setup):
    pc = setup(answers=TOWN)
    pc.tap("English")
    back = [part for part in pc.page.walk(restrict=True) if getattr(part, "text", "") == "Back"][-1]
    Finger(pc.pilot, *pc.pilot.middle_of(back)).down().up()
    assert pc.page.step is Step.CENTRE


@pytest.mark.parametrize(
    ("typed", "tone", "shown"),
    [
        ("hoa", "huyen", "hòa"),
        ("UBND xa", "nga", "UBND xã"),
        ("quôc", "sac", "quốc"),
        ("gia", "sac", "giá"),
        ("toan", "huyen", "toàn"),
        ("dươc", "nang", "dược"),
        ("mua", "huyen", "mùa"),
        ("Hoà", "sac", "Hóa"),
        ("xã", "nga", "xa"),
        ("ĐIÊN", "nang", "ĐIỆN"),
        ("Thuy", "hoi", "Thủy"),
        ("gi", "huyen", "gì"),
        ("VHXH", "sac", "VHXH"),
        ("a ", "sac", "a "),
        ("", "sac", ""),
    ],
)
def test_a_tone_stands_where_it_is_written(typed, tone, shown):
    assert with_tone(typed, tone) == shown


@pytest.mark.parametrize("portrait", [False, True])
def test_the_keyboard_for_names_has_every_vietnamese_letter(portrait):
    keys = {cap.name for row in rows_of("words", portrait=portrait) for cap in row}
    assert set("abcdeghiklmnopqrstuvxyăâđêôơưfjwz0123456789") <= keys
    assert {"sac", "huyen", "hoi", "nga", "nang", "shift", "delete", "space"} <= keys
