"""What the screens are told from outside. No Kivy here: the command line builds these first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """The names on the strip: whose desk this is, and which counter."""

    agency: str
    unit: str = ""
    counter: str = ""

    def house(self) -> str:
        """Agency and unit in one line."""
        return _joined(self.agency, self.unit)

    def desk(self) -> str:
        """Unit and counter in one line."""
        return _joined(self.unit, self.counter)

    def department(self, name: str) -> str:
        """A department and this counter in one line."""
        return _joined(name, self.counter)


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


def _joined(*names: str) -> str:
    return " · ".join(name for name in names if name)
