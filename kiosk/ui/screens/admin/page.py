"""What the administrator's pages have in common: a place below the strip, words, buttons, one job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from kivy.clock import Clock

from kiosk.ui.administration import Administration, Job
from kiosk.ui.frame import Box
from kiosk.ui.screens.admin.action import ActionButton
from kiosk.ui.screens.admin.sign import SignName
from kiosk.ui.theme import Lettering, Motion, Space
from kiosk.ui.widgets.button import Button, Kind
from kiosk.ui.widgets.icon import IconName
from kiosk.ui.widgets.part import Part, Words
from kiosk.ui.widgets.touchable import Action, Touchable

if TYPE_CHECKING:
    from kiosk.ui.screens.admin.sheet import AdminSheet

TouchableT = TypeVar("TouchableT", bound=Touchable)
HEADING_HEIGHT = 92
ROW_BUTTON = 420


class Page(Part):
    """One page. `poll` is called at each tick and must return at once."""

    draw: Callable[[], None]
    """Puts the parts; called once, and again by `redraw`. Each page has its own."""
    job: Job[Any] | None = None
    """What runs for this page; it is cancelled when the page is left."""
    moved_at = 0.0
    """When its job last showed that it goes on, by Kivy's clock."""
    has_own_back = False
    """Whether one of its own buttons leads back, so that the strip need not offer it again."""

    def __init__(self, sheet: AdminSheet) -> None:
        look = sheet.look
        super().__init__(look, Box(0, 0, look.frame.w, look.frame.h))
        self.sheet, self.texts = sheet, look.texts
        self.choices: list[tuple[Touchable, Action]] = []
        top = sheet.strip.box.bottom + Space.near
        bottom = look.frame.h - (Space.foot_portrait if look.frame.portrait else Space.foot)
        self.area = Box(Space.margin, top, look.frame.w - 2 * Space.margin, bottom - top)

    @property
    def administration(self) -> Administration:
        """What the pages ask."""
        return self.sheet.administration

    @property
    def working(self) -> bool:
        """Whether something runs that no time-out may leave; not once it stands still: disks may hang."""
        stands_still = Clock.get_time() - self.moved_at > Motion.patience
        return self.job is not None and not self.job.over and not stands_still

    def poll(self) -> None:
        """Takes up what its job has come to, and what changed at the desk."""

    def key(self, _name: str) -> bool:
        """A key that this page gives a meaning of its own; returns whether it did."""
        return False

    def leave(self) -> None:
        """It is gone: nobody waits any more for what it had begun."""
        if self.job:
            self.job.cancel()

    def begin_anew(self) -> None:
        """It is returned to: what it had found out may be old."""
        self.job = None

    def redraw(self) -> None:
        """Draws everything anew."""
        self.clear_widgets()
        self.choices.clear()
        self.draw()
        self.sheet.focus.forget()

    def heading(self, title: str, help_: str = "") -> float:
        """Puts title and help at the top; returns where they end."""
        look, area = self.look, self.area
        self.words(area._replace(h=HEADING_HEIGHT), title, look.type.heading)
        y = area.y + HEADING_HEIGHT
        if help_:
            high = look.fit(help_, area._replace(h=200), look.type.hint, most_lines=2).height
            self.words(Box(area.x, y, area.w, high), help_, look.type.hint, quiet=True, most_lines=2)
            y += high
        return y + Space.near

    def words(
        self, at: Box, text: str, lettering: Lettering, *, quiet: bool = False, most_lines: int = 1
    ) -> Words:
        """Puts a text at the left of its place."""
        colour = self.look.palette.quiet if quiet else None
        return self.put(Words(self.look, at, text, lettering, colour=colour, most_lines=most_lines))

    def button(
        self,
        at: Box,
        text: str,
        action: Action,
        *,
        kind: Kind = "plain",
        icon: IconName | None = None,
        icon_after: bool = False,
    ) -> Button:
        """Puts a button, for fingers and the keyboard."""
        button = Button(self.look, at, text, action, kind=kind, icon=icon, icon_after=icon_after)
        return self._chosen_by(self.put(button), action)

    def action(
        self, at: Box, sign: SignName | None, text: str, action: Action, *, note: str = ""
    ) -> ActionButton:
        """Puts a large button with a sign, for fingers and the keyboard."""
        return self._chosen_by(self.put(ActionButton(self.look, at, sign, text, action, note=note)), action)

    def below(self, y: float, text: str, action: Action, *, main: bool = False, place: int = 0) -> Button:
        """Puts a button below what ends near above `y`: 0 is the left one, 1 the one beside it."""
        area, wide = self.area, min(ROW_BUTTON, (self.area.w - Space.near) / 2)
        at = Box(area.x + place * (wide + Space.near), y + Space.gap - Space.near, wide, Space.touch)
        return self.button(at, text, action, kind="main" if main else "plain")

    def _chosen_by(self, part: TouchableT, action: Action) -> TouchableT:
        self.choices.append((part, action))
        return part
