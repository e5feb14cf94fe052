"""A citizen's whole way, touched in the real window."""

import gc
import os
from dataclasses import replace
from weakref import ref

import pytest

from benchmarks.machine import resident
from kiosk.ui.canned import TOWN
from kiosk.ui.theme import Motion
from tests.screens.pages import (
    InvitationPage,
    LoginPage,
    RatingPage,
    ReasonsPage,
    StillTherePage,
    ThanksPage,
)
from tests.screens.pilot import FULL_HD, LAPTOP, PORTRAIT

SIZES = pytest.mark.parametrize("size", [LAPTOP, FULL_HD, PORTRAIT], ids=lambda size: f"{size[0]}x{size[1]}")
CHOSEN = ["Rất hài lòng", "Hài lòng", "Không hài lòng", "Hài lòng"]
LEVELS = ["very_satisfied", "satisfied", "dissatisfied", "satisfied"]


@SIZES
def test_the_whole_way_from_the_first_criterion_to_a_fresh_screen(counter, size):
    kiosk = counter(size=size)
    page = kiosk.on_duty()
    assert page.criterion == "Thời gian giải quyết"
    page = page.answer_all(*CHOSEN)
    assert isinstance(page, ReasonsPage)
    page = page.choose("Chậm hẹn", "Hướng dẫn chưa rõ").send()
    assert isinstance(page, ThanksPage)
    assert page.reads("Trân trọng cảm ơn Ông/Bà!")
    assert kiosk.levels == LEVELS
    assert list(kiosk.last_ballot.reasons) == ["cham-hen", "huong-dan"]
    assert isinstance(kiosk.wait(5.5), RatingPage)
    assert kiosk.view.fresh


def test_sheets_gone_by_are_let_go_of_while_the_thanks_are_there(counter):
    kiosk = counter()
    page = kiosk.on_duty()
    gc.disable()
    try:
        gone_by = []
        for level in CHOSEN:
            gone_by.append(ref(kiosk.sheet))
            page = page.answer(level)
        gone_by.append(ref(kiosk.sheet))
        page.skip()
        kiosk.wait(Motion.deaf)
        assert [sheet for sheet in gone_by if sheet()] == []
    finally:
        gc.enable()


def test_what_the_screens_took_goes_back_to_the_system_while_the_thanks_are_there(counter):
    kiosk = counter()
    page = kiosk.on_duty().answer_all(*CHOSEN)
    taken = [bytes(800) for _ in range(50_000)]  # the C library's: Python's own are smaller
    last = taken[-1]  # in use above all that is free then, so the C library keeps that
    held = resident(os.getpid())
    taken.clear()
    assert held - resident(os.getpid()) < 5
    page.skip()
    kiosk.wait(Motion.deaf)
    assert held - resident(os.getpid()) > 30
    assert len(last) == 800


@SIZES
def test_the_whole_way_in_english_and_large_type(counter, size):
    kiosk = counter(size=size)
    page = kiosk.on_duty().other_language().other_type()
    assert page.criterion == "Processing time"
    page = page.answer_all("Very satisfied", "Satisfied", "Dissatisfied", "Satisfied")
    assert page.reads("What could be improved?")
    page = page.tap("Result was late").tap("Send suggestions")
    assert page.reads("Thank you very much!")
    assert kiosk.levels == LEVELS


def test_the_first_criterion_is_the_idle_screen_with_the_invitation(counter):
    page = counter().on_duty()
    assert page.reads("Kính mời Ông/Bà chạm để đánh giá mức độ hài lòng")
    assert page.reads("Không ghi tên, không ghi số hồ sơ")
    assert page.answer().reads("Ông/Bà hài lòng ở mức nào?")


@pytest.mark.parametrize("size", [LAPTOP, PORTRAIT], ids=["landscape", "portrait"])
def test_that_nobody_is_named_stands_on_every_criterion(counter, size):
    page = counter(size=size).on_duty()
    for _ in range(4):
        assert page.reads("Không ghi tên, không ghi số hồ sơ")
        page = page.answer()


