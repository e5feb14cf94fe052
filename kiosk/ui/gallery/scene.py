"""What one picture of the gallery shows; languages and sizes are multiplied by who draws it. No Kivy here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.entries import Mode
from kiosk.domain.questionnaire import Questionnaire
from kiosk.ui.administration import Administration
from kiosk.ui.canned import LABELS, TOWN, CannedDesk
from kiosk.ui.gallery.canned_administration import CannedAdministration
from kiosk.ui.settings import DisplaySettings, Labels

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp


@dataclass(frozen=True)
class Manner:
    """How a kiosk is run, and how a citizen wants it: what a scene is multiplied by."""

    easy: bool = False
    """Large type and high contrast."""
    invited: bool = False
    simulated: bool = False

    @property
    def name(self) -> str:
        """As the name of a picture says it."""
        words = {"large": self.easy, "invited": self.invited, "simulated": self.simulated}
        return "-".join(word for word, on in words.items() if on) or "normal"


NORMAL, LARGE = Manner(), Manner(easy=True)
INVITED, LARGE_INVITED = Manner(invited=True), Manner(easy=True, invited=True)
SIMULATED, LARGE_SIMULATED = Manner(simulated=True), Manner(easy=True, simulated=True)
SOUND = CannedAdministration(sound=True)
USUAL, PLAIN = DeskSettings(), DisplaySettings()
CITIZEN = (NORMAL, LARGE)
"""The manners of what a citizen sees, who may want large type."""


@dataclass(frozen=True)
class Scene:
    """One moment of the kiosk. `before` brings the desk there; `then` does what only the screen knows."""

    name: str
    before: Callable[[CannedDesk], object] = lambda _: None
    then: Callable[[KioskApp], object] | None = None
    manners: tuple[Manner, ...] = CITIZEN
    questionnaire: Questionnaire = TOWN
    labels: Labels = LABELS
    settings: DeskSettings = USUAL
    display: DisplaySettings = PLAIN
    seconds: float = 0
    """So much time passes at the end, in the program as at the desk."""
    further_languages: tuple[tuple[str, str], ...] = ()
    """Codes and names of languages that are invented for this picture."""
    waiting: int = 0
    """Entries that the centre does not have yet."""
    administration: Administration = SOUND

    def desk(self, manner: Manner = NORMAL, languages: Sequence[str] = ("vi", "en")) -> CannedDesk:
        """A desk brought to this moment; its citizens begin in the first of the languages."""
        mode = Mode.INVITED if manner.invited else self.settings.mode
        settings = replace(self.settings, mode=mode, languages=tuple(languages))
        canned = CannedDesk(self.questionnaire, settings, simulated=manner.simulated, easy=manner.easy)
        self.before(canned)
        return canned
