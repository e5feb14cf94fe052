"""What is checked, and what the checks need to be told from outside."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.check.monitors import screens_of_system
from kiosk.check.registry import Registry, registry_of_system
from kiosk.config import Config
from kiosk.screen_size import Screen, diagonal_of_system
from sync.answers import Centre


@dataclass(frozen=True)
class Window:
    """What opening a window showed: its size in pixels, and the sentence of what the screens can't draw.

    `renderer` is who draws, in the driver's words; `providers` are the ways in which a touch arrives.
    """

    width: int
    height: int
    opengl: str
    refusal: str = ""
    renderer: str = ""
    providers: tuple[str, ...] = ("mouse",)
    kivy: str = ""


@dataclass(frozen=True)
class Program:
    """Where this program stands, whether it is the packaged one, and its version."""

    folder: Path
    packaged: bool
    version: str

    @classmethod
    def own(cls, version: str) -> Program:
        """The one that runs, which is of this version."""
        packaged = bool(getattr(sys, "frozen", False))
        folder = Path(sys.executable).parent if packaged else Path(__file__).parents[1]
        return cls(folder, packaged, version)


@dataclass(frozen=True)
class Subject:
    """A PC with its configuration.

    `open_window` opens a hidden one in a process of its own and closes it again; None where none opens.
    `centre` gives the one at an address, with this device's token.
    """

    config: Config
    program: Program
    environment: Mapping[str, str]
    open_window: Callable[[], Window | None]
    centre: Callable[[str], Centre]
    diagonal_of_system: Callable[[tuple[int, int]], float | None] = diagonal_of_system
    """Inches across the screen at a point of the desktop, where the system knows them."""
    screens: Callable[[], Sequence[Screen]] = screens_of_system
    """The screens of the desktop; empty where nobody knows them."""
    is_watched: Callable[[], bool] = lambda: False
    """Whether a watchdog looks after the kiosk of this journal now."""
    root: Path = Path("/")
    """Above Linux's own files."""
    registry: Registry = registry_of_system
    """Values of Windows's registry."""
    public_authorities: Path | None = None
    """The certificates of the authorities that the whole world trusts, in PEM."""
