"""What all pages of setup have in common: a strip with the step, a head, a row of buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.setup.answers import Answers, Step
from kiosk.ui.administration import Finding
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.plain_stage import PlainPage
from kiosk.ui.setup.port import SetupPort
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.strip import Strip, StripContent
from kiosk.ui.widgets.touchable import Action

BACK_WIDTH, MAIN_WIDTH = 300, 400
TITLE_RISE, TITLE_HEIGHT = 204, 108
HELP_RISE, HELP_HEIGHT = 106, 90
SIGN = 40
HELP = Lettering((36, 32, 30))
FAULT = Lettering((32, 30), "medium")
ENTER = ("enter", "numpadenter")


class Host(Protocol):
    """What a page is given: the program that shows it."""

    look: Look
    answers: Answers
    port: SetupPort
    target: str
    """Where the configuration will stand."""
    starts: bool
    """The kiosk is started at the end."""

    def take(self, answers: Answers) -> None:
        """These are the answers now."""

    def turn_to(self, page: Callable[[Host], Page]) -> None:
        """Puts another page on the screen."""

    def turn_to_step(self, step: Step) -> None:
        """Puts the page of a step on the screen."""

    def speak(self, language: str) -> None:
        """Another language from now on."""

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Everything is written; this is what the last look found."""

    def end(self, *, done: bool) -> None:
        """Ends the program; `done` where the PC is set up."""


class Page(PlainPage):
    """One page. It is built anew for whatever changes on it."""

    step: Step | None = None
    draw: Callable[[], None]
    """Puts the parts of this page. Each page has its own."""

    def __init__(self, host: Host) -> None:
        super().__init__(host.look)
        self.host = host
        self.main: Action | None = None
        self.draw()

    def typed(self, _text: str) -> None:
        """A real keyboard typed a text."""

    def key(self, name: str) -> None:
        """A key that types nothing: the enter key is the main button, Esc the way back."""
        if name in ENTER and self.main:
            self.main()
        elif name == "escape":
            self.go_back()

    def go_back(self) -> None:
        """To the step before; from the first there is none."""
        steps = list(Step)
        place = steps.index(self.step) if self.step else 0
        if place:
            self.host.turn_to_step(steps[place - 1])

    def go_on(self) -> None:
        """To the step after this one."""
        steps = list(Step)
        if self.step:
            self.host.turn_to_step(steps[steps.index(self.step) + 1])

    @property
    def language(self) -> str:
        """The code of the language of these pages."""
        return self.texts.language

    @property
    def top(self) -> float:
        """Where the contents begin."""
        return 432 if self.look.frame.portrait else 392

    @property
    def foot(self) -> Box:
        """The row of buttons."""
        frame = self.look.frame
        end = frame.h - (Space.foot_portrait if frame.portrait else Space.foot)
        return self.across(end - Space.touch, Space.touch)

    @property
    def area(self) -> Box:
        """Between head and foot."""
        return self.across(self.top, self.foot.y - Space.near - self.top)

    @property
    def area_above_second(self) -> Box:
        """The same on a page with a second button, which in portrait stands above the main one."""
        area = self.area
        taken = Space.touch + Space.near if self.look.frame.portrait else 0
        return area._replace(h=area.h - taken)

    def draw_head(self, title: str, help_: str, fault: str = "") -> None:
        """Strip, title, and help; or what is wrong in its place."""
        texts, look = self.texts, self.look
        if self.step is None:
            place = texts("setup.end")
        else:
            number = list(Step).index(self.step) + 1
            place = texts("setup.step", number=number, total=len(Step))
        house = texts("setup.strip")
        self.put(Strip(look, StripContent(house, house, place, staff=True, lotus=True)))
        self.put(Words(look, self.across(self.top - TITLE_RISE, TITLE_HEIGHT), title, look.type.heading))
        below = self.across(self.top - HELP_RISE, HELP_HEIGHT)
        if fault:
            self.draw_fault(below, fault)
        else:
            quiet = look.palette.quiet
            self.put(Words(look, below, help_, HELP, colour=quiet, most_lines=2, valign="top"))

    def draw_fault(self, at: Box, text: str, *, most_lines: int = 2) -> None:
        """What is wrong, beside its sign."""
        look, fault = self.look, self.look.palette.fault
        setting = look.fit(text, at.inside(SIGN + 16, 0, 0), FAULT, most_lines=most_lines)
        line = setting.height / len(setting.lines)
        self.put(Icon(look, Box(at.x, at.y + (line - SIGN) / 2, SIGN, SIGN), "attention", fault))
        beside = at.inside(SIGN + 16, 0, 0)
        self.put(
            Words(
                look, beside, text, FAULT.at(setting.size), colour=fault, most_lines=most_lines, valign="top"
            )
        )

    def draw_back(self) -> None:
        """The way to the step before."""
        at = self.foot._replace(w=BACK_WIDTH)
        self.put(Button(self.look, at, self.texts("setup.back"), self.go_back, icon="back"))

    def draw_main(self, text: str, action: Action) -> None:
        """The main button, at the right; the enter key does the same."""
        self.main = action
        self.put(Button(self.look, self.main_place, text, action, kind="main"))

    @property
    def main_place(self) -> Box:
        """Where the main button stands."""
        return self.foot._replace(x=self.foot.right - MAIN_WIDTH, w=MAIN_WIDTH)

    def draw_second(self, text: str, action: Action) -> None:
        """A button at the left of the main one; in portrait above it."""
        main = self.main_place
        if self.look.frame.portrait:
            at = main._replace(y=main.y - Space.touch - Space.near)
        else:
            at = main._replace(x=main.x - Space.near - MAIN_WIDTH)
        self.put(Button(self.look, at, text, action))
