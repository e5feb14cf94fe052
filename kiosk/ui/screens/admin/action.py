"""A large button of the administrator: a sign and words at the left, perhaps a line below them."""

from __future__ import annotations

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.screens.admin.sign import Sign, SignName
from kiosk.ui.theme import Space
from kiosk.ui.widgets.panel import Surface
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Action, Touchable

PADDING = 32
GAP = 24
NOTE_HEIGHT = 44
NOTE_OVERLAP = 4


class ActionButton(Touchable):
    """Reads from the left, as everything that staff see."""

    def __init__(
        self, look: Look, box: Box, sign: SignName | None, text: str, action: Action, *, note: str = ""
    ) -> None:
        super().__init__(look, box, action, Surface.rest(look.palette))
        inner = box.inside(PADDING)
        if sign:
            at = Box(inner.x, inner.y, Space.icon, inner.h).centred(Space.icon, Space.icon)
            self.put(Sign(look, at, sign, look.palette.accent))
            inner = inner.inside(Space.icon + GAP, 0, 0)
        if note:
            block = inner.centred(inner.w, 2 * NOTE_HEIGHT)
            below = block.inside(0, NOTE_HEIGHT - NOTE_OVERLAP, 0, NOTE_OVERLAP)
            self.put(Words(look, below, note, look.type.note, colour=look.palette.quiet))
            inner = block._replace(h=NOTE_HEIGHT)
        self._words = self.put(Words(look, inner, text, look.type.button))

    @property
    def text(self) -> str:
        """What stands on it."""
        return self._words.text
