"""Every scene of the gallery; a screen is added to the file of those who see it."""

from __future__ import annotations

from kiosk.ui.gallery.longest import longest
from kiosk.ui.gallery.scenes import admin, citizen, clerk

USUAL = (*citizen.SCENES, *clerk.SCENES, *admin.SCENES)
WITH_LONGEST_TEXTS = (
    "invitation", "rating-1", "rating-2", "rating-4", "reasons-chosen", "still-there",
    "login-3", "pin", "shift", "dossiers",
)  # fmt: skip
SCENES = (*USUAL, *(longest(scene) for scene in USUAL if scene.name in WITH_LONGEST_TEXTS))