def test_large_buttons_in_portrait_leave_room_for_short_words_only(counter):
    kiosk = counter(size=PORTRAIT)
    page = kiosk.on_duty().other_language().other_type()
    assert page.reads("1 / 4")
    kiosk.journal.slow = True
    page.answer("Satisfied")
    kiosk.wait(0.75)
    assert kiosk.reads("A moment…")


def test_each_answer_counts_the_step_of_the_way(counter):
    page = counter().on_duty()
    for step in (1, 2, 3, 4):
        assert page.reads(f"Câu {step} / 4")
        page = page.answer()


def test_a_criterion_can_be_skipped(counter):
    kiosk = counter()
    page = kiosk.on_duty().answer().skip().answer().skip()
    page.skip()
    assert kiosk.levels == ["satisfied", "satisfied"]
    assert list(kiosk.last_ballot.skipped) == ["thai-do", "chung"]


def test_skipping_everything_leaves_no_answer(counter):
    kiosk = counter()
    page = kiosk.on_duty().skip().skip().skip().skip()
    assert isinstance(page, ReasonsPage)
    assert page.reads("Ông/Bà có thể chọn một hoặc nhiều ý, hoặc bỏ qua.")
    assert kiosk.levels == []


def test_a_changed_mind_is_a_further_tap(counter):
    kiosk = counter()
    page = kiosk.on_duty().answer("Hài lòng").back()
    assert page.criterion == "Thời gian giải quyết"
    page.answer("Không hài lòng")
    assert kiosk.levels == ["satisfied", "dissatisfied"]


def test_the_first_criterion_has_no_way_back(counter):
    page = counter().on_duty()
    assert not page.reads("Quay lại")
    assert page.answer().reads("Quay lại")


def test_from_the_reasons_one_can_go_back_to_the_last_criterion(counter):
    page = counter().on_duty().answer_all().back()
    assert page.criterion == "Đánh giá chung về quá trình giải quyết TTHC"


def test_a_reason_can_be_taken_back(counter):
    kiosk = counter()
    kiosk.on_duty().answer_all().choose("Chậm hẹn", "Kết quả chưa đúng", "Chậm hẹn").send()
    assert list(kiosk.last_ballot.reasons) == ["ket-qua"]


def test_after_an_answer_the_reasons_say_that_it_is_recorded(counter):
    page = counter().on_duty().answer("Không hài lòng").skip().skip().skip()
    assert page.reads("Chọn một hoặc nhiều ý, hoặc bỏ qua. Ý kiến vừa rồi đã được ghi nhận.")


def test_reasons_can_be_sent_only_while_one_is_chosen(counter):
    page = counter().on_duty().answer_all()
    assert not page.reads("Gửi góp ý")
    page.choose("Chậm hẹn", "Kết quả chưa đúng")
    assert page.reads("Gửi góp ý")
    page.choose("Chậm hẹn", "Kết quả chưa đúng")
    assert not page.reads("Gửi góp ý")
    assert isinstance(page.choose("Chậm hẹn").send(), ThanksPage)


@pytest.mark.parametrize("size", [LAPTOP, PORTRAIT], ids=["landscape", "portrait"])
def test_the_main_button_is_the_rightmost_in_portrait_the_last(counter, size):
    kiosk = counter(size=size)
    kiosk.on_duty().answer_all().choose("Chậm hẹn")
    sheet = kiosk.sheet
    assert is_last(sheet.send, sheet.back, sheet.skip)
    kiosk.wait(31)
    assert is_last(kiosk.sheet.go_on, kiosk.sheet.finish)


def is_last(main, *others):
    if main.look.frame.portrait:
        return all(main.top <= other.y for other in others)
    return all(main.x >= other.right for other in others)


def test_reasons_can_be_skipped_whatever_was_chosen(counter):
    kiosk = counter()
    page = kiosk.on_duty().answer_all().choose("Chậm hẹn").skip()
    assert isinstance(page, ThanksPage)
    assert list(kiosk.last_ballot.reasons) == []


def test_after_thirty_seconds_the_screen_asks_and_the_citizen_goes_on(counter):
    kiosk = counter()
    kiosk.on_duty().answer()
    page = kiosk.wait(31)
    assert isinstance(page, StillTherePage)
    page = page.go_on()
    assert isinstance(page, RatingPage)
    assert page.criterion == "Thái độ của cán bộ tiếp nhận hồ sơ"


