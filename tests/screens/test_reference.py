"""Every screen looks as it did when somebody last looked at it; and what the comparison notices."""

import random
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kiosk.ui.gallery.pictures import Picture
from kiosk.ui.gallery.scene import NORMAL
from kiosk.ui.widgets.part import Words
from tests.screens import references
from tests.screens.contrast import poor_outlines, poor_texts
from tests.screens.reading import plain
from tests.screens.references import LANDSCAPE, chosen, differs, drawn, drawn_with_sheet, few_colours, stored

OUT = Path(__file__).resolve().parents[2] / "out/screens-diff"
CURE = "look at them; where they are meant, `make screens-update` renews the references"
RATING = Picture("rating-1", "vi", NORMAL, LANDSCAPE)


def show_difference(picture, actual, reference):
    """Writes actual, reference and difference; returns where."""
    OUT.mkdir(parents=True, exist_ok=True)
    name = picture.file_name.removesuffix(".png")
    difference = ImageChops.difference(actual, reference.resize(actual.size))
    shown = (
        ("actual", actual),
        ("reference", reference),
        ("difference", difference.point(lambda v: min(255, 4 * v))),
    )
    for kind, image in shown:
        image.save(OUT / f"{name}--{kind}.png")
    return f"{OUT / name}--actual, --reference and --difference.png"


class Drawn(NamedTuple):
    """What every screen turned out to be; drawn once for all tests."""

    missing: list
    different: list
    poor: list


@pytest.fixture(scope="module")
def screens():
    found = Drawn([], [], [])
    for picture in chosen():
        image, sheet = drawn_with_sheet(picture)
        poor = [*poor_texts(sheet, image), *poor_outlines(sheet, image)]
        found.poor.extend(f"{picture.file_name}: {what}" for what in poor)
        actual, reference = image.reduce(2), stored(picture)
        if reference is None:
            found.missing.append(picture.file_name)
        elif differs(actual, reference):
            found.different.append(show_difference(picture, actual, reference))
    return found


def test_every_screen_looks_like_its_reference(screens):
    assert not screens.missing, f"no reference: {', '.join(screens.missing)}; {CURE}"
    assert not screens.different, "\n".join(["these screens look otherwise:", *screens.different, CURE])


def test_words_and_outlines_stand_out_from_what_they_are_drawn_on(screens):
    """WCAG 2: 4.5 for text, 3 for the outlines of what can be touched."""
    assert not screens.poor, "\n".join(screens.poor)


def test_no_reference_is_of_a_scene_that_is_gone():
    known = {picture.file_name for picture in chosen()}
    assert {path.name for path in references.FOLDER.iterdir()} <= known, "`make screens-update` removes them"


def test_the_references_stay_small():
    assert sum(path.stat().st_size for path in references.FOLDER.iterdir()) <= 4 * 1024 * 1024


@pytest.fixture(scope="module")
def rating():
    return drawn(RATING)


@pytest.fixture(scope="module")
def reference(rating):
    return few_colours(rating).convert("RGB")


def test_a_picture_is_like_its_own_reference(rating, reference):
    assert differs(rating, reference) is None


def test_edges_that_another_driver_draws_a_little_otherwise_are_no_difference(rating, reference):
    noise, edges = random.Random(1), rating.filter(ImageFilter.FIND_EDGES).convert("L")
    other = rating.copy()
    for x in range(rating.width):
        for y in range(rating.height):
            if edges.getpixel((x, y)) > 30:
                other.putpixel((x, y), tuple(part + noise.randint(-2, 2) for part in rating.getpixel((x, y))))
    assert other != rating
    assert differs(other, reference) is None


def pasted(image, box, offset):
    """The image with a part of it moved."""
    moved, part = image.copy(), image.crop(box)
    moved.paste(part, (box[0] + offset[0], box[1] + offset[1]))
    return moved


def test_a_shift_by_three_pixels_is_a_difference(reference):
    """Of the whole, and of one card; three pixels are one and a half in half the size."""
    whole = Image.new("RGB", LANDSCAPE)
    whole.paste(reference.resize(LANDSCAPE, Image.Resampling.NEAREST), (3, 0))
    assert differs(whole.reduce(2), reference)
    card = (20, 135, 228, 320)
    assert differs(pasted(reference, card, (1, 0)), reference)
    assert differs(pasted(reference, card, (0, 1)), reference)


def test_another_size_is_a_difference(reference):
    assert differs(reference.resize((reference.width + 1, reference.height)), reference)
    face = (80, 150, 160, 230)
    larger = reference.copy()
    larger.paste(reference.crop(face).resize((84, 84)), face[:2])
    assert differs(larger, reference)


@pytest.mark.parametrize(
    ("one", "other"), [("Hài lòng", "Hài long"), ("Bỏ qua", "Bó qua"), ("English", "Englsh")]
)
def test_one_changed_letter_is_a_difference(one, other, counter):
    kiosk = counter(size=LANDSCAPE)
    kiosk.on_duty()

    def picture():
        rgba = kiosk.pilot.pixels()
        return Image.frombuffer("RGBA", LANDSCAPE, rgba, "raw", "RGBA", 0, -1).convert("RGB").reduce(2)

    before = few_colours(picture()).convert("RGB")
    assert differs(picture(), before) is None
    (words,) = (part for part in kiosk.sheet.walk() if isinstance(part, Words) and plain(part.text) == one)
    words.say(other)
    assert differs(picture(), before)


@pytest.mark.parametrize("colour", [(0xF7, 0xF4, 0xEE), (0xFF, 0xFF, 0xFF), (0x86, 0xCD, 0xB1)])
def test_a_colour_that_is_nearly_the_same_is_a_difference(rating, reference, colour):
    near = tuple(part - 8 for part in colour)
    distance = ImageChops.difference(rating, Image.new("RGB", rating.size, colour)).convert("L")
    other = rating.copy()
    other.paste(near, mask=distance.point(lambda value: 255 * (value == 0)))
    assert differs(other, reference)


def test_a_small_mark_more_is_a_difference(rating, reference):
    """The sync dot is no larger."""
    other = rating.copy()
    ImageDraw.Draw(other).ellipse((300, 120, 306, 126), fill=(0x46, 0x56, 0x6A))
    assert differs(other, reference)
