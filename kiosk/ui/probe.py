"""What the window on this display turns out to be; `kiosk check` asks in a process of its own.

`kiosk.ui.boot.prepare` must have run before this module is imported: importing it opens the window.
"""

from __future__ import annotations

import kivy
from kivy.config import Config
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RENDERER, GL_VERSION, glGetString


def window_size() -> tuple[int, int]:
    """Width and height of the window in pixels."""
    width, height = Window.size
    return int(width), int(height)


def opengl_version() -> str:
    """What the driver says of its OpenGL."""
    return str(glGetString(GL_VERSION).decode("ascii", "replace"))


def renderer() -> str:
    """Who draws, in the driver's words: a graphics card, or the processor."""
    return str(glGetString(GL_RENDERER).decode("ascii", "replace"))


def providers() -> tuple[str, ...]:
    """The ways in which a touch arrives, by Kivy's own names."""
    return tuple(str(setting).partition(",")[0] for _, setting in Config.items("input"))


def kivy_version() -> str:
    """Kivy's own version."""
    return str(kivy.__version__)
