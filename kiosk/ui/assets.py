"""Where the files of the product stand that are not code: fonts and texts."""

from pathlib import Path

from kiosk.ui.theme import Weight

ASSETS = Path(__file__).resolve().parents[2] / "assets"

FONTS: dict[Weight, Path] = {
    "regular": ASSETS / "fonts/BeVietnamPro_400Regular.ttf",
    "medium": ASSETS / "fonts/BeVietnamPro_500Medium.ttf",
    "semibold": ASSETS / "fonts/BeVietnamPro_600SemiBold.ttf",
    "bold": ASSETS / "fonts/BeVietnamPro_700Bold.ttf",
}
"""Be Vietnam Pro, by weight."""
