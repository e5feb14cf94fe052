"""Be Vietnam Pro, each weight a family of its own (Kivy knows only regular and bold)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.core.text import LabelBase

from kiosk.ui.assets import FONTS


def register() -> None:
    """Makes the weights known to Kivy by their names."""
    for weight, file in FONTS.items():
        LabelBase.register(weight, fn_regular=str(file))


@lru_cache(maxsize=4096)
def width_of(text: str, pixels: int, typeface: str) -> float:
    """Width in pixels of a line in a size given in pixels; `typeface` is a weight or a file."""
    width: float = CoreLabel(text=text, font_name=typeface, font_size=pixels).get_extents(text)[0]
    return width


def drawn(text: str, pixels: int, typeface: str) -> Any:
    """A line as a white texture.

    A capital with two marks (Ấ, Ẫ) makes it taller, upwards only: it is to be placed by its foot.
    """
    label = CoreLabel(text=text, font_name=typeface, font_size=pixels)
    label.refresh()
    return label.texture
