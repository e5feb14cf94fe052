"""A picture from a file, on a light ground of its own: a dark drawing is seen in high contrast too."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Any

from kivy.core.image import Image
from kivy.graphics import Color, Rectangle

from kiosk.ui.criterion_pictures import CriterionPicture, no_picture
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import DAY, Space
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part

PADDING = 12
MOST_KEPT = 16
"""Decoded at a time; at most 22 MB each. Of a questionnaire with more, some are decoded anew when shown."""


def decode_all(pictures: Iterable[CriterionPicture]) -> None:
    """Makes sure that each can be drawn. Raises PictureError for the first that can't."""
    for picture in pictures:
        _texture(picture)


class Picture(Part):
    """As large as it goes, in its own proportions."""

    def __init__(self, look: Look, box: Box, picture: CriterionPicture) -> None:
        super().__init__(look, box)
        self.put(Panel(look, box, Surface(DAY.surface, DAY.hair, Space.hair)))
        x, y, width, height = look.frame.area(box.inside(PADDING, PADDING, PADDING, PADDING))
        texture = _texture(picture)
        scale = min(width / texture.width, height / texture.height)
        size = round(texture.width * scale), round(texture.height * scale)
        with self.canvas.after:
            Color(1, 1, 1, 1)
            pos = x + (width - size[0]) // 2, y + (height - size[1]) // 2
            Rectangle(pos=pos, size=size, texture=texture)


@lru_cache(maxsize=MOST_KEPT)
def _texture(picture: CriterionPicture) -> Any:
    """Smoothed, as most pictures are shown much smaller than they are."""
    try:
        return Image(BytesIO(picture.data), ext="png", mipmap=True, nocache=True).texture
    except Exception as fault:  # Kivy's own, of no narrower class
        raise no_picture(picture.file) from fault
