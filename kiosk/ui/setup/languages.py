"""The first page: in which language setup speaks."""

from __future__ import annotations

from kiosk.setup.answers import Step
from kiosk.ui.frame import Box
from kiosk.ui.setup.page import BACK_WIDTH, Page
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.touchable import Action

LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
"""Those that the commands speak, each in its own name."""
HIGH = 240


class LanguagePage(Page):
    """One touch chooses and goes on."""

    step = Step.LANGUAGE

    def draw(self) -> None:
        """A button a language; and the way out, for nothing is written yet."""
        look, texts = self.look, self.texts
        self.draw_head(texts("setup.welcome"), texts("setup.welcome_help"))
        across = 1 if look.frame.portrait else len(LANGUAGES)
        columns = look.frame.columns(across, margin=Space.margin, gap=Space.gap)
        for number, (code, name) in enumerate(LANGUAGES):
            x, wide = columns[number % across]
            at = Box(x, self.top + number // across * (HIGH + Space.gap), wide, HIGH)
            self.put(Button(look, at, name, self._choosing(code), lettering=look.type.choice))
        at = self.foot._replace(w=BACK_WIDTH)
        self.put(Button(look, at, texts("setup.leave"), lambda: self.host.end(done=False), icon="exit"))

    def _choosing(self, code: str) -> Action:
        def choose() -> None:
            self.host.speak(code)
            self.go_on()

        return choose
