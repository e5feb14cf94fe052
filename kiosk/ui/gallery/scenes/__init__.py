"""Every scene of the gallery; a screen is added to the file of those who see it."""

from __future__ import annotations

from kiosk.ui.gallery.scenes import admin, citizen, clerk

SCENES = (*citizen.SCENES, *clerk.SCENES, *admin.SCENES)
