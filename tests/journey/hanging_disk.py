"""A disk that can be made to hang, for a program that is started with its environment."""

from __future__ import annotations

import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("hanging_disk.c")


class Disk:
    """Nothing becomes durable between `hang` and `go_on`."""

    def __init__(self, folder: Path) -> None:
        self._sign = folder / "hangs"
        library = folder / "hanging_disk.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
        self.environment = {"LD_PRELOAD": str(library), "HANGING_DISK": str(self._sign)}

    def hang(self) -> None:
        self._sign.touch()

    def go_on(self) -> None:
        self._sign.unlink()
