"""Windows programs on Linux: one Wine prefix, which says Windows 10, and what is run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_WINDOWS = "10.0"


class WineError(Exception):
    """A Windows program failed; the text is what it said."""


class Wine:
    """A prefix: a C: drive and a registry of its own."""

    def __init__(self, prefix: Path, environment: Mapping[str, str] | None = None) -> None:
        """`make` makes it; `environment` comes on top of our own for everything that runs in it."""
        self.prefix = prefix
        self.drive = prefix / "drive_c"
        runtime = prefix.parent / "run"
        self.environment = {
            **os.environ,
            "WINEARCH": "win64",
            "WINEPREFIX": str(prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",  # nobody is asked about Mono and Gecko
            "XDG_RUNTIME_DIR": str(runtime),
            **(environment or {}),
        }

    def make(self) -> None:
        """A fresh prefix. Debian's Wine says Windows 7 until it is told otherwise."""
        shutil.rmtree(self.prefix, ignore_errors=True)
        runtime = Path(self.environment["XDG_RUNTIME_DIR"])
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.run("wineboot", "-i", good=None)
        self.run("winecfg", "-v", "win10")
        said = self.run("cmd", "/c", "ver")
        if _WINDOWS not in said:
            raise WineError(f"this Wine does not say Windows 10 but {said.strip()}")

    def hide_linux(self) -> None:
        """Take drive Z: away, so that nothing in the prefix sees the files of this machine."""
        (self.prefix / "dosdevices/z:").unlink(missing_ok=True)

    def command(self, *words: str | Path) -> list[str]:
        """A command line that runs a Windows program in this prefix."""
        return ["wine", *(str(word) for word in words)]

    def run(
        self,
        *words: str | Path,
        good: Sequence[int] | None = (0,),
        folder: Path | None = None,
        seconds: float = 900,
    ) -> str:
        """Run a program to its end; what it said. Raises WineError unless it ends with one of `good`.

        Its streams are a pipe and the null device: with a plain file Python dies under Wine 8 at once.
        """
        status, said = self.status(*words, folder=folder, seconds=seconds)
        if good is not None and status not in good:
            named = " ".join(map(str, words))
            raise WineError(f"{named} ends with {status}:\n{said.strip()[-4000:]}")
        return said

    def status(self, *words: str | Path, folder: Path | None = None, seconds: float = 900) -> tuple[int, str]:
        """Run a program to its end; its exit status, and what it said."""
        done = subprocess.run(
            self.command(*words),
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment,
            cwd=folder,
            timeout=seconds,
        )
        return done.returncode, done.stdout.decode(errors="replace").replace("\r\n", "\n")

    def end(self) -> None:
        """End everything that runs in this prefix."""
        path = f"{os.environ.get('PATH', '')}:/usr/lib/wine"  # where Debian keeps it
        server = shutil.which("wineserver64", path=path) or "wineserver"
        quiet = subprocess.DEVNULL
        subprocess.run([server, "-k"], check=False, env=self.environment, stderr=quiet, timeout=60)


def windows_path(path: Path) -> str:
    """How a Windows program names a file of this machine, as long as drive Z: is there."""
    return "Z:" + str(path.absolute()).replace("/", "\\")
