"""What is really drawn: pictures are not empty, idle screens draw nothing, shaders are shared."""

import pytest
from kivy.graphics import Canvas

from kiosk.ui.widgets import paint
from kiosk.ui.widgets.panel import SURFACE
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


def test_another_window_size_lays_everything_out_anew(counter):
    kiosk = counter(size=LAPTOP)
    kiosk.on_duty()
    kiosk.pilot.window.size = FULL_HD
    kiosk.pilot.frame(2)
    assert tuple(kiosk.sheet.size) == FULL_HD
    kiosk.page.answer()
    assert kiosk.levels == ["satisfied"]
