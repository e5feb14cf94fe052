"""What all screens have in common: a page, a strip, and the way to call the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from kivy.uix.widget import Widget

from kiosk.domain.desk import Desk
from kiosk.domain.desk_view import DeskView
from kiosk.domain.records import dataclass
from kiosk.ui.frame import Box
from kiosk.ui.lettering import Setting
from kiosk.ui.look import Look
from kiosk.ui.settings import Labels, Notice
from kiosk.ui.texts import Texts
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.part import PartT, Words
from kiosk.ui.widgets.strip import Strip, StripActions, StripContent
from kiosk.ui.widgets.touchable import Action, Tappable

if TYPE_CHECKING:
    from kiosk.ui.administration import Administration

MOST_LINES = 4  # of a sentence, in portrait
LANGUAGES_WIDTH = 400
"""Of the names on the strip's button, where there are several other languages."""

Cover = Literal["languages", "notice"]
"""What the screens lay over a screen of the desk, which knows nothing of it."""


@dataclass(frozen=True)
class Kit:
    """What every screen is given. `changed` is to be called after each call of the desk.

    `cover` lays something over the screen, or takes it away.
    """

    desk: Desk
    labels: Labels
    languages: Mapping[str, Texts]
    invite_key: str
    changed: Callable[[], None]
    cover: Callable[[Cover | None], None] = lambda _: None
    notice: Notice | None = None
    administration: Administration | None = None
    settle: Callable[[], None] = lambda: None
    """Takes no touch for a moment: what stands on the sheet has changed."""
    end: Callable[[], None] = lambda: None
    """Ends the program."""


class Sheet(Widget):
    """One screen as it stands for one view of the desk; its ground is the stage's.

    A sheet is built anew for another screen, criterion, language or type; what else changes in a view, it
    takes up in `show`.
    """

    strip: Strip
    help: Words | None = None
    """The line that gives way to "one moment, please" while a commit takes long."""
    draw: Callable[[DeskView], None]
    """Puts the parts of this screen; called once. Each screen has its own."""

    def __init__(self, look: Look, view: DeskView, kit: Kit) -> None:
        frame = look.frame
        super().__init__(size_hint=(None, None), size=(frame.width, frame.height))
        self.look, self.kit, self.desk, self.texts = look, kit, kit.desk, look.texts
        self.view = view
        self.draw(view)
        self._help_text = self.help.text if self.help else ""
        self.show(view)

    def show(self, view: DeskView) -> None:
        """Takes up what changed within this screen."""
        self.view = view
        if self.help:
            self.help.say(self.texts("rating.waiting") if view.waiting else self._help_text)
        if not view.busy:
            for part in self.walk(restrict=True):
                if isinstance(part, Tappable):
                    part.let_go()

    def beckon(self) -> None:
        """For what moves gently on an idle screen."""

    def key(self, _name: str) -> bool:
        """A key of the keyboard was pressed, by Kivy's name of it; returns whether it meant something."""
        return False

    def put(self, part: PartT) -> PartT:
        """Adds a part on top, and returns it."""
        self.add_widget(part)
        return part

    def calling(self, call: Callable[..., None], *arguments: object) -> Action:
        """An action that calls the desk and has the screens look at it again."""

        def act() -> None:
            call(*arguments)
            self.kit.changed()

        return act

    @property
    def middle(self) -> Box:
        """The whole width between the margins; only x and w are meant."""
        return Box(Space.margin, 0, self.look.frame.w - 2 * Space.margin, 0)

    def across(self, y: float, h: float) -> Box:
        """A box between the margins."""
        return self.middle._replace(y=y, h=h)

    def words(self, at: Box, text: str, lettering: Lettering, *, most_lines: int = 1) -> Words:
        """Puts a text of a clerk's screen: at the left of its place."""
        return self.put(Words(self.look, at, text, lettering, most_lines=most_lines))

    def quiet_words(self, at: Box, text: str, lettering: Lettering, *, most_lines: int = 2) -> Words:
        """Puts a second sentence of a clerk's screen."""
        colour = self.look.palette.quiet
        return self.put(Words(self.look, at, text, lettering, colour=colour, most_lines=most_lines))

    def draw_head(self, title: str, help_: str) -> None:
        """Title and help of a clerk's screen, above its tiles."""
        top, look = self.tiles_top, self.look
        self.words(self.across(top - 204, 108), title, look.type.heading)
        self.help = self.quiet_words(self.across(top - 106, 90), help_, look.type.hint)

    @property
    def tiles_top(self) -> float:
        """Where the tiles of a clerk's screen begin."""
        return 432 if self.look.frame.portrait else 392

    @property
    def foot_line(self) -> float:
        """Where the last row of a clerk's screen ends."""
        frame = self.look.frame
        return frame.h - (Space.foot_portrait if frame.portrait else Space.foot)

    def centred_words(
        self, y: float, h: float, text: str, lettering: Lettering, *, colour: str | None = None
    ) -> Words:
        """Puts a text in the middle of a citizen's screen."""
        at = self.across(y, h)
        words = Words(self.look, at, text, lettering, colour=colour, align="centre", most_lines=MOST_LINES)
        return self.put(words)

    def fit_centred(
        self, text: str, lettering: Lettering, most: float, *, large_first: bool = False
    ) -> Setting:
        """How `centred_words` sets a text that may be so high."""
        at = self.across(0, most)
        return self.look.fit(text, at, lettering, most_lines=MOST_LINES, large_first=large_first)

    def citizen_strip(self, *, controls: bool = True, clerk: bool = True) -> Strip:
        """The strip of a citizen's screen; touching its names asks for the clerk's sheet."""
        view, labels = self.view, self.kit.labels
        name = view.department.name_in(view.language) if view.department else ""
        content = StripContent(labels.house(), labels.agency, labels.department(name), tag=self._tag())
        actions = self._strip_actions() if controls else None
        shift = self.calling(self.desk.open_shift_menu) if clerk else None
        return self.put(Strip(self.look, content, actions, shift))

    def staff_strip(self, *, lotus: bool = False) -> Strip:
        """The strip of a clerk's screen."""
        labels = self.kit.labels
        content = StripContent(
            labels.agency, labels.agency, labels.desk(), tag=self._tag(), staff=True, lotus=lotus
        )
        return self.put(Strip(self.look, content))

    def _tag(self) -> str:
        return self.texts("strip.simulated") if self.view.simulated else ""

    def _strip_actions(self) -> StripActions:
        """One other language is chosen at once, several on a page of their own."""
        others = [texts for code, texts in self.kit.languages.items() if code != self.texts.language]
        if len(others) > 1:
            change: Action = lambda: self.kit.cover("languages")  # noqa: E731 - one of three actions
            name = self._names(others)
        else:
            following = others[0].language if others else self.texts.language
            change = self.calling(self.desk.set_language, following)
            name = others[0].name if others else ""
        toggle = self.calling(self.desk.set_easy, not self.look.easy)
        return StripActions(toggle_type=toggle, change_language=change, language_name=name)

    def _names(self, others: Sequence[Texts]) -> str:
        """The names of other languages; where there is no room for all, one, in portrait as many as fit."""
        names = [texts.name for texts in others]
        for count in range(len(names), 1, -1 if self.look.frame.portrait else -len(names)):
            some = " · ".join([*names[:count], *_further(names[count:])])
            if self.look.width(some, self.look.type.button) <= LANGUAGES_WIDTH:
                return some
        return " · ".join([names[0], *_further(names[1:])])


def _further(names: Sequence[str]) -> list[str]:
    """How many more there are: "+4"."""
    return [f"+{len(names)}"] if names else []
