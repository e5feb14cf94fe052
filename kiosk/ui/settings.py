"""What the screens are told from outside. No Kivy here: the command line builds these first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kiosk.domain.records import dataclass


@dataclass(frozen=True)
class Labels:
    """The names on the strip: whose desk this is, and which counter."""

    agency: str
    unit: str = ""
    counter: str = ""
    device: str = ""

    def house(self) -> str:
        """Agency and unit in one line."""
        return _joined(self.agency, self.unit)

    def desk(self) -> str:
        """Unit and counter in one line."""
        return _joined(self.unit, self.counter)

    def machine(self) -> str:
        """What names this machine to whoever is asked for help: device and counter."""
        return _joined(self.device, self.counter)

    def department(self, name: str) -> str:
        """A department and this counter in one line."""
        return _joined(name, self.counter)


@dataclass(frozen=True)
class Notice:
    """What changed since the last ratings, by language; shown now and then while nobody is there."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    every_seconds: float = 90
    for_seconds: float = 12


@dataclass(frozen=True)
class DisplaySettings:
    """Where and how the window stands.

    Without a size the kiosk fills the display it opens on. With a size it is a borderless window of so
    many pixels at `position` of the desktop: so it is put on a second screen.
    """

    size: tuple[int, int] | None = None
    position: tuple[int, int] = (0, 0)
    show_cursor: bool = False
    frames_per_second: int = 60
    dark_after_seconds: float = 0
    """Without a touch for so long the idle screen goes black; 0: never. The touch that wakes it presses
    nothing."""
    invite_key: str = "f8"
    shift_key: str = "f9"
    sounds: bool = True
    """Whether one soft sound is played after each commit of a citizen."""
    attract_seconds: float = 45
    """How often the idle screen moves gently; 0: never."""
    notice: Notice | None = None
    languages_folder: Path | None = None
    """A folder with further languages."""
    diagonal_inches: float | None = None


def _joined(*names: str) -> str:
    return " · ".join(name for name in names if name)
