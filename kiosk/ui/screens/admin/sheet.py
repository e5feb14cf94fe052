"""What holds the administrator's pages: the strip with the ways out, one page, and the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kiosk.domain.desk_view import DeskView
from kiosk.ui.administration import Administration
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.screens.admin.focus import Focus
from kiosk.ui.screens.admin.page import Page
from kiosk.ui.screens.admin.status import StatusPage
from kiosk.ui.screens.sheet import Kit, Sheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.strip import Strip, StripContent
from kiosk.ui.widgets.touchable import Action, Touchable

CLOSE, BACK = 304, 240
LEAVING = ("escape", "backspace")


class AdminSheet(Sheet):
    """One for as long as an administrator is there; pages come and go on it.

    While a job runs somebody waits for it: the desk's time-out does not send the pages away.
    """

    page: Page | None = None

    def __init__(self, look: Look, view: DeskView, kit: Kit) -> None:
        if kit.administration is None:
            raise RuntimeError("the screens were given nothing to administer")
        self.administration: Administration = kit.administration
        super().__init__(replace(look, easy=False), view, kit)

    def draw(self, _view: DeskView) -> None:
        """The strip and the first page."""
        self.focus = Focus(self.look, self._choices)
        self._past: list[Page] = []
        self._ways_out: list[tuple[Touchable, Action]] = []
        self.strip = self._draw_strip()
        self.close = self._way_out(0, self.texts("admin.close"), self.calling(self.desk.cancel))
        self.back = self._way_out(1, self.texts("admin.back"), self.go_back)
        self.turn_to(StatusPage(self))

    def show(self, view: DeskView) -> None:
        """Lets the page look at its job."""
        super().show(view)
        if self.page:
            self.page.poll()
            if self.page.working:
                self.desk.touched()

    @property
    def duty(self) -> str:
        """Which department is on duty, in a few words."""
        view = self.view
        names = [
            one.name_in(view.language) for one in view.questionnaire.departments if one.code == view.on_duty
        ]
        return self.texts("admin.on_duty", department=names[0]) if names else self.texts("admin.off_duty")

    def turn_to(self, page: Page) -> None:
        """Puts another page in the place of this one, whose job is cancelled."""
        if self.page:
            self._past.append(self.page)
        self._open(page)

    def go_back(self) -> None:
        """Returns to the page before; from the first there is none."""
        page = self._past.pop()
        page.begin_anew()
        self._open(page)

    def key(self, name: str) -> bool:
        """The page's own keys, then those that move about; Esc goes back, and from the first page out."""
        if self.page and self.page.key(name):
            return True
        if name not in LEAVING:
            return self.focus.key(name)
        if self._past:
            self.go_back()
        else:
            self.desk.cancel()
        return True

    def on_parent(self, _: Any, parent: Any) -> None:
        """Taken from the screen, by whatever: nobody waits any more."""
        if parent is None and self.page:
            self.page.leave()

    def _open(self, page: Page) -> None:
        if self.page:
            self.page.leave()
            self.remove_widget(self.page)
        self.page = page
        self.put(page)
        page.redraw()
        self._offer_back(bool(self._past) and not page.has_own_back)
        self.remove_widget(self.focus)
        self.put(self.focus)
        self.kit.settle()

    def _choices(self) -> Sequence[tuple[Touchable, Action]]:
        shown = [choice for choice in self._ways_out if choice[0].parent]
        return [*(self.page.choices if self.page else ()), *shown]

    def _draw_strip(self) -> Strip:
        texts = self.texts
        title = texts("admin.title", device=self.administration.device)
        reserved = CLOSE + BACK + 2 * Space.near
        content = StripContent(title, title, self.duty, tag=self._tag(), staff=True, reserved=reserved)
        return self.put(Strip(self.look, content))

    def _way_out(self, place: int, text: str, action: Action) -> Button:
        """A button of the strip; 0 is the right one."""
        frame = self.look.frame
        high, reach = (Space.strip_button_portrait, 12.0) if frame.portrait else (Space.strip_button, 24.0)
        wide = BACK if place else CLOSE
        x = frame.w - Space.margin - CLOSE - (BACK + Space.near if place else 0)
        at = Box(x, (self.strip.box.h - high) / 2, wide, high)
        button = Button(self.look, at, text, action, kind="strip", reach=reach)
        self._ways_out.append((button, action))
        return self.put(button)

    def _offer_back(self, offered: bool) -> None:
        if offered and self.back.parent is None:
            self.put(self.back)
        elif not offered:
            self.remove_widget(self.back)
