"""The pictures of the clerks' guide and of the README: scenes of the gallery, made small. `make guide`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from kiosk.ui.gallery.draw import draw_all
from kiosk.ui.gallery.pictures import Picture
from kiosk.ui.gallery.scene import INVITED, NORMAL

FOLDER = Path(__file__).resolve().parents[1] / "docs/images"
SIZE = (1366, 768)
SMALL = (683, 384)
COLOURS = 64  # flat screens need no more, and the files stay small

PICTURES = {
    "rating": Picture("rating-1", "vi", NORMAL, SIZE),
    "login": Picture("login-3", "vi", NORMAL, SIZE),
    "pin": Picture("pin-typed", "vi", NORMAL, SIZE),
    "invitation": Picture("invitation", "vi", INVITED, SIZE),
    "shift": Picture("shift", "vi", NORMAL, SIZE),
    "dossiers": Picture("dossiers-typed", "vi", NORMAL, SIZE),
    "last-look": Picture("dossiers-last-look", "vi", NORMAL, SIZE),
}
"""By the name of their file."""


def main() -> int:
    """Draw them anew."""
    with tempfile.TemporaryDirectory() as drawn:
        draw_all(list(PICTURES.values()), Path(drawn))
        for name, picture in PICTURES.items():
            small(Path(drawn, picture.file_name)).save(FOLDER / f"{name}.png", optimize=True)
    return 0


def small(file: Path) -> Image.Image:
    """A picture of the gallery as the guide shows it."""
    with Image.open(file) as whole:
        reduced = whole.convert("RGB").resize(SMALL, Image.Resampling.LANCZOS)
    return reduced.quantize(COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    sys.exit(main())
