"""Writes build_spec/package/kiosk.ico, the icon of the Windows programs: `python -m build_spec.make_icon`.

The first of the three faces, as the poster draws it. Needs poppler-utils, as the tests do.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from kiosk.poster.faces import draw_face

ICON = Path(__file__).with_name("package") / "kiosk.ico"
SIDES = (16, 24, 32, 48, 64, 256)


def drawn(side: int) -> Image.Image:
    """The face on nothing, this many pixels high."""
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(side, side))
    draw_face(canvas, "very_satisfied", side / 2, side / 2, side)
    canvas.save()
    command = ["pdftocairo", "-png", "-transp", "-singlefile", "-r", "72", "-", "-"]
    done = subprocess.run(command, input=page.getvalue(), stdout=subprocess.PIPE, check=True)
    return Image.open(io.BytesIO(done.stdout))


def main() -> None:
    """Draw each size for itself: none is made smaller from another."""
    *others, largest = map(drawn, SIDES)
    largest.save(ICON, sizes=[(side, side) for side in SIDES], append_images=others)


if __name__ == "__main__":
    main()
