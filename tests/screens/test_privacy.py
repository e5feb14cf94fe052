"""Nobody reads an answer over a shoulder: whatever was chosen, the screens are equal to the pixel.

Nor is it heard, or told by a watch: whole visits are compared frame by frame, sound by sound, entry by entry.
"""

import re
from itertools import combinations

import pytest

from kiosk.domain.entries import line_of
from tests.screens.pages import ReasonsPage, StillTherePage, ThanksPage
from tests.screens.pilot import FULL_HD, LAPTOP, PORTRAIT
from tests.screens.witness import QUARTER, Witness, differences

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


def arrive(kiosk, *, easy):
    """A citizen stands before the first criterion."""
    kiosk.on_duty()
    kiosk.pilot.key("f8")  # in open mode it does nothing
    if easy:
        kiosk.page.other_type()
    kiosk.pilot.hear_again()


def press(witness, part):
    """A finger comes down, rests a moment, and is lifted; each frame of it is seen."""
    witness.watch(0.2, step=0.1)  # the fade
    witness.watch(0.25, step=0.25)  # the rest of the time in which the screen is deaf
    finger = witness.kiosk.pilot.press(part)
    witness.watch(0.1)
    finger.up()
    witness.look()


def visit(kiosk, answer, *, easy=False):
    """A whole visit: every criterion, one of the commits slow, a reason, thanks, the idle screen."""
    arrive(kiosk, easy=easy)
    witness = Witness(kiosk, answer)
    for number in range(4):
        kiosk.journal.slow = number == 1
        press(witness, witness.card)
        if kiosk.journal.slow:
            witness.watch(0.8, step=0.4)
            kiosk.journal.slow = False
            kiosk.journal.confirm()
            witness.look()
    press(witness, kiosk.sheet.chips[0])
    press(witness, kiosk.find("Gửi góp ý"))
    witness.watch(0.2)
    witness.linger(16 if easy else 6)
    witness.writings = [[without_level(entry) for entry in commit] for commit in kiosk.journal.commits]
    return witness


def visits(counter, way, **choices):
    """A witness of each answer."""
    seen = []
    for answer in ANSWERS:
        kiosk = counter(size=QUARTER, **choices)
        seen.append(way(kiosk, answer))
        kiosk.pilot.stop_app()
    return seen


def what_tells(seen):
    return [found for pair in combinations(seen, 2) for found in differences(*pair)]


@pytest.mark.parametrize("mode", ["open", "invited"])
@pytest.mark.parametrize("easy", [False, True], ids=["normal", "large"])
def test_a_whole_visit_looks_sounds_and_lasts_the_same(counter, mode, easy):
    """And is written the same: as many commits and entries, equal to the byte but for the level's code."""
    seen = visits(counter, lambda kiosk, answer: visit(kiosk, answer, easy=easy), mode=mode)
    assert what_tells(seen) == []
    for witness in seen:
        idle = "invitation 0" if mode == "invited" else "rating 0"
        assert [screen for _, screen in witness.changes] == [
            "rating 0", "rating 1", "rating 1 waits", "rating 2", "rating 3", "reasons 0", "thanks 0", idle
        ]  # fmt: skip
        assert len(witness.sounds) == 5
        assert witness.writings == seen[0].writings


def test_a_citizen_who_walks_away_leaves_the_same_countdown(counter):
    def way(kiosk, answer):
        arrive(kiosk, easy=False)
        witness = Witness(kiosk, answer)
        press(witness, witness.card)
        witness.linger(54)
        assert [screen for _, screen in witness.changes] == [
            "rating 0", "rating 1", "still_there 0", "rating 0"
        ]  # fmt: skip
        return witness

    assert what_tells(visits(counter, way)) == []


def test_sliding_off_an_answer_looks_the_same(counter):
    def way(kiosk, answer):
        arrive(kiosk, easy=False)
        witness = Witness(kiosk, answer)
        finger = kiosk.pilot.press(witness.card)
        witness.watch(0.15)
        finger.slide(1, 1)
        witness.watch(0.3)
        finger.up()
        return witness

    assert what_tells(visits(counter, way)) == []


def test_a_witness_would_notice(counter):
    """The proof itself: a card that is pressed a little deeper, or a sound that comes later, is found."""

    def way(kiosk, answer):
        arrive(kiosk, easy=False)
        witness = Witness(kiosk, answer)
        witness.card.depth = 0.5 if answer == "Hài lòng" else 0.6
        witness.watch(0.1)
        if answer == "Không hài lòng":
            kiosk.app._chime.play()
        return witness

    found = what_tells(visits(counter, way))
    assert any(one.startswith("chosen") for one in found)
    assert any(one.startswith("sounds") for one in found)


def without_level(entry):
    """An entry's line without its random names, and with one code for every level."""
    line = re.sub(r'"[0-9a-f]{16}"', '"name"', line_of(entry))
    return re.sub(r'"(very_satisfied|satisfied|dissatisfied)"', '"level"', line)
