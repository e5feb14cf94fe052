"""What is checked, and what the checks need to be told from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.check.screen_size import diagonal_of_system
from kiosk.config import Config
from sync.answers import Centre


@dataclass(frozen=True)
class Window:
    """What opening a window showed: its size in pixels, and the sentence of what the screens can't draw."""

    width: int
    height: int
    opengl: str
    refusal: str = ""


@dataclass(frozen=True)
class Subject:
    """A PC with its configuration.

    `open_window` opens a hidden one in a process of its own and closes it again; None where none opens.
    `centre` gives the one at an address, with this device's token.
    """

    config: Config
    environment: Mapping[str, str]
    open_window: Callable[[], Window | None]
    centre: Callable[[str], Centre]
    diagonal_of_system: Callable[[tuple[int, int]], float | None] = diagonal_of_system
    """Inches across the screen at a point of the desktop, where the system knows them."""
