"""Every text fits its place, nothing overlaps: every screen, in every language, manner and size."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.check import display
from kiosk.check.subject import Window
from kiosk.config.load import load
from kiosk.ui.frame import millimetres
from kiosk.ui.gallery import pictures
from kiosk.ui.gallery.draw import shown
from kiosk.ui.gallery.longest import LONGEST
from kiosk.ui.gallery.pictures import Picture, every_picture
from kiosk.ui.gallery.scene import LARGE, NORMAL, SIMULATED
from kiosk.ui.settings import Labels
from tests.screens.moments import (
    LANGUAGES,
    every_moment,
    laid_out,
    misfits,
    overlap,
    overlaps,
    spread_over,
    taking_turns,
)
from tests.screens.pilot import FULL_HD, LAPTOP, PORTRAIT

ALL_SIZES = {"1366x768": LAPTOP, "1920x1080": FULL_HD, "1080x1920": PORTRAIT}
OTHER_RATIOS = [(1280, 1024), (800, 1280)]
NEAR_ONES = [
    FULL_HD,
    (1600, 900),
    (768, 1366),
    (1280, 800),
    (1920, 1200),
    (1200, 1920),
]  # by rounding, or little


@pytest.fixture(scope="module")
def usual_sizes():
    return [moment for size in (LAPTOP, PORTRAIT) for moment in every_moment(size)]


@pytest.fixture(scope="module")
def moments(usual_sizes):
    others = (*taking_turns(OTHER_RATIOS), *spread_over(NEAR_ONES))
    return [*usual_sizes, *laid_out(others)]


def test_every_text_of_every_screen_fits_its_place(moments):
    assert not misfits(moments)


def test_no_two_texts_overlap(moments):
    assert not overlaps(moments)


def test_the_strip_always_tells_neighbouring_kiosks_apart(moments):
    """However long the names before it: the counter, on the administrator's pages the device."""
    for moment in moments:
        admin = moment.picture.scene_name.startswith("admin-")
        own = "binhduong-01" if admin else "Quầy số 12"
        if admin or moment.picture.scene_name.endswith("-longest"):
            assert any(text.text.endswith(f" · {own}") for text in moment.texts), moment.name


def test_in_large_type_a_long_criterion_is_read_as_easily_as_its_answers(usual_sizes):
    criteria = {criterion.text_in(language) for criterion in LONGEST.criteria for language in LANGUAGES}
    told = [
        text.size
        for moment in usual_sizes
        if moment.picture.size == LAPTOP and moment.picture.manner.easy
        for text in moment.texts
        if text.text in criteria
    ]
    assert min(told) >= 64


def test_no_text_leaves_the_window(moments):
    for moment in moments:
        window = (0, 0, *moment.picture.size)
        for text in moment.texts:
            for line in text.lines:
                assert line[:2] >= window[:2], (moment.name, text)
                assert line[2] <= window[2], (moment.name, text)
                assert line[3] <= window[3], (moment.name, text)


@pytest.mark.parametrize("size", ALL_SIZES)
def test_every_text_of_the_example_configuration_fits(size, monkeypatch):
    config = load(Path(__file__).resolve().parents[2] / "config.toml")
    labels = Labels(config.agency.name, config.agency.unit, config.device.counter)
    own = {
        name: replace(scene, questionnaire=config.questionnaire, labels=labels)
        for name, scene in pictures.BY_NAME.items()
    }
    monkeypatch.setattr(pictures, "BY_NAME", own)
    wanted = [f"rating-{number}" for number in range(1, 5)] + ["login-3", "reasons-chosen"]
    every = every_picture(LANGUAGES, [ALL_SIZES[size]])
    assert not misfits(laid_out(picture for picture in every if picture.scene_name in wanted))


def test_no_two_things_to_touch_overlap(moments):
    for moment in moments:
        for number, control in enumerate(moment.controls):
            for other in moment.controls[number + 1 :]:
                assert not overlap(control.place, other.place), (moment.name, control, other)


def test_every_answer_and_control_is_large_enough_on_the_smallest_screen(usual_sizes):
    """40 mm for answers, 20 mm for whatever else can be touched, on 15.6 inch; and as `kiosk check` says."""
    small = {}
    for moment in usual_sizes:
        said = display.millimetres(Window(*moment.picture.size, "4.5"), 15.6)
        for control in moment.controls:
            size = millimetres(control.least, 15.6, *moment.picture.size)
            needed = max(40, said[0]) if control.is_answer else max(20, said[1])
            if size < needed - 0.01:
                small[moment.name, control.kind, control.texts] = round(size, 1)
    assert small == {}
    assert {sum(control.is_answer for control in moment.controls) for moment in usual_sizes} == {0, 3}


def test_every_text_is_nfc(moments):
    for moment in moments:
        for text in moment.texts:
            assert unicodedata.is_normalized("NFC", text.text), (moment.name, text)


def test_a_screen_uses_at_most_six_sizes_of_type(usual_sizes):
    many = {}
    for moment in usual_sizes:
        sizes = {text.size for text in moment.texts}
        if len(sizes) > 6:
            many[moment.name] = sizes
    assert many == {}


def test_no_text_is_smaller_than_thirty_units(moments):
    for moment in moments:
        for text in moment.texts:
            assert text.size >= 30, (moment.name, text)


def test_nothing_moves_house_between_criteria_and_in_large_type():
    def places(name, manner):
        with shown(Picture(name, "vi", manner, FULL_HD)) as program:
            sheet = program.sheet
            skip, progress = sheet.skip.box, sheet.progress.box
            return [card.box.x for card in sheet.cards], skip.right, skip.bottom, progress.x, progress.y

    assert places("rating-1", NORMAL) == places("rating-4", NORMAL) == places("rating-4", LARGE)


def test_every_screen_says_whether_the_figures_are_simulated(moments):
    others = {replace(picture, manner=SIMULATED) for picture in spread_over([LAPTOP])}
    for moment in (*moments, *laid_out(others)):
        texts = {text.text for text in moment.texts}
        told = bool(texts & {"SỐ LIỆU MÔ PHỎNG", "SIMULATED FIGURES"})
        assert told is moment.picture.manner.simulated, moment.name
