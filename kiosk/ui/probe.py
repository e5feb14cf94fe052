"""What the window on this display turns out to be; `kiosk check` asks in a process of its own.

`kiosk.ui.boot.prepare` must have run before this module is imported: importing it opens the window.
"""

from __future__ import annotations

from kivy.core.window import Window
from kivy.graphics.opengl import GL_VERSION, glGetString


def window_size() -> tuple[int, int]:
    """Width and height of the window in pixels."""
    width, height = Window.size
    return int(width), int(height)


def opengl_version() -> str:
    """What the driver says of its OpenGL."""
    return str(glGetString(GL_VERSION).decode("ascii", "replace"))
