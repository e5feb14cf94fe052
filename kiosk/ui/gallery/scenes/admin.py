"""What an administrator sees."""

from __future__ import annotations

from kiosk.ui.gallery.scene import Scene

SCENES: tuple[Scene, ...] = ()
