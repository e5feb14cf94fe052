"""The on-screen keyboard, for a PC with a touch screen alone; Vietnamese letters and tones have keys."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.setup.layouts import DELETE, SHIFT, SPACE, KeyboardName, places_of
from kiosk.ui.setup.tones import TONES, with_tone
from kiosk.ui.theme import Lettering
from kiosk.ui.widgets.panel import Surface
from kiosk.ui.widgets.part import Part, Words
from kiosk.ui.widgets.touchable import Action, Touchable

LETTER = Lettering((48, 42, 36, 30), "semibold")
WORD = Lettering((36, 32, 30), "medium")  # of a key that does something
WORD_PADDING = 14


class Key(Touchable):
    """One key; it springs back at once, for the next letter may be the same."""

    def __init__(self, look: Look, box: Box, label: str, action: Action) -> None:
        super().__init__(look, box, self._acting(action), Surface.rest(look.palette))
        lettering = LETTER if len(label) == 1 else WORD
        room = box.inside(6 if lettering is LETTER else WORD_PADDING)
        self.words = self.put(Words(look, room, label, lettering, align="centre"))

    @property
    def text(self) -> str:
        """What stands on it."""
        return self.words.text

    def _acting(self, action: Action) -> Action:
        def act() -> None:
            self.let_go()
            action()

        return act


class Keyboard(Part):
    """Types into `text`; `changed` is called after each key. A shift holds for one letter, twice for all."""

    def __init__(
        self, look: Look, box: Box, keyboard: KeyboardName, text: str, changed: Callable[[str], None]
    ) -> None:
        super().__init__(look, box)
        self._changed, self.text = changed, text
        self._capital, self._locked = keyboard == "words" and not text, False
        self.keys: dict[str, Key] = {}
        for cap, at in places_of(keyboard, box, portrait=look.frame.portrait):
            label, action = self._label(cap.name), self._action(cap.name)
            self.keys[cap.name] = self.put(Key(look, at, label, action))
        self._show_case()

    def type(self, text: str) -> None:
        """Adds what was typed, here or on a real keyboard."""
        self._set(self.text + text)
        if self._capital and not self._locked:
            self._shift_to(capital=False)

    def delete(self) -> None:
        """Takes the last letter away."""
        self._set(self.text[:-1])

    def clear(self) -> None:
        """Takes everything away."""
        self._set("")

    def _label(self, name: str) -> str:
        if name in (SHIFT, DELETE, SPACE, *TONES):
            return self.look.texts(f"setup.key_{name}")
        return name

    def _action(self, name: str) -> Action:
        if name in TONES:
            return lambda: self._set(with_tone(self.text, name))
        special: dict[str, Action] = {
            SHIFT: self._shift,
            DELETE: self.delete,
            SPACE: lambda: self.type(" "),
        }
        return special.get(name) or (lambda: self.type(self._cased(name)))

    def _cased(self, letter: str) -> str:
        return letter.upper() if self._capital and len(letter) == 1 else letter

    def _set(self, text: str) -> None:
        self.text = text
        self._changed(text)

    def _shift(self) -> None:
        """Small, one capital, all capitals, small."""
        self._locked, capital = self._capital and not self._locked, not (self._capital and self._locked)
        self._shift_to(capital=capital)

    def _shift_to(self, *, capital: bool) -> None:
        self._capital = capital
        self._locked = self._locked and capital
        self._show_case()

    def _show_case(self) -> None:
        if SHIFT not in self.keys:
            return
        for name, key in self.keys.items():
            if len(name) == 1:
                key.words.say(self._cased(name))
        palette = self.look.palette
        shift = self.keys[SHIFT]
        shift.restyle(Surface.chosen(palette) if self._capital else Surface.rest(palette))
        shift.words.say(self.look.texts("setup.key_lock" if self._locked else "setup.key_shift"))
