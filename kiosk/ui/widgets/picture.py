"""A picture from a file, on a light ground of its own: a dark drawing is seen in high contrast too."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from kivy.core.image import Image
from kivy.graphics import Color, Rectangle

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import DAY, Space
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part

PADDING = 12


class Picture(Part):
    """As large as it goes, in its own proportions."""

    def __init__(self, look: Look, box: Box, file: Path) -> None:
        super().__init__(look, box)
        self.put(Panel(look, box, Surface(DAY.surface, DAY.hair, Space.hair)))
        x, y, width, height = look.frame.area(box.inside(PADDING, PADDING, PADDING, PADDING))
        texture = _texture(file)
        scale = min(width / texture.width, height / texture.height)
        size = round(texture.width * scale), round(texture.height * scale)
        with self.canvas.after:
            Color(1, 1, 1, 1)
            pos = x + (width - size[0]) // 2, y + (height - size[1]) // 2
            Rectangle(pos=pos, size=size, texture=texture)


@lru_cache(maxsize=64)
def _texture(file: Path) -> Any:
    """Smoothed, as most pictures are shown much smaller than they are."""
    return Image(str(file), mipmap=True).texture
