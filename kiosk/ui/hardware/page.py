"""What all pages of the hardware check have in common: a strip with the step, a head, buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.ui.frame import Box
from kiosk.ui.hardware.bench import Bench, Outcome, Step, Value, Verdict
from kiosk.ui.look import Look
from kiosk.ui.plain_stage import PlainPage
from kiosk.ui.sound import Chime
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button, Kind
from kiosk.ui.widgets.icon import IconName
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.strip import Strip, StripContent
from kiosk.ui.widgets.touchable import Action

TITLE_HEIGHT, HELP_HEIGHT = 108, 132
WIDE, NARROW = 420, 280
_HEAD_TOP, _HEAD_TOP_PORTRAIT = 188, 228


class Host(Protocol):
    """What a page is given: the program that shows it."""

    look: Look
    bench: Bench
    chime: Chime
    wall: Callable[[], float]
    monotonic: Callable[[], float]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What came of the pages so far, in their order."""

    @property
    def kept(self) -> str:
        """Why the results could not be written; "" where they are."""

    def note(self, outcome: Outcome) -> None:
        """Keeps what came of the page that is shown; the next one follows."""

    def go_back(self) -> None:
        """To the page before."""

    def stop(self) -> None:
        """Ends the program."""


class Choice:
    """A button at the foot: its text, what it does, how it looks."""

    def __init__(
        self, text: str, action: Action, kind: Kind = "plain", *, icon: IconName | None = None
    ) -> None:
        self.text, self.action, self.kind, self.icon = text, action, kind, icon


class Page(PlainPage):
    """One page. It is built anew for whatever changes on it."""

    step: Step | None = None
    draw: Callable[[], None]
    """Puts the parts of this page. Each page has its own."""

    def __init__(self, host: Host) -> None:
        super().__init__(host.look)
        self.host = host
        self.draw()

    def note(self, verdict: Verdict, **measured: Value) -> None:
        """Says what came of it."""
        if self.step:
            self.host.note(Outcome(self.step, verdict, measured))

    def skip(self) -> None:
        """Somebody does not want it, or can't."""
        self.note(Verdict.SKIPPED)

    def word(self, key: str, **values: object) -> str:
        """A text of the hardware check."""
        return self.texts(f"hardware.{key}", **values)

    @property
    def head_top(self) -> float:
        """Where the title begins, under the strip."""
        return _HEAD_TOP_PORTRAIT if self.look.frame.portrait else _HEAD_TOP

    @property
    def rows(self) -> int:
        """How many rows of buttons stand at the foot."""
        return 2 if self.look.frame.portrait else 1

    @property
    def foot(self) -> Box:
        """The buttons."""
        frame = self.look.frame
        end = frame.h - (Space.foot_portrait if frame.portrait else Space.foot)
        high = self.rows * Space.touch + (self.rows - 1) * Space.near
        return self.across(end - high, high)

    @property
    def area(self) -> Box:
        """Between head and foot."""
        top = self.head_top + TITLE_HEIGHT + HELP_HEIGHT
        return self.across(top, self.foot.y - Space.near - top)

    def draw_head(self, title: str, help_: str) -> None:
        """Strip, title, help."""
        house, steps = self.word("strip"), list(Step)
        place = self.word("step", number=steps.index(self.step) + 1, total=len(steps)) if self.step else title
        self.put(Strip(self.look, StripContent(house, house, place, staff=True, lotus=True)))
        self.draw_title(self.across(self.head_top, TITLE_HEIGHT + HELP_HEIGHT), title, help_)

    def draw_title(self, at: Box, title: str, help_: str, *, centred: bool = False) -> None:
        """A heading, and under it what is to be done."""
        look, align = self.look, "centre" if centred else "left"
        head = at._replace(h=TITLE_HEIGHT)
        below = at._replace(y=head.bottom, h=at.h - TITLE_HEIGHT)
        self.put(Words(look, head, title, look.type.heading, align=align))  # type: ignore[arg-type]
        quiet = look.palette.quiet
        self.put(
            Words(
                look,
                below,
                help_,
                look.type.hint,
                colour=quiet,
                align=align,  # type: ignore[arg-type]
                valign="top",
                most_lines=3,
            )
        )

    def draw_foot(self, *choices: Choice) -> None:
        """The way back and past at the left, the choices at the right; in portrait in a row above."""
        foot = self.foot
        go_back = Choice(self.word("back"), self.host.go_back, icon="back")
        ways = [go_back, Choice(self.word("skip"), self.skip)]
        if self.step is None:
            ways = ways[:1]
        low = foot._replace(y=foot.bottom - Space.touch, h=Space.touch)
        self._row(low._replace(w=NARROW), ways, NARROW)
        if self.look.frame.portrait:
            wide = (foot.w - Space.near * (len(choices) - 1)) / max(1, len(choices))
            self._row(foot._replace(h=Space.touch), choices, wide)
        else:
            taken = len(choices) * WIDE + (len(choices) - 1) * Space.near
            self._row(low._replace(x=foot.right - taken), choices, WIDE)

    def _row(self, at: Box, choices: list[Choice] | tuple[Choice, ...], wide: float) -> None:
        for number, one in enumerate(choices):
            place = at._replace(x=at.x + number * (wide + Space.near), w=wide)
            self.put(Button(self.look, place, one.text, one.action, kind=one.kind, icon=one.icon))
