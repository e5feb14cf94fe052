"""Where the files of the product stand that are not code: fonts and texts."""

from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