def test_whoever_finishes_there_is_thanked_and_what_is_answered_counts(counter):
    kiosk = counter()
    kiosk.on_duty().answer("Rất hài lòng")
    page = kiosk.wait(31).finish()
    assert isinstance(page, ThanksPage)
    assert kiosk.last_ballot.answers == {"thoi-gian": "very_satisfied"}
    assert kiosk.last_ballot.outcome == "partial"


def test_silence_keeps_what_is_answered_and_freshens_the_screen(counter):
    kiosk = counter()
    kiosk.on_duty().other_language().answer("Satisfied")
    kiosk.wait(31)
    page = kiosk.wait(21)
    assert page.criterion == "Thời gian giải quyết"
    assert kiosk.last_ballot.outcome == "partial"
    assert kiosk.view.fresh


def test_the_countdown_steps_with_the_seconds(counter):
    kiosk = counter()
    kiosk.on_duty().answer()
    kiosk.wait(30.5)
    assert kiosk.reads("20")
    assert kiosk.reads("giây")
    kiosk.wait(4)
    assert kiosk.reads("16")


def test_language_and_large_type_end_with_the_citizen(counter):
    kiosk = counter()
    page = kiosk.on_duty().other_language().other_type()
    page.answer_all(*["Satisfied"] * 4).tap("Skip")
    page = kiosk.wait(16)
    assert page.criterion == "Thời gian giải quyết"
    assert not kiosk.view.easy


def test_language_and_large_type_end_when_nobody_answers(counter):
    kiosk = counter()
    kiosk.on_duty().other_language().other_type()
    page = kiosk.wait(95)
    assert page.criterion == "Thời gian giải quyết"
    assert not kiosk.view.easy


def test_the_other_language_is_named_in_itself(counter):
    page = counter().on_duty()
    assert page.reads("English")
    assert page.other_language().reads("Tiếng Việt")


def test_large_type_can_be_left_again(counter):
    kiosk = counter()
    page = kiosk.on_duty().other_type()
    assert page.reads("Chữ vừa")
    page.other_type()
    assert not kiosk.view.easy


def test_with_one_language_there_is_no_switch(counter):
    kiosk = counter(languages=("vi",))
    kiosk.on_duty()
    assert kiosk.sheet.strip.language_button is None


def test_thanks_can_be_left_by_a_tap_anywhere(counter):
    kiosk = counter()
    page = kiosk.on_duty().answer_all().skip()
    assert isinstance(page, ThanksPage)
    assert page.reads("Màn hình tự trở về sau vài giây; chạm vào màn hình để trở về ngay.")
    assert kiosk.sheet.leave.box.y == kiosk.sheet.strip.box.bottom
    kiosk.pilot.tap(kiosk.sheet.leave)
    assert isinstance(kiosk.page, RatingPage)


def test_without_reasons_thanks_follow_the_last_criterion(counter):

    page = counter(questionnaire=replace(TOWN, reasons=())).on_duty().answer_all()
    assert isinstance(page, ThanksPage)


def test_in_invited_mode_the_screen_waits_until_the_clerk_invites(counter):
    kiosk = counter(mode="invited")
    page = kiosk.on_duty()
    assert isinstance(page, InvitationPage)
    page = page.invite()
    assert isinstance(page, RatingPage)
    page = page.answer_all(*CHOSEN).skip()
    assert isinstance(page, ThanksPage)
    assert kiosk.last_ballot.mode == "invited"
    assert isinstance(kiosk.wait(6), InvitationPage)


def test_an_invitation_that_nobody_takes_up_ends_by_itself(counter):
    kiosk = counter(mode="invited")
    kiosk.on_duty().invite()
    page = kiosk.wait(61)
    assert isinstance(page, InvitationPage)
    assert kiosk.last_ballot.answers == {}


def test_nobody_can_rate_before_the_clerk_has_logged_in(counter):
    kiosk = counter()
    assert isinstance(kiosk.page, LoginPage)
    assert not kiosk.reads("Rất hài lòng")
