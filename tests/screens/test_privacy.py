"""Nobody reads an answer over a shoulder: whatever was chosen, the screens are equal to the pixel."""

import pytest

from tests.screens.pages import ReasonsPage, StillTherePage, ThanksPage
from tests.screens.pilot import FULL_HD, LAPTOP, PORTRAIT

ANSWERS = ("Rất hài lòng", "Hài lòng", "Không hài lòng")
SIZES = pytest.mark.parametrize("size", [LAPTOP, FULL_HD, PORTRAIT], ids=lambda size: f"{size[0]}x{size[1]}")


def pictures(counter, way, **choices):
    """What stands on the screen after a way that begins with each of the three answers."""
    seen = []
    for answer in ANSWERS:
        kiosk = counter(**choices)
        way(kiosk, answer)
        seen.append(kiosk.pilot.pixels())
        kiosk.pilot.stop_app()
    return seen


def all_equal(seen):
    return len(set(seen)) == 1


def test_the_criterion_after_an_answer_looks_the_same(counter):
    assert all_equal(pictures(counter, lambda kiosk, answer: kiosk.on_duty().answer(answer)))


def test_the_criterion_returned_to_does_not_show_what_was_chosen(counter):
    assert all_equal(pictures(counter, lambda kiosk, answer: kiosk.on_duty().answer(answer).back()))


def test_the_reasons_look_the_same(counter):
    def way(kiosk, answer):
        assert isinstance(kiosk.on_duty().answer_all(*[answer] * 4), ReasonsPage)

    assert all_equal(pictures(counter, way))


@SIZES
def test_the_thanks_look_the_same(counter, size):
    def way(kiosk, answer):
        assert isinstance(kiosk.on_duty().answer_all(*[answer] * 4).skip(), ThanksPage)

    assert all_equal(pictures(counter, way, size=size))


def test_the_question_whether_one_is_still_there_looks_the_same(counter):
    def way(kiosk, answer):
        kiosk.on_duty().answer(answer)
        assert isinstance(kiosk.wait(31), StillTherePage)

    assert all_equal(pictures(counter, way))


def test_out_of_service_looks_the_same(counter):
    def way(kiosk, answer):
        kiosk.on_duty()
        kiosk.journal.refusing = True
        kiosk.page.answer(answer)

    assert all_equal(pictures(counter, way))


def test_nothing_is_preselected(counter):
    kiosk = counter()
    kiosk.on_duty()
    assert [card.pressed for card in kiosk.sheet.cards] == [False] * 3
    kiosk.page.answer_all()
    assert [chip.chosen for chip in kiosk.sheet.chips] == [False] * 6


@SIZES
@pytest.mark.parametrize("easy", [False, True], ids=["day", "large"])
def test_the_three_answers_are_equal_in_size_and_type(counter, size, easy):
    kiosk = counter(size=size)
    page = kiosk.on_duty()
    if easy:
        page.other_type()
    cards = kiosk.sheet.cards
    assert len({tuple(card.box[2:]) for card in cards}) == 1
    heights = [card.height for card in cards]
    widths = [card.width for card in cards]
    assert max(heights) - min(heights) <= 1  # edges are rounded to whole pixels
    assert max(widths) - min(widths) <= 1
    assert len({card.words.setting.size for card in cards}) == 1
    assert len({card.words.lettering.weight for card in cards}) == 1
    assert len({card.words.colour for card in cards}) == 1


def test_pressed_answers_differ_from_rest_in_the_same_places(counter):
    """The frame and the ground around face and words are equal to the pixel, whichever is pressed."""
    kiosk = counter(size=FULL_HD)
    kiosk.on_duty()
    corners = set()
    for answer in ANSWERS:
        kiosk.pilot.hear_again()
        card = kiosk.find(answer)
        finger = kiosk.pilot.press(card)
        corners.add(corner_of(kiosk, card))
        finger.slide(1, 1).up()
    assert len(corners) == 1


def corner_of(kiosk, card):
    """The 60 x 60 pixels at the lower left of a card."""
    data, (width, _) = kiosk.pilot.pixels(), kiosk.pilot.window.size
    left, bottom = int(card.x), int(card.y)
    rows = (data[4 * (y * width + left) : 4 * (y * width + left + 60)] for y in range(bottom, bottom + 60))
    return b"".join(rows)


def test_the_clerks_screens_are_the_same_before_and_after_ballots(counter):
    kiosk = counter()
    kiosk.on_duty().touch_names()
    before = kiosk.pilot.pixels()
    kiosk.page.back().answer_all("Không hài lòng", "Hài lòng", "Không hài lòng", "Hài lòng").skip()
    kiosk.wait(6)
    kiosk.page.touch_names()
    assert kiosk.pilot.pixels() == before
