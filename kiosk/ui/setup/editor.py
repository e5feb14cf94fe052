"""One text is typed: what is asked, the line with what stands there, the keyboard below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.ui.frame import Box
from kiosk.ui.setup.keyboard import Keyboard
from kiosk.ui.setup.layouts import KeyboardName, height_of
from kiosk.ui.setup.page import BACK_WIDTH, Host, Page
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Action

HEAD_HEIGHT, LINE_HEIGHT = 72, 112
HELP_HEIGHT, HELP_HEIGHT_PORTRAIT = 52, 88  # one line, two
ABOVE_KEYS = 20
TYPED = Lettering((52, 44, 36, 32, 30), "medium")
PADDING = 28
GAP = 12
CARET = "|"
MOST_LETTERS = 200


@dataclass(frozen=True)
class Question:
    """What is asked; `done` is given what was typed. `remove` takes the thing itself away: words, deed."""

    title: str
    help: str
    keyboard: KeyboardName
    text: str
    done: Callable[[str], None]
    cancel: Action
    remove: tuple[str, Action] | None = None


class Editor(Page):
    """Lies over a page of setup until what is typed is meant, or not."""

    def __init__(self, host: Host, question: Question) -> None:
        self.question = question
        super().__init__(host)

    def draw(self) -> None:
        """Question, line, keyboard, and the buttons."""
        look, question = self.look, self.question
        high = height_of(question.keyboard, portrait=look.frame.portrait)
        keys = self.across(self.foot.y - Space.near - high, high)
        help_height = HELP_HEIGHT_PORTRAIT if look.frame.portrait else HELP_HEIGHT
        y = keys.y - ABOVE_KEYS - LINE_HEIGHT - GAP - help_height - HEAD_HEIGHT
        self.put(Words(look, self.across(y, HEAD_HEIGHT), question.title, look.type.heading))
        at = self.across(y + HEAD_HEIGHT, help_height)
        self.put(
            Words(look, at, question.help, look.type.hint.at(30), colour=look.palette.quiet, most_lines=2)
        )
        line = self.across(at.bottom + GAP, LINE_HEIGHT)
        surface = Surface(look.palette.surface, look.palette.accent, Space.chosen_edge, Space.radius_box)
        self.put(Panel(look, line, surface))
        self._line = self.put(Words(look, line.inside(PADDING), "", TYPED))
        self.keyboard = self.put(Keyboard(look, keys, question.keyboard, question.text, self._show))
        self._draw_buttons()
        self._show(question.text)

    def typed(self, text: str) -> None:
        """A real keyboard types as well."""
        if text.isprintable():
            self.keyboard.type(text)

    def key(self, name: str) -> None:
        """Backspace deletes, enter is the main button, Esc leaves."""
        if name in ("backspace", "delete"):
            self.keyboard.delete()
        else:
            super().key(name)

    def go_back(self) -> None:
        """To the page below, as it was."""
        self.question.cancel()

    def _draw_buttons(self) -> None:
        texts = self.texts
        self.draw_back()
        self.draw_main(texts("setup.typed"), lambda: self.question.done(self.keyboard.text))
        text, action = self.question.remove or (texts("setup.clear"), self._clear)
        at = self.foot._replace(x=self.foot.x + BACK_WIDTH + Space.near, w=BACK_WIDTH)
        self._second = self.put(Button(self.look, at, text, action))

    def _clear(self) -> None:
        self._second.let_go()
        self.keyboard.clear()

    @property
    def main_place(self) -> Box:
        """As wide as the others, so that three stand beside each other in portrait."""
        return self.foot._replace(x=self.foot.right - BACK_WIDTH, w=BACK_WIDTH)

    def _show(self, text: str) -> None:
        """The end of what is typed is always seen."""
        if len(text) > MOST_LETTERS:
            self.keyboard.text = text = text[:MOST_LETTERS]
        room, measure = self._line.box.w, self.look.measure(TYPED)
        size = self.look.fit(text + CARET, self._line.box, TYPED).size
        seen = text
        while measure(f"…{seen}{CARET}", size) > room and len(seen) > 1:
            seen = seen[1:]
        self._line.say((text if seen == text else f"…{seen}") + CARET, lettering=TYPED.at(size))
