"""Be Vietnam Pro, each weight a family of its own (Kivy knows only regular and bold)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from kivy.core.text import Label as CoreLabel
from kivy.core.text import LabelBase

from kiosk.ui.assets import FONTS
from kiosk.ui.letters import letters_of, no_typeface

_Made = TypeVar("_Made")
_MOST_DRAWN = 256  # lines; the citizens' screens have some 45 a language and size of type


def register() -> None:
    """Makes the weights known to Kivy by their names."""
    for weight, file in FONTS.items():
        LabelBase.register(weight, fn_regular=str(file))


def open_once(file: Path) -> None:
    """Reads a typeface of a language and draws with it. Raises TypefaceError.

    Its list of letters may be whole and the shapes of these letters missing.
    """
    letters_of(file)
    try:
        _label("Aa", 24, str(file)).refresh()
    except (OSError, ValueError) as fault:
        raise no_typeface(file) from fault


@lru_cache(maxsize=4096)
def width_of(text: str, pixels: int, typeface: str) -> float:
    """Width in pixels of a line in a size given in pixels; `typeface` is a weight or a file."""
    width: float = _or_by_ours(typeface, lambda name: _label(text, pixels, name).get_extents(text)[0])
    return width


@lru_cache(maxsize=_MOST_DRAWN)
def drawn(text: str, pixels: int, typeface: str) -> Any:
    """A line as a white texture; not to be changed, for whoever says the same next gets it, too.

    A capital with two marks (Ấ, Ẫ) makes it taller, upwards only: it is to be placed by its foot.
    """

    def texture(name: str) -> Any:
        label = _label(text, pixels, name)
        label.refresh()
        return label.texture

    return _or_by_ours(typeface, texture)


def _label(text: str, pixels: int, typeface: str) -> CoreLabel:
    return CoreLabel(text=text, font_name=typeface, font_size=pixels)


def _or_by_ours(typeface: str, make: Callable[[str], _Made]) -> _Made:
    """SDL reads a file again for each size: that of a language may be on a disk that went away."""
    try:
        return make(typeface)
    except (OSError, ValueError):
        if typeface in FONTS:
            raise
        return make("regular")
