"""The pictures of the clerks' guide and of the README: reference pictures of the screens. `make guide`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCES = ROOT / "tests/screens/reference"
FOLDER = ROOT / "docs/images"

SCENES = {
    "rating": "rating-1--vi--normal",
    "login": "login-3--vi--normal",
    "pin": "pin-typed--vi--normal",
    "invitation": "invitation--vi--invited",
    "shift": "shift--vi--normal",
    "dossiers": "dossiers-typed--vi--normal",
    "last-look": "dossiers-last-look--vi--normal",
    "rating-large": "rating-2--vi--large",
    "reasons": "reasons-chosen--vi--normal",
    "status": "admin-status--vi--normal",
}
"""By the name of the picture in docs/images."""


def reference(name: str) -> Path:
    """The picture of the screens that stands in the documents under this name."""
    return REFERENCES / f"{SCENES[name]}--1366x768.png"


def main() -> int:
    """Bring them up to date."""
    for name in SCENES:
        shutil.copyfile(reference(name), FOLDER / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
