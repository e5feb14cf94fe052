"""Draws every screen: `python -m kiosk.ui.gallery OUT [--size 1366x768] [--only rating]`.

It needs no display: the offscreen driver draws the same pixels.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.ui import boot
from kiosk.ui.gallery.scene import Manner, Scene
from kiosk.ui.gallery.scenes import SCENES
from kiosk.ui.settings import DisplaySettings
from kiosk.ui.texts import load_texts

SIZES = ((1366, 768), (1920, 1080), (1080, 1920))


def main(arguments: Sequence[str] | None = None) -> int:
    """Draws the pictures; returns the exit status."""
    parser = argparse.ArgumentParser(prog="kiosk.ui.gallery", description="Draw every screen as a PNG.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--size", type=_size, action="append", help="WIDTHxHEIGHT, may be repeated")
    parser.add_argument("--only", default="", help="only scenes whose name begins so")
    chosen = parser.parse_args(arguments)
    sizes = chosen.size or SIZES
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    # The offscreen driver never enlarges its picture: the window begins at the largest.
    largest = max(width for width, _ in sizes), max(height for _, height in sizes)
    boot.prepare(DisplaySettings(size=largest, frames_per_second=0))
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        for scene, manner, language in _moments(chosen.only):
            _draw(chosen.folder, scene, manner, language, size)
    return 0


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form 1366x768")
    return int(width), int(height)


def _moments(only: str) -> Iterator[tuple[Scene, Manner, str]]:
    for scene in SCENES:
        if scene.name.startswith(only):
            for manner in scene.manners:
                yield from ((scene, manner, language) for language in load_texts())


def _draw(folder: Path, scene: Scene, manner: Manner, language: str, size: tuple[int, int]) -> None:
    from kiosk.ui.gallery.draw import shown  # noqa: PLC0415 - only after boot.prepare
    from kiosk.ui.snapshot import save_png  # noqa: PLC0415

    others = [code for code in load_texts() if code != language]
    with shown(scene, manner, [language, *others], size):
        save_png(folder / f"{scene.name}--{language}--{manner.name}--{size[0]}x{size[1]}.png")


if __name__ == "__main__":
    sys.exit(main())
