"""With red and green confused, or all colour gone, the answers stay apart: measured on the real screen.

The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0; they are applied to light, not to sRGB.
"""

from itertools import combinations
from typing import NamedTuple

import pytest
from PIL import Image

from kiosk.ui.gallery.draw import shown
from kiosk.ui.gallery.pictures import Picture
from kiosk.ui.gallery.scene import LARGE, NORMAL
from kiosk.ui.snapshot import pixels
from kiosk.ui.widgets.face import FACES, SPAN, Face
from tests.screens.contrast import linear
from tests.screens.pilot import LAPTOP

BRIGHTNESS = (0.2126, 0.7152, 0.0722)
SIGHTS = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "greyscale": (BRIGHTNESS,) * 3,
}  # fmt: skip
DARK, STEP = 0.09, 0.06
"""The light of eyes and mouth is less than DARK; what differs from the card by STEP belongs to the face."""


class Seen(NamedTuple):
    """A face as somebody sees it: its light by (x, y) in face units times a hundred, y up, and its card's."""

    light: dict
    card: float

    def where(self, left, foot, right, top):
        inside = ((x, y) for x, y in self.light if left <= x <= right and foot <= y <= top)
        return {place: self.light[place] for place in inside}

    @property
    def outline(self):
        """All of the face without its mark, the corner at the lower right."""
        upper = {place for place, light in self.light.items() if abs(light - self.card) > STEP}
        return {(x, y) for x, y in upper if x < 35 or y > -35}

    @property
    def mouth(self):
        return {place for place, light in self.where(-58, -72, 58, 8).items() if light < DARK}

    @property
    def mark(self):
        """The sign on the disc, which is as light as the card."""
        return {
            place for place, light in self.where(58, -100, 102, -56).items() if abs(light - self.card) < STEP
        }


@pytest.fixture(scope="module", params=[NORMAL, LARGE], ids=["day", "high contrast"])
def faces(request):
    """The three faces of a screenshot, and the card around each."""
    with shown(Picture("rating-1", "vi", request.param, LAPTOP)) as program:
        width, height, rgba = pixels()
        image = Image.frombuffer("RGBA", (width, height), rgba, "raw", "RGBA", 0, -1).convert("RGB")
        parts = [part for part in program.sheet.walk(restrict=True) if isinstance(part, Face)]
        places = [(*map(round, part.pos), int(min(part.size))) for part in parts]
    assert len(places) == len(FACES)
    return [image.crop((x, height - y - side, x + side, height - y)) for x, y, side in places]


@pytest.fixture(scope="module", params=SIGHTS)
def seen(request, faces):
    matrix = SIGHTS[request.param]
    return [as_seen(face, matrix) for face in faces]


def as_seen(image, matrix):
    known = {}
    side, light = image.width, {}
    for row in range(0, side, 2):  # half of the rows and columns tell enough
        for column in range(0, side, 2):
            colour = image.getpixel((column, row))
            if colour not in known:
                known[colour] = brightness(colour, matrix)
            x, y = (round(100 * SPAN * (2 * place / (side - 1) - 1)) for place in (column, side - 1 - row))
            light[x, y] = known[colour]
    return Seen(light, known[image.getpixel((0, 0))])


def brightness(colour, matrix):
    red, green, blue = (linear(part / 255) for part in colour)
    shown_light = [min(1, max(0, a * red + b * green + c * blue)) for a, b, c in matrix]
    return sum(share * light for share, light in zip(BRIGHTNESS, shown_light, strict=True))


def apart(one, other):
    """The share of two shapes that is not common to both: 0 for the same, 1 for strangers."""
    return len(one ^ other) / len(one | other)


def test_outlines_mouths_and_marks_each_tell_the_answers_apart(seen):
    for one, other in combinations(seen, 2):
        assert apart(one.outline, other.outline) > 0.04
        assert apart(one.mouth, other.mouth) > 0.5
        assert apart(one.mark, other.mark) > 0.25


def test_the_measure_finds_a_face_like_itself(seen):
    for face in seen:
        assert apart(face.outline, face.outline) == apart(face.mouth, face.mouth) == 0
        assert len(face.outline) > 1000
        assert min(len(face.mouth), len(face.mark)) > 20


def test_the_faces_are_as_large_as_each_other(seen):
    areas = [len(face.outline) for face in seen]
    assert max(areas) / min(areas) < 1.05


def test_in_grey_the_faces_are_equally_bright(faces):
    means = []
    for face in (as_seen(face, SIGHTS["greyscale"]) for face in faces):
        fill = face.where(-35, 48, 35, 62).values()  # the forehead
        means.append(sum(fill) / len(fill))
    assert max(means) - min(means) < 0.005


def bend(face):
    """How much higher a mouth ends than it is in its middle, in face units: a smile is positive."""

    def height(places):
        return sum(y for _, y in places) / len(places) / 100

    ends = [place for place in face.mouth if 28 <= abs(place[0]) <= 40]
    middle = [place for place in face.mouth if abs(place[0]) <= 8]
    return height(ends) - height(middle)


def test_the_middle_face_smiles_and_only_the_last_one_does_not(seen):
    very, satisfied, dissatisfied = seen
    assert bend(satisfied) > 0.12
    assert bend(dissatisfied) < -0.08
    assert len(very.mouth) > 0
