"""Design units on real screens."""

import pytest

from kiosk.ui.frame import Box, Frame, millimetres


def test_a_unit_is_a_pixel_of_full_hd():
    assert Frame(1920, 1080).area(Box(64, 388, 565, 492)) == (64, 200, 565, 492)


def test_a_portrait_screen_has_a_portrait_frame():
    frame = Frame(1080, 1920)
    assert frame.portrait
    assert (frame.w, frame.h, frame.unit) == (1080, 1920, 1.0)


def test_neighbours_in_units_are_neighbours_in_pixels():
    frame = Frame(1366, 768)
    for left in range(0, 1900, 7):
        x, _, width, _ = frame.area(Box(left, 0, 7, 10))
        assert x + width == frame.area(Box(left + 7, 0, 7, 10))[0]


@pytest.mark.parametrize(
    ("size", "units"),
    [
        ((1920, 1200), (1920, 1200)),
        ((1280, 1024), (1920, 1536)),
        ((2560, 1080), (2560, 1080)),
        ((800, 1280), (1200, 1920)),
    ],
)
def test_on_another_ratio_the_frame_has_more_room_one_way_and_fills_the_window(size, units):
    frame = Frame(*size)
    assert (frame.w, frame.h) == pytest.approx(units)
    assert frame.area(Box(0, 0, frame.w, frame.h)) == (0, 0, *size)


def test_a_shifted_frame_moves_everything_and_changes_no_size():
    box = Box(64, 388, 565, 492)
    x, y, width, height = Frame(1366, 768).area(box)
    assert Frame(1366, 768, shift=(3, -2)).area(box) == (x + 3, y - 2, width, height)


def test_columns_fill_the_width_between_the_margins():
    columns = Frame(1920, 1080).columns(3, margin=64, gap=48)
    assert columns[0][0] == 64
    assert columns[-1][0] + columns[-1][1] == pytest.approx(1920 - 64)


def test_millimetres_do_not_depend_on_the_resolution():
    assert millimetres(112, 15.6) == pytest.approx(20.1, abs=0.05)
    assert millimetres(112, 15.6, 1366, 768) == pytest.approx(20.1, abs=0.05)
    assert millimetres(112, 21.5) == pytest.approx(27.8, abs=0.05)
