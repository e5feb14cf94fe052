"""Real sizes: from the configuration, else from what a screen says of itself, where that can be true."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.check import display
from kiosk.check.subject import Window
from kiosk.screen_size import Screen, believed, described_in, diagonal_of_system, screen_of_edid
from tests.check.kit import states, subject

LAPTOP_15 = Screen(0, 0, 1366, 768, 344, 194)


def edid(width=1366, height=768, width_mm=344, height_mm=194):
    """A description as a screen sends it: VESA E-EDID 1.3, with one detailed timing."""
    block = bytearray(128)
    block[:8] = bytes.fromhex("00FFFFFFFFFFFF00")
    timing = memoryview(block)[54:72]
    timing[0] = 1  # a pixel clock
    for low, high, shift, value in (
        (2, 4, 4, width),
        (5, 7, 4, height),
        (12, 14, 4, width_mm),
        (13, 14, 0, height_mm),
    ):
        timing[low] = value & 0xFF
        timing[high] |= (value >> 8) << shift
    block[127] = -sum(block) % 256
    return bytes(block)


def system_folder(tmp_path, **screens):
    for connector, content in screens.items():
        folder = tmp_path / f"card0-{connector}"
        folder.mkdir()
        (folder / "edid").write_bytes(content)
    return tmp_path


def test_a_screen_tells_its_size_in_its_own_description():
    assert screen_of_edid(edid()) == LAPTOP_15
    assert screen_of_edid(edid(1920, 1080, 476, 268)).diagonal == pytest.approx(21.5, abs=0.05)
    assert screen_of_edid(edid(3840, 2160, 1210, 680)).diagonal == pytest.approx(54.6, abs=0.1)


@pytest.mark.parametrize("broken", [b"", edid()[:-1] + b"\x00", b"\x01" * 128, edid()[:100]])
def test_a_description_that_is_damaged_is_none(broken):
    assert screen_of_edid(broken) is None


@pytest.mark.parametrize(
    "impossible",
    [
        Screen(0, 0, 1920, 1080, 0, 0),  # a projector
        Screen(0, 0, 1920, 1080, 160, 90),  # the ratio instead of the size
        Screen(0, 0, 1920, 1080, 16, 9),
        Screen(0, 0, 1920, 1080, 508, 286),  # computed from 96 dots an inch
        Screen(0, 0, 1366, 768, 361, 203),
        Screen(0, 0, 1920, 1080, 400, 300),  # sides of another ratio
        Screen(0, 0, 1920, 1080, 3000, 1690),  # an adapter that dreams of a wall
    ],
)
def test_a_size_that_can_not_be_true_is_refused(impossible):
    assert believed([impossible]) is None


def test_a_screen_that_was_turned_keeps_its_size():
    assert believed([Screen(0, 0, 1080, 1920, 476, 268)]) == pytest.approx(21.5, abs=0.05)


def test_of_two_screens_that_may_be_it_none_is_believed(tmp_path):
    large = edid(1920, 1080, 476, 268)
    both = system_folder(tmp_path, **{"HDMI-A-1": large, "eDP-1": edid(), "DP-1": b""})
    assert len(described_in(both)) == 2
    assert believed(described_in(both)) is None
    assert believed([LAPTOP_15, LAPTOP_15]) == LAPTOP_15.diagonal


def test_the_screen_at_a_point_of_the_desktop_is_meant():
    second = Screen(1366, 0, 1920, 1080, 476, 268)
    assert [one.holds((1366, 0)) for one in (LAPTOP_15, second)] == [False, True]
    assert [one.holds((0, 767)) for one in (LAPTOP_15, second)] == [True, False]


def test_a_real_x_server_that_invents_its_size_is_not_believed():
    ask = "from kiosk import screen_size as s; print(len(s.of_x11()), s.diagonal_of_system((0, 0)))"
    command = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24", sys.executable, "-c", ask]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split() == ["1", "None"], done.stderr


def test_a_system_without_a_display_knows_no_size(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":7654")
    assert not diagonal_of_system((0, 0)) or list(Path("/sys/class/drm").glob("card*-*/edid"))


def sizes(tmp_path, *settings, window=(1920, 1080), system=None):
    here = subject(tmp_path, *settings, window=Window(*window, "4.5"))
    found = list(display.check(replace(here, diagonal_of_system=lambda _position: system)))
    assert states(found)[0] == ("display", "ok")
    return found[-1]


def test_a_screen_whose_size_nobody_knows_is_a_warning(tmp_path):
    found = sizes(tmp_path)
    assert (found.check, found.state.value) == ("size", "warn")
    assert "diagonal_inches" in found.cure.vi


def test_the_size_comes_from_the_configuration_and_else_from_the_system(tmp_path):
    assert (
        "21.5 inch: answers are 122 mm, the smallest button is 28 mm" in sizes(tmp_path, system=21.5).what.en
    )
    assert (
        "15,6 inch: câu trả lời 88 mm" in sizes(tmp_path, "display.diagonal_inches=15.6", system=21.5).what.vi
    )


@pytest.mark.parametrize(
    ("window", "inches", "enough"), [((1920, 1080), 13.3, 15.5), ((1080, 1920), 10.1, 15.5)]
)
def test_a_screen_that_is_too_small_is_told_which_would_do(tmp_path, window, inches, enough):
    found = sizes(tmp_path, window=window, system=inches)
    assert found.state.value == "warn"
    assert "40 mm and 20 mm are needed" in found.what.en
    assert f"{enough} inches" in found.cure.en
    assert sizes(tmp_path, window=window, system=enough).state.value == "ok"
