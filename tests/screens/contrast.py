"""Luminance and contrast as WCAG 2 defines them, and what a drawn screen has of them."""

from functools import cache

from kiosk.ui.theme import rgb
from kiosk.ui.widgets.part import Words
from tests.screens.reading import plain, touchables

TEXT, GRAPHICS = 4.5, 3.0


def linear(part):
    """A part of a colour, 0 to 1, as light."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@cache
def luminance(colour):
    """Of "#14263A", or of three numbers up to 255."""
    parts = rgb(colour) if isinstance(colour, str) else [part / 255 for part in colour]
    return sum(k * linear(part) for k, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def poor_texts(sheet, image):
    """Words that do not stand out from the ground they are really drawn on."""
    for part in sheet.walk(restrict=True):
        if isinstance(part, Words) and part.text:
            found = contrast(part.colour, _ground(image, part))
            if found < TEXT:
                yield f"{plain(part.text)!r} {found:.2f}"


def poor_outlines(sheet, image):
    """Things to touch whose left edge does not stand out from what is beside it."""
    for part in touchables(sheet):
        row = image.height - 1 - round(part.center_y)
        outside, *edge = (image.getpixel((max(0, round(part.x) + step), row)) for step in range(-4, 8))
        found = max(contrast(outside, pixel) for pixel in edge)
        if found < GRAPHICS:
            yield f"{type(part).__name__} {found:.2f}"


def _ground(image, part):
    """The most frequent colour in a text's place: letters cover less than half of it."""
    box = (round(part.x), image.height - round(part.top), round(part.right), image.height - round(part.y))
    inside = image.crop((max(0, box[0]), max(0, box[1]), min(image.width, box[2]), min(image.height, box[3])))
    return max(inside.getcolors(inside.width * inside.height))[1]
