"""Every text fits its place, nothing overlaps, and everything is large enough for a finger."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from kivy.graphics import Rectangle

from kiosk.config.load import load
from kiosk.ui import fonts
from kiosk.ui.frame import Frame, millimetres
from kiosk.ui.gallery.scene import LARGE, NORMAL, Manner
from kiosk.ui.gallery.scenes import SCENES
from kiosk.ui.look import Look
from kiosk.ui.screens.every import SHEETS
from kiosk.ui.screens.sheet import Kit
from kiosk.ui.settings import Labels
from kiosk.ui.texts import load_texts
from kiosk.ui.widgets.answer import AnswerCard
from kiosk.ui.widgets.part import Words
from tests.screens.pilot import FULL_HD, LAPTOP, PORTRAIT
from tests.screens.reading import touchables

ALL_SIZES = {"1366x768": LAPTOP, "1920x1080": FULL_HD, "1080x1920": PORTRAIT}
OTHER_RATIOS = {"1280x1024": (1280, 1024), "1920x1200": (1920, 1200), "1200x1920": (1200, 1920)}
LONG = Labels(
    "Ủy ban nhân dân phường Thượng Đình – Nguyễn Trãi",
    "Trung tâm Phục vụ hành chính công phường Thượng Đình",
    "Quầy số 12",
)


def sheet_of(scene, size, *, labels=None, language="vi", manner=NORMAL):
    """A scene's sheet, laid out as in a window of this size; nothing is drawn."""
    fonts.register()
    texts = load_texts()
    desk = scene.desk(manner, [language, *(code for code in texts if code != language)]).desk
    view = desk.view()
    kit = Kit(desk, labels or scene.labels, texts, "f8", lambda: None)
    look = Look(Frame(*size), texts[view.language], easy=view.easy)
    return SHEETS[view.screen](look, view, kit)


def every_sheet(size, scenes=SCENES, labels=None):
    """(name, sheet) of each scene in each manner and language."""
    for scene in scenes:
        for language in load_texts():
            for manner in scene.manners:
                name = f"{scene.name} {language} {manner.name}"
                yield name, sheet_of(scene, size, labels=labels, language=language, manner=manner)


def words_on(sheet):

    return [part for part in sheet.walk(restrict=True) if isinstance(part, Words) and part.text]


def ink_of(part):
    """Where the lines of a text stand, in pixels: (x, foot, right, top) of their line boxes."""
    high = part.look.frame.px(part.setting.size * 0.9)  # without the room between lines
    lines = [shape for shape in part.canvas.children if isinstance(shape, Rectangle)]
    return [(*line.pos, line.pos[0] + line.size[0], line.pos[1] + high) for line in lines]


def overlap(one, other, slack=1):
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


@pytest.fixture(scope="module", params=ALL_SIZES)
def size(request):
    return ALL_SIZES[request.param]


@pytest.fixture(scope="module")
def sheets(size):
    return list(every_sheet(size))


def assert_fits(name, part):
    assert part.setting.fits, (name, part.text)
    for x, foot, right, _ in ink_of(part):
        assert part.x - 1 <= x, (name, part.text)
        assert right <= part.right + 2, (name, part.text)
        assert foot >= part.y - 1, (name, part.text)


def test_every_text_of_every_screen_fits_its_place(sheets):
    for name, sheet in sheets:
        for part in words_on(sheet):
            assert_fits(name, part)


@pytest.mark.parametrize("ratio", OTHER_RATIOS)
def test_on_other_ratios_every_text_fits_as_well(ratio):
    for scene in SCENES:
        sheet = sheet_of(scene, OTHER_RATIOS[ratio])
        for part in words_on(sheet):
            assert_fits(scene.name, part)


def test_every_text_of_the_example_configuration_fits(size):
    config = load(Path(__file__).resolve().parents[2] / "config.toml")
    labels = Labels(config.agency.name, config.agency.unit, config.device.counter)
    town = [replace(scene, questionnaire=config.questionnaire) for scene in SCENES]
    town = [scene for scene in town if scene.name.startswith(("login", "rating", "reasons"))]
    for name, sheet in every_sheet(size, town, labels):
        for part in words_on(sheet):
            assert_fits(name, part)


def overlapping_lines(sheet):
    lines = [(line, part.text) for part in words_on(sheet) for line in ink_of(part)]
    return [
        (text, other_text)
        for number, (line, text) in enumerate(lines)
        for other, other_text in lines[number + 1 :]
        if overlap(line, other)
    ]


def test_no_two_texts_overlap(sheets):
    assert [(name, pairs) for name, sheet in sheets if (pairs := overlapping_lines(sheet))] == []


def test_long_names_on_the_strip_neither_overlap_nor_leave_the_window(size):
    for name, sheet in every_sheet(size, SCENES, LONG):
        assert overlapping_lines(sheet) == [], name
        for part in words_on(sheet):
            assert all(x >= 0 and right <= size[0] for x, _, right, _ in ink_of(part)), (name, part.text)


def test_no_two_things_to_touch_overlap(sheets):
    for name, sheet in sheets:
        places = [((*part.pos, part.right, part.top), part) for part in touchables(sheet)]
        for number, (place, part) in enumerate(places):
            for other, other_part in places[number + 1 :]:
                assert not overlap(place, other), (name, part, other_part)


def test_every_text_is_nfc(sheets):
    for name, sheet in sheets:
        for part in words_on(sheet):
            assert unicodedata.is_normalized("NFC", part.text), (name, part.text)


def test_a_screen_uses_at_most_six_sizes_of_type(sheets):
    for name, sheet in sheets:
        sizes = {part.setting.size for part in words_on(sheet)}
        assert len(sizes) <= 6, (name, sizes)


def test_no_text_is_smaller_than_thirty_units(sheets):
    for name, sheet in sheets:
        for part in words_on(sheet):
            assert part.setting.size >= 30, (name, part.text)


def test_answers_and_controls_are_large_enough_on_the_smallest_screen(sheets):
    """40 mm for answers, 20 mm for whatever else can be touched, on 15.6 inch."""
    for name, sheet in sheets:
        for part in touchables(sheet):
            reach = part._reach / part.look.frame.unit
            least = min(part.box.w, part.box.h + 2 * reach)
            wanted = 40 if isinstance(part, AnswerCard) else 20
            assert millimetres(least, 15.6) >= wanted, (name, part)


def test_nothing_moves_house_between_criteria_and_in_large_type():
    def places(name, manner=NORMAL):
        scene = next(scene for scene in SCENES if scene.name == name)
        sheet = sheet_of(scene, FULL_HD, manner=manner)
        skip, progress = sheet.skip.box, sheet.progress.box
        return [card.box.x for card in sheet.cards], skip.right, skip.bottom, progress.x, progress.y

    assert places("rating-1") == places("rating-4") == places("rating-4", LARGE)


@pytest.mark.parametrize("simulated", [True, False], ids=["simulated", "real"])
def test_every_screen_says_whether_the_figures_are_simulated(size, simulated):
    for scene in SCENES:
        sheet = sheet_of(scene, size, manner=Manner(simulated=simulated))
        texts = {part.text for part in words_on(sheet)}
        assert bool(texts & {"SỐ LIỆU MÔ PHỎNG", "SIMULATED FIGURES"}) is simulated, scene.name
