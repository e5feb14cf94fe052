"""Nothing says "received" before the journal has it; a slow or refusing journal is shown plainly."""

import threading

import pytest

from kiosk.ui.committer import ScreenCommitter
from tests.screens.counter import Journal
from tests.screens.pages import OutOfServicePage, RatingPage, ReasonsPage, ThanksPage
from tests.screens.pilot import PORTRAIT, Finger
from tests.screens.reading import touchables

WAITING = "Xin chờ một chút…"


@pytest.fixture
def slow(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.journal.slow = True
    return kiosk


def test_until_the_commit_the_card_stays_pressed_and_the_criterion_stays(slow):
    page = slow.page.answer("Hài lòng")
    assert page.criterion == "Thời gian giải quyết"
    assert slow.find("Hài lòng").pressed
    assert not slow.find("Rất hài lòng").pressed
    slow.journal.confirm()
    slow.pilot.frame(2)
    assert slow.page.criterion == "Thái độ của cán bộ tiếp nhận hồ sơ"
    assert not slow.find("Hài lòng").pressed


def test_input_is_closed_during_a_commit(slow):
    slow.page.answer("Hài lòng")
    with pytest.raises(AssertionError, match="landed on"):
        slow.tap("Không hài lòng")
    slow.journal.confirm()
    assert slow.levels == ["satisfied"]


@pytest.mark.parametrize("button", ["language_button", "type_button"])
@pytest.mark.parametrize("seconds", [0.4, 1, 3])
def test_language_and_type_touched_during_a_commit_change_nothing(slow, button, seconds):
    slow.page.answer("Hài lòng")
    slow.wait(seconds)
    target = getattr(slow.sheet.strip, button)
    Finger(slow.pilot, *slow.pilot.middle_of(target)).down().up()
    assert slow.view.language == "vi"
    assert not slow.view.easy
    assert not target.pressed
    slow.journal.confirm()
    slow.wait(0.25)
    assert slow.page.criterion == "Thái độ của cán bộ tiếp nhận hồ sơ"
    assert slow.levels == ["satisfied"]


@pytest.mark.parametrize("button", ["language_button", "type_button"])
def test_language_and_type_chosen_before_a_slow_commit_stay_through_it(slow, button):
    slow.pilot.tap(getattr(slow.sheet.strip, button))
    chosen = slow.view.language, slow.view.easy
    slow.pilot.tap(slow.sheet.cards[1])
    slow.wait(2)
    assert (slow.view.language, slow.view.easy) == chosen
    slow.journal.confirm()
    slow.wait(0.25)
    assert (slow.view.language, slow.view.easy, slow.view.position) == (*chosen, 1)


def test_a_page_of_languages_goes_when_the_desk_goes_out_of_service(slow):
    """The desk's own entries can fail while nobody touches anything."""
    slow.page.answer()
    slow.app.cover("languages")
    slow.wait(5.5)
    assert isinstance(slow.page, OutOfServicePage)
    assert slow.reads("Máy tạm ngừng nhận đánh giá")


def test_after_half_a_second_a_waiting_sign_takes_the_place_of_the_count(slow):
    slow.page.answer()
    assert slow.reads("Câu 1 / 4")
    slow.wait(0.75)
    assert slow.reads(WAITING)
    assert not slow.reads("Câu 1 / 4")
    slow.journal.confirm()
    slow.wait(0.25)
    assert slow.reads("Câu 2 / 4")


def test_a_quick_commit_shows_no_waiting_sign(slow):
    slow.page.answer()
    slow.wait(0.25)
    assert not slow.reads(WAITING)


def test_the_waiting_sign_stands_on_the_reasons_too(slow):
    slow.journal.slow = False
    slow.page.answer_all()
    slow.journal.slow = True
    slow.page.skip()
    slow.wait(0.75)
    assert slow.reads(WAITING)
    assert not slow.reads("Trân trọng cảm ơn Ông/Bà!")


def test_the_reasons_chosen_stand_while_the_ballot_is_closed(slow):
    slow.journal.slow = False
    slow.page.answer_all()
    slow.journal.slow = True
    slow.page.choose("Chậm hẹn").send()
    assert isinstance(slow.page, ReasonsPage)
    assert [chip.code for chip in slow.sheet.chips if chip.chosen] == ["cham-hen"]
    slow.journal.confirm()
    assert isinstance(slow.wait(0.25), ThanksPage)


@pytest.mark.parametrize("size", [None, PORTRAIT])
def test_after_five_seconds_the_desk_is_out_of_service(counter, size):
    kiosk = counter(**({"size": size} if size else {}))
    kiosk.on_duty()
    kiosk.journal.slow = True
    kiosk.page.answer()
    page = kiosk.wait(5.5)
    assert isinstance(page, OutOfServicePage)
    assert page.reads("Máy tạm ngừng nhận đánh giá")
    assert not page.reads(WAITING)


def test_a_refused_write_shows_out_of_service_and_never_thanks(slow):
    slow.journal.slow, slow.journal.refusing = False, True
    page = slow.page.answer()
    assert isinstance(page, OutOfServicePage)
    assert slow.levels == []


def test_a_late_commit_stays_and_its_ballot_closes_as_interrupted(slow):
    slow.page.answer("Rất hài lòng")
    slow.wait(5.5)
    slow.journal.slow = False
    slow.journal.confirm()
    page = slow.wait(0.5)
    assert isinstance(page, RatingPage)
    assert slow.view.fresh
    assert slow.levels == ["very_satisfied"]
    assert slow.last_ballot.outcome == "interrupted"


def test_the_desk_comes_back_when_the_journal_does(slow):
    slow.journal.slow, slow.journal.refusing = False, True
    slow.page.answer()
    slow.journal.refusing = False
    assert isinstance(slow.wait(6), RatingPage)


def test_out_of_service_names_the_machine_to_whoever_is_asked_for_help(slow):
    slow.journal.slow, slow.journal.refusing = False, True
    slow.page.answer()
    assert slow.reads("Máy: binhduong-01 · Quầy 2")


def test_out_of_service_offers_nothing_to_touch(slow):
    slow.journal.slow, slow.journal.refusing = False, True
    slow.page.answer()

    assert touchables(slow.sheet) == []


class ThreadedJournal(Journal):
    """Answers from a thread of its own, as the journal's writer does."""

    def __init__(self):
        super().__init__()
        self.threads = []

    def _answer(self, entries, done):
        writer = threading.Thread(target=super()._answer, args=(entries, done))
        writer.start()
        writer.join()


def test_answers_of_the_writers_thread_come_back_on_the_screens_thread(counter):
    journal, threads = ThreadedJournal(), []

    class Watched(ScreenCommitter):
        def commit(self, entries, done):
            super().commit(entries, lambda ok: (threads.append(threading.current_thread()), done(ok)))

    kiosk = counter(committer=Watched(journal))
    kiosk.page.choose("Địa chính")
    kiosk.pilot.frame(2)
    page = kiosk.page.answer()
    kiosk.pilot.frame(2)
    assert kiosk.page.criterion == "Thái độ của cán bộ tiếp nhận hồ sơ"
    assert page.counter.view.busy is False
    assert set(threads) == {threading.main_thread()}
    assert [tap.level for tap in journal.of("tap")] == ["satisfied"]
