"""Every moment of the gallery as the real program lays it out, in plain numbers; nothing is drawn for it."""

import gc
import logging
from functools import cache
from typing import NamedTuple

from kivy.graphics import Rectangle

from kiosk.ui import app
from kiosk.ui.gallery import languages
from kiosk.ui.gallery.draw import shown
from kiosk.ui.gallery.pictures import Picture, every_picture
from kiosk.ui.gallery.scenes import SCENES
from kiosk.ui.texts import load_texts
from kiosk.ui.widgets.answer import AnswerCard
from kiosk.ui.widgets.part import Words
from tests.screens.reading import plain, touchables

LANGUAGES = tuple(load_texts())
logging.getLogger("kivy").setLevel(logging.WARNING)  # it tells of each start and end
gc.freeze()  # what is there by now stays; what comes and goes is found among less
app.load_texts = languages.load_texts = cache(load_texts)  # reading takes longer than laying out a screen


class Text(NamedTuple):
    """Words as they are set; places are (left, foot, right, top) in pixels."""

    text: str
    size: int
    fits: bool
    place: tuple[float, float, float, float]
    lines: tuple[tuple[float, float, float, float], ...]
    colour: str


class Control(NamedTuple):
    """What can be touched: its place in pixels, and the shorter side of what a finger hits in units."""

    kind: str
    texts: tuple[str, ...]
    place: tuple[float, float, float, float]
    least: float
    is_answer: bool


class Moment(NamedTuple):
    picture: Picture
    texts: tuple[Text, ...]
    controls: tuple[Control, ...]

    @property
    def name(self):
        return self.picture.file_name.removesuffix(".png")


def laid_out(pictures, folder=None):
    """The moments of these pictures. Looking for dead widgets at each step would take most of the time."""
    gc.disable()
    try:
        return [_moment(picture, folder, number) for number, picture in enumerate(pictures)]
    finally:
        gc.enable()


def every_moment(size, **choice):
    return laid_out(every_picture(LANGUAGES, (size,), **choice))


def taking_turns(sizes):
    """Each scene once a size: over the sizes its languages and manners take turns."""
    for turn, size in enumerate(sizes):
        yield from (_turn(scene, size, turn) for scene in SCENES)


def spread_over(sizes):
    """Each scene in one of these sizes."""
    sizes = tuple(sizes)
    for number, scene in enumerate(SCENES):
        yield _turn(scene, sizes[number % len(sizes)], number // len(sizes))


def _turn(scene, size, turn):
    manner = scene.manners[turn % len(scene.manners)]
    return Picture(scene.name, LANGUAGES[(turn + 1) % len(LANGUAGES)], manner, size)


def _moment(picture, folder, number):
    if number % 32 == 0:
        gc.collect()
    with shown(picture, folder) as program:
        sheet = program.sheet
        words = [part for part in sheet.walk(restrict=True) if isinstance(part, Words) and part.text]
        return Moment(
            picture,
            tuple(_text(part) for part in words),
            tuple(_control(part) for part in touchables(sheet)),
        )


def _text(part):
    high = part.look.frame.px(part.setting.size * 0.9)  # without the room between lines
    shapes = [shape for shape in part.canvas.children if isinstance(shape, Rectangle)]
    lines = [(*shape.pos, shape.pos[0] + shape.size[0], shape.pos[1] + high) for shape in shapes]
    return Text(
        plain(part.text), part.setting.size, part.setting.fits, _place(part), tuple(lines), part.colour
    )


def _control(part):
    reach = part._reach / part.look.frame.unit
    texts = tuple(plain(words.text) for words in part.walk(restrict=True) if isinstance(words, Words))
    least = min(part.box.w, part.box.h + 2 * reach)
    return Control(type(part).__name__, texts, _place(part), least, isinstance(part, AnswerCard))


def _place(part):
    return part.x, part.y, part.right, part.top


def overlap(one, other, slack=1):
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


def misfits(moments):
    """A line for every text that does not fit its place."""
    return "\n".join(
        f"{moment.name}: {text.text!r}" for moment in moments for text in moment.texts if not _is_inside(text)
    )


def _is_inside(text):
    left, foot, right, _ = text.place
    inside = all(x >= left - 1 and y >= foot - 1 and end <= right + 2 for x, y, end, _ in text.lines)
    return text.fits and inside


def overlaps(moments):
    """A line for each two texts that overlap."""
    return "\n".join(
        f"{moment.name}: {one!r} and {other!r}" for moment in moments for one, other in _pairs(moment)
    )


def _pairs(moment):
    lines = [(line, text.text) for text in moment.texts for line in text.lines]
    for number, (line, text) in enumerate(lines):
        yield from ((text, other_text) for other, other_text in lines[number + 1 :] if overlap(line, other))
