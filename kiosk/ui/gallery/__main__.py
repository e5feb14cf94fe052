"""Draws every screen: `python -m kiosk.ui.gallery OUT [--size 1366x768] [--only rating]`.

Every language, size and manner, and an index.html to look at them. It needs no display: the offscreen driver
draws the same pixels.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.ui.gallery.draw import draw_all
from kiosk.ui.gallery.index import index_page
from kiosk.ui.gallery.pictures import SIZES, Size, every_picture
from kiosk.ui.texts import load_texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Draws the pictures; returns the exit status."""
    parser = argparse.ArgumentParser(prog="kiosk.ui.gallery", description="Draw every screen as a PNG.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--size", type=_size, action="append", help="WIDTHxHEIGHT, may be repeated")
    parser.add_argument("--only", default="", help="only scenes whose name begins so")
    parser.add_argument("--languages", type=Path, metavar="FOLDER", help="draw further languages as well")
    chosen = parser.parse_args(arguments)
    pictures = list(every_picture(load_texts(chosen.languages), chosen.size or SIZES, beginning=chosen.only))
    if not pictures:
        parser.error(f"no scene begins with {chosen.only!r}")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    draw_all(pictures, chosen.folder, chosen.languages)
    (chosen.folder / "index.html").write_text(index_page(pictures), encoding="utf-8")
    return 0


def _size(text: str) -> Size:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form 1366x768")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
