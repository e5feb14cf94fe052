"""A finding in a box: the word for how bad it is, a sign of its own shape, and the cure."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ui.administration import Finding, State
from kiosk.ui.frame import Box
from kiosk.ui.lettering import ELLIPSIS, Setting, shortened
from kiosk.ui.look import Look
from kiosk.ui.screens.admin.sign import Sign
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Part, Words

PADDING = 28
SIGN = 44
SIGN_GAP = 24
VERTICAL = 20
BETWEEN = 4
MOST_LINES = 3
EDGE = 3
WHAT = Lettering((36, 32, 30), "semibold")
CURE = Lettering((32, 30))


@dataclass(frozen=True)
class _Colours:
    ink: str
    ground: str


class FindingBox(Part):
    """As high as its words need: `height_of` says it beforehand."""

    def __init__(self, look: Look, box: Box, finding: Finding) -> None:
        super().__init__(look, box)
        palette = look.palette
        colours = {
            State.FAULT: _Colours(palette.fault, palette.fault_ground),
            State.WARNING: _Colours(palette.warning, palette.warning_ground),
            State.GOOD: _Colours(palette.good, palette.surface),
        }[finding.state]
        self.put(Panel(look, box, Surface(colours.ground, colours.ink, EDGE, Space.radius_panel)))
        what, cure = _texts(look, finding, box.w)
        at = _inside(box)
        sign = Box(box.x + PADDING, at.y, SIGN, what[1].height)
        self.put(Sign(look, sign.centred(SIGN, SIGN), finding.state.value, colours.ink))
        self._add(at._replace(h=what[1].height), what, WHAT, colours.ink)
        if cure:
            below = Box(at.x, at.y + what[1].height + BETWEEN, at.w, cure[1].height)
            self._add(below, cure, CURE, palette.ink)

    def _add(self, at: Box, text: tuple[str, Setting], lettering: Lettering, colour: str) -> None:
        size = lettering.at(text[1].size)
        self.put(Words(self.look, at, text[0], size, colour=colour, most_lines=MOST_LINES))


def height_of(look: Look, finding: Finding, width: float) -> float:
    """How high the box of a finding is in this width."""
    what, cure = _texts(look, finding, width)
    return 2 * VERTICAL + what[1].height + (BETWEEN + cure[1].height if cure else 0)


def _inside(box: Box) -> Box:
    return box.inside(PADDING + SIGN + SIGN_GAP, VERTICAL, PADDING, VERTICAL)


def _texts(
    look: Look, finding: Finding, width: float
) -> tuple[tuple[str, Setting], tuple[str, Setting] | None]:
    """What the box says and how it is set: first the finding, then its cure."""
    texts = look.texts
    what = finding.what
    if finding.state is not State.GOOD:
        what = texts(f"admin.{finding.state.value}", what=what)
    cure = texts("admin.cure", cure=finding.cure.rstrip(".")) if finding.cure else ""
    room = _inside(Box(0, 0, width, 1000))
    return _fitted(look, what, room, WHAT), _fitted(look, cure, room, CURE) if cure else None


def _fitted(look: Look, text: str, room: Box, lettering: Lettering) -> tuple[str, Setting]:
    """The text and its setting; a path too long for a line is shortened, for nothing may leave the box."""
    setting = look.fit(text, room, lettering, most_lines=MOST_LINES)
    if setting.fits:
        return text, setting
    measure, size = look.measure(lettering), lettering.sizes[-1]
    words = [shortened(word, room.w, size, measure) for word in text.split(" ")]
    while True:
        setting = look.fit(" ".join(words), room, lettering, most_lines=MOST_LINES)
        if setting.fits or len(words) == 1:
            return " ".join(words), setting
        words[-2:] = [words[-2].rstrip(ELLIPSIS) + ELLIPSIS]
