"""Touch: felt at every edge and corner, and where the finger is; small targets are as small as any button."""

from __future__ import annotations

from math import hypot
from typing import Any

from kiosk.ui.frame import MILLIMETRES_PER_INCH, Box
from kiosk.ui.hardware.bench import Step, Verdict
from kiosk.ui.hardware.page import HELP_HEIGHT, TITLE_HEIGHT, WIDE, Page
from kiosk.ui.lettering import common_size
from kiosk.ui.setup.touch_test import Spot
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button, setting_of
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Action

_DOT = 20
_RING_EDGE = 6
_MOST_MISSES = 2
_NAMES = ("left top", "top", "right top", "left", "right", "left bottom", "bottom", "right bottom")


class _WholeScreen(Page):
    """No strip: the whole screen is needed. Words and buttons stand between the rows of what is touched."""

    def places(self, inset: float) -> list[tuple[float, float]]:
        """The middles of three rows of three, so far from the edges of the screen."""
        frame = self.look.frame
        return [
            (x, y)
            for y in (inset, frame.h / 2, frame.h - inset)
            for x in (inset, frame.w / 2, frame.w - inset)
        ]

    def draw_middle(self, title: str, help_: str, give_up: Action) -> None:
        """Title above the middle, the two ways on below it. `give_up`: what is done where it can't be."""
        frame, beside = self.look.frame, Space.touch + Space.gap
        wide = frame.w - 2 * beside
        high = TITLE_HEIGHT + HELP_HEIGHT
        above = (frame.h / 2 + Space.touch / 2) / 2
        self.draw_title(Box(beside, above - high / 2, wide, high), title, help_, centred=True)
        low = Box(beside, (frame.h * 3 / 2 - Space.touch / 2) / 2 - Space.touch / 2, wide, Space.touch)
        row = low.centred(2 * WIDE + Space.near, Space.touch)
        if row.w > low.w:
            row = low
        half = (row.w - Space.near) / 2
        back, given_up = row._replace(w=half), row._replace(x=row.right - half, w=half)
        look, wanted = self.look, self.look.type.button
        go_back, cannot = self.word("back"), self.word("cannot")
        settings = setting_of(look, go_back, back, wanted, "back"), setting_of(look, cannot, given_up, wanted)
        lettering = wanted.at(common_size(settings))
        self.put(Button(look, back, go_back, self.host.go_back, icon="back", lettering=lettering))
        self.put(Button(look, given_up, cannot, give_up, lettering=lettering))


class EdgesPage(_WholeScreen):
    """Eight squares, flush with the edges of the screen."""

    step = Step.EDGES

    def draw(self) -> None:
        """The squares around the words."""
        self.draw_middle(self.word("edges"), self.word("edges_help"), self._give_up)
        side = Space.touch
        middles = self.places(side / 2)
        del middles[len(middles) // 2]
        self.spots = {
            name: self.put(
                Spot(self.look, Box(x - side / 2, y - side / 2, side, side), self._look_whether_all)
            )
            for name, (x, y) in zip(_NAMES, middles, strict=True)
        }

    def _look_whether_all(self) -> None:
        if all(spot.felt for spot in self.spots.values()):
            self.note(Verdict.GOOD)

    def _give_up(self) -> None:
        """Some can't be touched: they are named."""
        missing = ", ".join(name for name, spot in self.spots.items() if not spot.felt)
        self.note(Verdict.BAD, not_felt=missing)


class TargetsPage(_WholeScreen):
    """Eight rings, one after the other; how far from each middle the finger came down is measured."""

    step = Step.TARGETS

    def draw(self) -> None:
        """The words, and the first ring."""
        self.draw_middle(self.word("targets"), self.word("targets_help"), self._give_up)
        self.targets = self.places(Space.touch / 2 + Space.near)
        del self.targets[len(self.targets) // 2]
        self._offsets: list[float] = []
        self._misses = 0
        self._ring: list[Panel] = []
        frame = self.look.frame
        at = Box(Space.margin, (frame.h - Space.touch) / 2, frame.w - 2 * Space.margin, Space.touch)
        self._count = self.put(Words(self.look, at, "", self.look.type.hint, align="centre"))
        self._show()

    @property
    def target(self) -> tuple[float, float]:
        """The middle of the ring that is shown, in design units."""
        return self.targets[len(self._offsets)]

    def _show(self) -> None:
        for part in self._ring:
            self.remove_widget(part)
        x, y = self.target
        palette, side = self.look.palette, Space.touch
        ring = Surface(palette.surface, palette.accent, _RING_EDGE, side / 2)
        self._ring = [
            self.put(Panel(self.look, Box(x - side / 2, y - side / 2, side, side), ring)),
            self.put(
                Panel(
                    self.look,
                    Box(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT),
                    Surface(palette.accent, radius=_DOT / 2),
                )
            ),
        ]
        done = self.word("targets_done", count=len(self._offsets), total=len(self.targets))
        self._count.say(done)

    def on_touch_down(self, touch: Any) -> bool:
        """A finger comes down: on a button, in the ring, or beside it."""
        if super().on_touch_down(touch):
            return True
        frame = self.look.frame
        x, y = touch.x / frame.unit, (frame.height - touch.y) / frame.unit
        offset = hypot(x - self.target[0], y - self.target[1])
        if offset > Space.touch / 2:
            self._misses += 1
            return True
        self._offsets.append(offset)
        if len(self._offsets) == len(self.targets):
            self._end()
        else:
            self._show()
        return True

    def _end(self) -> None:
        good = self._misses <= _MOST_MISSES
        mean, worst = sum(self._offsets) / len(self._offsets), max(self._offsets)
        self.note(
            Verdict.GOOD if good else Verdict.BAD,
            misses=self._misses,
            **self._measured("mean_offset", mean),
            **self._measured("worst_offset", worst),
        )

    def _measured(self, name: str, units: float) -> dict[str, float]:
        """In millimetres where the screen's size is known, else in pixels."""
        frame, diagonal = self.look.frame, self.host.bench.diagonal
        pixels = units * frame.unit
        if diagonal is None:
            return {f"{name}_px": round(pixels, 1)}
        millimetres = pixels * diagonal * MILLIMETRES_PER_INCH / hypot(frame.width, frame.height)
        return {f"{name}_mm": round(millimetres, 1)}

    def _give_up(self) -> None:
        """Not every ring can be hit."""
        self.note(Verdict.BAD, misses=self._misses, hit=len(self._offsets))
