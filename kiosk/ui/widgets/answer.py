"""The answers: cards that differ in face and words, and in nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.domain.questionnaire import Level
from kiosk.ui.frame import Box
from kiosk.ui.lettering import block_height, common_size
from kiosk.ui.look import Look
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.face import Face
from kiosk.ui.widgets.panel import Surface
from kiosk.ui.widgets.part import Align, Words
from kiosk.ui.widgets.touchable import Action, Touchable

PADDING = 32
RAISED = 10
"""Of the face, in portrait: its mark stays clear of the heavy edge of a pressed card in high contrast."""


class AnswerCard(Touchable):
    """One answer: the face above its words in landscape, beside them in portrait."""

    def __init__(self, look: Look, box: Box, level: Level, lettering: Lettering, action: Action) -> None:
        super().__init__(look, box, action, Surface.rest(look.palette, Space.radius_card), raised=True)
        self.level = level.code
        face, words = _places(look, box, lettering)
        self.put(Face(look, face, level.code))
        text = level.text_in(look.texts.language)
        align: Align = "left" if look.frame.portrait else "centre"
        self.words = self.put(Words(look, words, text, lettering, align=align, most_lines=_most_lines(look)))


def answer_cards(
    look: Look, boxes: Sequence[Box], levels: Sequence[Level], tapped: Callable[[str], Action]
) -> list[AnswerCard]:
    """The cards of a scale, all in one size of type; `tapped` makes the action of a level's code."""
    lettering = look.type.beside if look.frame.portrait else look.type.answer
    place, lines = _places(look, boxes[0], lettering)[1], _most_lines(look)
    texts = [level.text_in(look.texts.language) for level in levels]
    size = common_size(look.fit(text, place, lettering, most_lines=lines, large_first=True) for text in texts)
    return [
        AnswerCard(look, box, level, lettering.at(size), tapped(level.code))
        for box, level in zip(boxes, levels, strict=True)
    ]


def _most_lines(look: Look) -> int:
    return 2 if look.easy or look.frame.portrait else 1


def _places(look: Look, box: Box, lettering: Lettering) -> tuple[Box, Box]:
    """Where face and words stand."""
    if look.frame.portrait:
        return _beside(box, raised=RAISED if look.easy else 0)
    return _above(box, lettering.largest, easy=look.easy)


def _above(box: Box, size: int, *, easy: bool) -> tuple[Box, Box]:
    """The face takes what a card is higher than the design's, as far as it is wide enough."""
    side, gap, usual = (304.0, 0, 536) if easy else (340.0, 10, 492)
    side = min(side + 0.8 * (box.h - usual), box.w - 2 * PADDING)
    block = block_height(2 if easy else 1, size)
    top = box.y + (box.h - side - gap - block) / 2 - (10 if easy else 0)
    face = Box(box.x + (box.w - side) / 2, top, side, side)
    return face, Box(box.x + PADDING / 2, face.bottom + gap, box.w - PADDING, block)


def _beside(box: Box, *, raised: float) -> tuple[Box, Box]:
    side, gap = 272 + 0.9 * (box.h - 296), 44
    face = Box(box.x + gap, box.y + (box.h - side) / 2 - raised, side, side)
    return face, Box(face.right + gap, box.y, box.right - face.right - gap - PADDING, box.h)
