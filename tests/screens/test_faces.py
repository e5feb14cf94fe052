"""The faces as they are painted: equal in area, and told apart without colour."""

import pytest
from kivy.graphics import Rectangle

from kiosk.ui.frame import Box, Frame
from kiosk.ui.look import Look
from kiosk.ui.texts import load_texts
from kiosk.ui.widgets.face import FACES, SPAN, Face

LEVELS = ("very_satisfied", "satisfied", "dissatisfied")
SIDE = 240


@pytest.fixture(scope="module")
def faces():
    """RGBA of each face, painted on nothing, from the bottom row up."""
    look = Look(Frame(1920, 1080), load_texts()["vi"])
    return {level: pixels_of(Face(look, Box(0, 0, SIDE, SIDE), level)) for level in LEVELS}


def pixels_of(part):

    return next(shape for shape in part.canvas.children if isinstance(shape, Rectangle)).texture.pixels


def at(picture, x, y):
    """The pixel at face units, y up."""
    column, row = (round((value / SPAN + 1) / 2 * (SIDE - 1)) for value in (x, y))
    start = 4 * (row * SIDE + column)
    return tuple(picture[start : start + 4])


def covered(picture):
    """How many pixels are not transparent, edges in part."""
    return sum(picture[3::4]) / 255


def test_their_areas_are_equal_within_two_percent(faces):
    areas = [covered(picture) for picture in faces.values()]
    assert max(areas) / min(areas) < 1.02


def test_their_outlines_differ(faces):
    """The corner belongs to the square alone, the point at the top to the hexagon alone."""
    corner = {level: at(picture, -0.70, 0.70)[3] for level, picture in faces.items()}
    point = {level: at(picture, 0.0, 0.93)[3] for level, picture in faces.items()}
    assert {level for level, alpha in corner.items() if alpha > 128} == {"satisfied"}
    assert {level for level, alpha in point.items() if alpha > 128} == {"dissatisfied"}


def test_their_mouths_differ(faces):
    """A smile ends higher than its middle, the downturned mouth lower."""

    def dark(picture, x, y):
        return sum(at(picture, x, y)[:3]) < 200

    smile, down = faces["satisfied"], faces["dissatisfied"]
    assert dark(smile, 0.0, -0.42)
    assert dark(smile, 0.40, -0.22)
    assert dark(down, 0.0, -0.165)
    assert dark(down, 0.36, -0.31)
    assert not dark(faces["very_satisfied"], 0.0, -0.30)  # its open mouth is light inside


def test_their_marks_differ(faces):

    assert FACES == LEVELS
    grid = [(x / 20, y / 20) for x in range(11, 22) for y in range(-21, -11)]
    signs = {tuple(sum(at(picture, *point)[:3]) > 600 for point in grid) for picture in faces.values()}
    assert len(signs) == 3


def test_edges_are_smooth(faces):
    for picture in faces.values():
        assert len(set(picture[3::4])) > 20
