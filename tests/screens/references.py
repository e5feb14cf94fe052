"""Reference pictures: which there are, how they are kept small, and when a picture is like its reference.

`python -m tests.screens.references` (`make screens-update`) draws them anew, and removes those of no scene.
"""

from pathlib import Path

from PIL import Image, ImageChops

from kiosk.ui.gallery.pictures import Picture
from kiosk.ui.gallery.scenes import SCENES
from tests.screens.window import open_window

FOLDER = Path(__file__).parent / "reference"
LANDSCAPE, PORTRAIT = (1366, 768), (768, 1366)
EXACT_COLOURS = 40
COARSE = (12, 16, 20, 24, 28)
"""How wide a cell of colours is: the first that leaves no more than a palette holds."""
STRONGEST = 40
"""A pixel that differs by more is another one: an edge drawn by another OpenGL differs by less."""
BLOCK = 8
STRONGEST_MEAN = 6
"""Nor may a block differ by more on average: a colour that is nearly the same."""


def chosen():
    """Every scene in each manner; and upright once, in English and its last manner."""
    for scene in SCENES:
        yield from (Picture(scene.name, "vi", manner, LANDSCAPE) for manner in scene.manners)
        yield Picture(scene.name, "en", scene.manners[-1], PORTRAIT)


def drawn(picture):
    """The picture as the program draws it now, in half its size."""
    return drawn_with_sheet(picture)[0].reduce(2)


def drawn_with_sheet(picture):
    """The picture in its whole size, and the sheet that is on it."""
    from kiosk.ui.gallery.draw import shown  # noqa: PLC0415 - opens the window
    from kiosk.ui.snapshot import pixels  # noqa: PLC0415

    with shown(picture) as program:
        width, height, rgba = pixels()
    image = Image.frombuffer("RGBA", (width, height), rgba, "raw", "RGBA", 0, -1)
    return image.convert("RGB"), program.sheet


def stored(picture):
    """The reference, or None where there is none."""
    path = FOLDER / picture.file_name
    return Image.open(path).convert("RGB") if path.exists() else None


def few_colours(image):
    """The image with its most frequent colours as they are, each other as one that is near: a third as large.

    Pillow's own way to a palette takes near colours for frequent ones as well.
    """
    counted = sorted(image.getcolors(image.width * image.height), reverse=True)
    taken = next(taken for coarse in COARSE if len(set((taken := _nearby(counted, coarse)).values())) <= 256)
    palette = {colour: number for number, colour in enumerate(dict.fromkeys(taken.values()))}
    small = Image.new("P", image.size)
    small.putpalette([part for colour in palette for part in colour])
    small.putdata([palette[taken[colour]] for colour in image.get_flattened_data()])
    return small


def _nearby(counted, coarse):
    """What each colour becomes: itself where it is frequent, else the mean of its cell."""
    taken, cells = {colour: colour for _, colour in counted[:EXACT_COLOURS]}, {}
    for count, colour in counted[EXACT_COLOURS:]:
        cells.setdefault(tuple(part // coarse for part in colour), []).append((count, colour))
    for members in cells.values():
        total = sum(count for count, _ in members)
        mean = tuple(round(sum(count * colour[i] for count, colour in members) / total) for i in range(3))
        taken |= {colour: mean for _, colour in members}
    return taken


def differs(actual, reference):
    """Where an image differs from its reference: (left, top, right, bottom), or None where it does not."""
    if actual.size != reference.size:
        return (0, 0, *actual.size)
    pixels = _beyond(ImageChops.difference(actual, reference), STRONGEST)
    if pixels:
        return pixels
    blocks = _beyond(ImageChops.difference(actual.reduce(BLOCK), reference.reduce(BLOCK)), STRONGEST_MEAN)
    return blocks and tuple(edge * BLOCK for edge in blocks)


def _beyond(difference, most):
    """The box around all pixels of which a colour is beyond."""
    return difference.point(lambda value: 255 * (value > most)).convert("RGB").getbbox()


def update():
    """Writes every reference anew."""
    wanted = {picture.file_name: picture for picture in chosen()}
    for path in FOLDER.glob("*.png"):
        if path.name not in wanted:
            path.unlink()
    for name, picture in wanted.items():
        image = drawn(picture)
        reference = few_colours(image)
        if differs(image, reference.convert("RGB")):
            raise RuntimeError(f"{name}: too few colours to be like itself")
        reference.save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    open_window()
    update()
