"""The product's own typeface, in the weights that pages and charts of reports have."""

from pathlib import Path

_FONTS = Path(__file__).resolve().parents[2] / "assets/fonts"

REGULAR = _FONTS / "BeVietnamPro_400Regular.ttf"
SEMIBOLD = _FONTS / "BeVietnamPro_600SemiBold.ttf"
