"""What is really drawn: pictures are not empty, idle screens draw nothing, shaders are shared."""

import gc
import weakref

import pytest
from kivy.graphics import Canvas

from kiosk.ui.widgets import paint
from kiosk.ui.widgets.panel import SURFACE
from sync.status import SyncStatus
from tests.screens.pilot import FULL_HD, LAPTOP, PORTRAIT


def colours(pixels):
    return len({pixels[i : i + 4] for i in range(0, len(pixels), 4)})


@pytest.mark.parametrize("size", [LAPTOP, FULL_HD, PORTRAIT], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_first_criterion_is_drawn_with_its_colours(counter, size):
    kiosk = counter(size=size)
    kiosk.on_duty()
    pixels = kiosk.pilot.pixels()
    assert len(pixels) == size[0] * size[1] * 4
    assert colours(pixels) > 100
    for colour in ("F7F4EE", "FFFFFF", "86CDB1", "F0B53E", "C5B7EA", "14263A"):
        assert bytes.fromhex(colour + "FF") in pixels, colour


def pixel(kiosk, x, y):
    data, width = kiosk.pilot.pixels(), kiosk.pilot.window.width
    start = 4 * (int(y) * width + int(x))
    return data[start : start + 3].hex().upper()


def test_a_pressed_card_is_sunken_with_a_heavy_edge(counter):
    kiosk = counter(size=FULL_HD)
    kiosk.on_duty()
    card = kiosk.find("Hài lòng")
    edge, ground = (card.x + 6, card.center_y), (card.x + 20, card.center_y)
    assert (pixel(kiosk, *edge), pixel(kiosk, *ground)) == ("FFFFFF", "FFFFFF")
    kiosk.pilot.press(card)
    assert (pixel(kiosk, *edge), pixel(kiosk, *ground)) == ("14263A", "E6EBF1")


def test_a_chosen_reason_is_marked_without_colour_too(counter):
    kiosk = counter(size=FULL_HD)
    kiosk.on_duty().answer_all()
    chip = kiosk.find("Chậm hẹn")
    kiosk.page.choose("Chậm hẹn")
    assert pixel(kiosk, chip.x + 4, chip.center_y) == "17456B"
    assert pixel(kiosk, chip.right - 20, chip.center_y) == "E6EBF1"
    kiosk.page.choose("Chậm hẹn")
    assert pixel(kiosk, chip.x + 5, chip.center_y) == "FFFFFF"


def test_the_same_screen_is_the_same_to_the_pixel(counter):
    kiosk = counter()
    kiosk.on_duty()
    first = kiosk.pilot.pixels()
    kiosk.page.answer_all().skip()
    kiosk.wait(6)
    assert kiosk.pilot.pixels() == first


def test_an_idle_screen_draws_nothing(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.pilot.pixels()
    assert kiosk.pilot.frames_drawn_in(20) == 0


def test_a_countdown_draws_once_a_second(counter):
    kiosk = counter()
    kiosk.on_duty().answer()
    kiosk.wait(31)
    kiosk.pilot.pixels()
    assert 8 <= kiosk.pilot.frames_drawn_in(10) <= 11


def test_the_sync_dot_fills_when_all_is_sent(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.waiting_entries = 3
    kiosk.wait(0.5)
    hollow = kiosk.pilot.pixels()
    kiosk.waiting_entries = 0
    kiosk.wait(0.5)
    assert kiosk.pilot.pixels() != hollow


def test_before_the_first_look_at_the_journal_the_dot_does_not_say_that_all_is_sent(counter):
    kiosk = counter()
    kiosk.on_duty()
    sent = dot(kiosk)
    kiosk.sync = SyncStatus()
    kiosk.wait(0.5)
    unknown = dot(kiosk)
    kiosk.waiting_entries = 3
    kiosk.wait(0.5)
    assert unknown == dot(kiosk) != sent


def test_where_nothing_is_sent_to_anybody_there_is_no_dot(counter):
    kiosk = counter()
    kiosk.sync = SyncStatus(enabled=False)
    kiosk.on_duty()
    assert dot(kiosk) == "F7F4EE"
    kiosk.page.answer()
    assert dot(kiosk) == "F7F4EE"


def dot(kiosk):
    """The colour of the middle of the sync dot, and of its edge where it differs."""
    part = kiosk.sheet.strip._dot
    middle, edge = (pixel(kiosk, x, part.center_y) for x in (part.center_x, part.x + 1))
    return middle if middle == edge else f"{middle} in {edge}"


def test_a_cross_fade_ends_and_leaves_nothing_behind(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.pilot.time.seconds += 0.05
    kiosk.pilot.frame()
    assert kiosk.app.stage.veil > 0
    kiosk.pilot.hear_again()
    assert kiosk.app.stage.veil == 0
    assert kiosk.app.stage.canvas.after.length() == 0


def test_a_touch_during_a_cross_fade_goes_to_the_new_screen(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.pilot.time.seconds += 0.36
    kiosk.pilot.press(kiosk.find("Hài lòng")).up()
    assert kiosk.levels == ["satisfied"]


def test_large_type_has_no_cross_fade(counter):
    kiosk = counter()
    kiosk.on_duty().other_type()
    assert kiosk.app.stage.veil == 0


def test_shaders_are_compiled_once_whatever_is_drawn(counter):
    paint.painted.cache_clear()
    paint._context.cache_clear()
    kiosk = counter()
    kiosk.on_duty().answer_all().skip()
    kiosk.wait(6)
    kiosk.page.answer()
    kiosk.wait(31)
    sources = paint._context.cache_info().currsize
    assert sources <= 6
    kiosk.page.go_on().other_type().answer("Hài lòng")
    assert paint._context.cache_info().currsize == sources


def test_painting_while_a_canvas_is_open_adds_nothing_to_it():
    """Kivy adds every new instruction to the open canvas: a first shape once stood in the corner."""
    paint._context.cache_clear()
    paint._board.cache_clear()
    canvas = Canvas()
    with canvas:
        paint.paint(SURFACE, (8, 8), px=1.0, radius=2.0)
    assert canvas.length() == 0


def test_nothing_of_a_page_remains_when_it_is_gone(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.pilot.hear_again()
    instructions = kiosk.app.stage.canvas.length()
    former = weakref.ref(kiosk.sheet)
    kiosk.page.answer()
    kiosk.pilot.hear_again()
    gc.collect()
    assert former() is None
    assert kiosk.app.stage.canvas.length() == instructions


def test_another_window_size_lays_everything_out_anew(counter):
    kiosk = counter(size=LAPTOP)
    kiosk.on_duty()
    kiosk.pilot.window.size = FULL_HD
    kiosk.pilot.frame(2)
    assert tuple(kiosk.sheet.size) == FULL_HD
    kiosk.page.answer()
    assert kiosk.levels == ["satisfied"]
