"""The answers: cards that differ in face and words, and in nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.domain.questionnaire import Level
from kiosk.ui.fonts import SEMIBOLD
from kiosk.ui.frame import Box
from kiosk.ui.lettering import block_height, fit_alike
from kiosk.ui.look import Look
from kiosk.ui.theme import Sizes, Space
from kiosk.ui.widgets.face import Face
from kiosk.ui.widgets.panel import Surface
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Action, Touchable

PADDING = 32


class AnswerCard(Touchable):
    """One answer: the face above its words in landscape, beside them in portrait."""

    def __init__(self, look: Look, box: Box, level: Level, sizes: Sizes, action: Action) -> None:
        super().__init__(look, box, action, Surface.rest(look.palette, Space.radius_card), raised=True)
        self.level = level.code
        face, words = (_beside if look.frame.portrait else _above)(box, sizes[0], look.easy)
        self.put(Face(look, face, level.code))
        self.words = self.put(
            Words(
                look, words, level.text_in(look.texts.language), sizes, weight=SEMIBOLD,
                align="left" if look.frame.portrait else "centre", most_lines=_most_lines(look),
            )
        )  # fmt: skip


def answer_cards(
    look: Look, boxes: Sequence[Box], levels: Sequence[Level], tapped: Callable[[str], Action]
) -> list[AnswerCard]:
    """The cards of a scale, all in one size of type; `tapped` makes the action of a level's code."""
    wanted = look.type.beside if look.frame.portrait else look.type.answer
    place = (_beside if look.frame.portrait else _above)(boxes[0], wanted[0], look.easy)[1]
    lines = _most_lines(look)
    sizes = fit_alike(
        look.fit(
            level.text_in(look.texts.language), place, wanted, SEMIBOLD, most_lines=lines, large_first=True
        )
        for level in levels
    )
    return [
        AnswerCard(look, box, level, sizes, tapped(level.code))
        for box, level in zip(boxes, levels, strict=True)
    ]


def _most_lines(look: Look) -> int:
    return 2 if look.easy or look.frame.portrait else 1


def _above(box: Box, size: int, easy: bool) -> tuple[Box, Box]:
    """Where face and words stand, one above the other."""
    side, gap = (304, 0) if easy else (340, 10)
    block = block_height(2 if easy else 1, size)
    top = box.y + (box.h - side - gap - block) / 2 - (10 if easy else 0)
    face = Box(box.x + (box.w - side) / 2, top, side, side)
    return face, Box(box.x + PADDING / 2, face.bottom + gap, box.w - PADDING, block)


def _beside(box: Box, _size: int, _easy: bool) -> tuple[Box, Box]:
    """Where face and words stand, one beside the other."""
    side, gap = 272, 44
    face = Box(box.x + gap, box.y + (box.h - side) / 2, side, side)
    return face, Box(face.right + gap, box.y, box.right - face.right - gap - PADDING, box.h)
